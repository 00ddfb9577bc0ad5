package io.sshconsole.boot.server;

import java.net.InetAddress;
import java.time.Duration;

import io.sshconsole.boot.command.SshSession;

import org.springframework.context.ApplicationEvent;

/**
 * A connection has ended over which a user was logged in. Commands that do not end may
 * outlive it.
 */
public class SshSessionClosedEvent extends ApplicationEvent {

	private final transient SshSession session;

	private final InetAddress address;

	private final Duration duration;

	public SshSessionClosedEvent(Object source, SshSession session, InetAddress address, Duration duration) {
		super(source);
		this.session = session;
		this.address = address;
		this.duration = duration;
	}

	/**
	 * Returns who was logged in.
	 * @return the session
	 */
	public SshSession getSession() {
		return this.session;
	}

	/**
	 * Returns where the user came from.
	 * @return the address of the client
	 */
	public InetAddress getAddress() {
		return this.address;
	}

	/**
	 * Returns how long the user was logged in.
	 * @return the time since the log-in
	 */
	public Duration getDuration() {
		return this.duration;
	}

}
