/**
 * A client on the core's packet layer, fast enough not to be the limit.
 */
@NullMarked
package io.sshconsole.benchmarks.client;

import org.jspecify.annotations.NullMarked;
