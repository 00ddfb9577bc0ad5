package io.sshconsole.boot.server;

import java.net.InetAddress;

import io.sshconsole.boot.command.SshSession;

import org.springframework.context.ApplicationEvent;

/**
 * A user has logged in. Published on the connection's thread, before anything can run.
 */
public class SshSessionOpenedEvent extends ApplicationEvent {

	private final transient SshSession session;

	private final InetAddress address;

	public SshSessionOpenedEvent(Object source, SshSession session, InetAddress address) {
		super(source);
		this.session = session;
		this.address = address;
	}

	/**
	 * Returns who logged in.
	 * @return the session
	 */
	public SshSession getSession() {
		return this.session;
	}

	/**
	 * Returns where the user comes from.
	 * @return the address of the client
	 */
	public InetAddress getAddress() {
		return this.address;
	}

}
