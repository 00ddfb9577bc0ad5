/**
 * What is measured, in turns, and the table that comes of it.
 */
@NullMarked
package io.sshconsole.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
