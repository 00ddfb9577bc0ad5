/**
 * SSH servers and clients: the public API, and the only place where the layers meet (RFC
 * 4251).
 */
@NullMarked
package io.sshconsole.ssh;

import org.jspecify.annotations.NullMarked;
