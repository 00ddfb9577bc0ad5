/**
 * What fuzzers feed: targets for bytes that nobody has thought of.
 */
@NullMarked
package io.sshconsole.ssh.fuzz;

import org.jspecify.annotations.NullMarked;
