package io.sshconsole.ssh.connection;

import java.util.concurrent.Executor;

/**
 * What the channels of one connection need from outside.
 *
 * @param limits how much the peer may make us start and remember
 * @param tasks starts channel tasks, each at once and on a thread of its own
 * @param flusher sends what the reader posted, on threads that nobody interrupts
 */
public record ConnectionConfig(ConnectionLimits limits, Executor tasks, Executor flusher) {

	/**
	 * Our receive window in bytes for each channel, as OpenSSH has it: it bounds what a
	 * channel holds in memory and what is in flight.
	 */
	static final int WINDOW = 2 * 1024 * 1024;

	/**
	 * Most bytes of channel data in a packet, in both directions.
	 */
	static final int MAX_DATA = 32 * 1024;

	/**
	 * Longest name of an X11 protocol, and longest cookie.
	 */
	static final int MAX_X11_LENGTH = 256;

}
