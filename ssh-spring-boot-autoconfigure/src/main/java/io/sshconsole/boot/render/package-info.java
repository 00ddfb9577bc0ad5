/**
 * Results of commands written for people and for programs.
 */
@NullMarked
package io.sshconsole.boot.render;

import org.jspecify.annotations.NullMarked;
