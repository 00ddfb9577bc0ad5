/**
 * The servers that are measured, each with the same commands.
 */
@NullMarked
package io.sshconsole.benchmarks.server;

import org.jspecify.annotations.NullMarked;
