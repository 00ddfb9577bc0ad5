package io.sshconsole.boot.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The address or the port of the server cannot be had.
 */
public class SshServerBindException extends RuntimeException {

	private final InetSocketAddress address;

	public SshServerBindException(InetSocketAddress address, IOException cause) {
		super("SSH server cannot listen on " + address.getAddress().getHostAddress() + " port " + address.getPort(),
				cause);
		this.address = address;
	}

	/**
	 * Returns what was asked for.
	 * @return address and port
	 */
	public InetSocketAddress getAddress() {
		return this.address;
	}

}
