/**
 * The command line of the benchmarks.
 */
@NullMarked
package io.sshconsole.benchmarks;

import org.jspecify.annotations.NullMarked;
