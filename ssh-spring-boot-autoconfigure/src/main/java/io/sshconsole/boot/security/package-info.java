/**
 * Who may log in: the questions of RFC 4252 answered by Spring Security. Nothing in here
 * is meant to be a bean of a type that Spring Security looks for, because such a bean
 * would become part of the application's own login.
 */
@NullMarked
package io.sshconsole.boot.security;

import org.jspecify.annotations.NullMarked;
