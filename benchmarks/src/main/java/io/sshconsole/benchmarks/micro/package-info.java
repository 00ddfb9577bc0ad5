/**
 * JMH benchmarks of single parts.
 */
@NullMarked
package io.sshconsole.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
