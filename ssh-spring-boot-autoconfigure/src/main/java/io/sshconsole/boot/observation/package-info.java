/**
 * What Micrometer measures of the console, in an application that has it.
 */
@NullMarked
package io.sshconsole.boot.observation;

import org.jspecify.annotations.NullMarked;
