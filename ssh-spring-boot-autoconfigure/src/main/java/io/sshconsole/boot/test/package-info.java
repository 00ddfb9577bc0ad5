/**
 * Support for tests of applications with an SSH console.
 */
@NullMarked
package io.sshconsole.boot.test;

import org.jspecify.annotations.NullMarked;
