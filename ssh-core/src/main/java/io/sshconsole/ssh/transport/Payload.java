package io.sshconsole.ssh.transport;

import io.sshconsole.ssh.wire.WireWriter;

/**
 * A message that writes itself into the connection's packet buffer. A stream that sends
 * many packets implements it once and changes its fields, so that a packet costs one copy
 * and no object.
 */
@FunctionalInterface
public interface Payload {

	/**
	 * Writes the message, number first. Runs under the writer lock: must neither block
	 * nor take another lock.
	 * @param out the packet buffer
	 */
	void writeTo(WireWriter out);

}
