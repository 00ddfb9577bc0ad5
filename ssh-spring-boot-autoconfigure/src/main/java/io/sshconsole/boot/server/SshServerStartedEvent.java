package io.sshconsole.boot.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import org.springframework.context.ApplicationEvent;

/**
 * The SSH server listens.
 */
public class SshServerStartedEvent extends ApplicationEvent {

	private final InetSocketAddress address;

	public SshServerStartedEvent(Object source, InetSocketAddress address) {
		super(source);
		this.address = address;
	}

	/**
	 * Returns where the server listens.
	 * @return a local address, or the wildcard
	 */
	public InetAddress getAddress() {
		return this.address.getAddress();
	}

	/**
	 * Returns the port on which the server listens.
	 * @return the real one, even if {@code 0} was configured
	 */
	public int getPort() {
		return this.address.getPort();
	}

}
