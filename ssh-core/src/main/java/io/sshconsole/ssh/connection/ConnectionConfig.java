package io.sshconsole.ssh.connection;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * What the channels of one connection need from outside.
 *
 * @param maxSessions most channels that a handler can let the peer have open, counting
 * those whose task has not ended; more would let one log-in start work without bound
 * @param taskThreads makes the threads of channel tasks
 * @param flusher sends what the reader posted, on threads that nobody interrupts
 */
public record ConnectionConfig(int maxSessions, ThreadFactory taskThreads, Executor flusher) {

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
	 * Most environment variables of a session, and the longest name or value. They are
	 * kept as long as the session lives.
	 */
	static final int MAX_ENVIRONMENT = 64;

	static final int MAX_ENVIRONMENT_LENGTH = 4096;

	/**
	 * Longest command line in characters.
	 */
	static final int MAX_COMMAND = 64 * 1024;

	/**
	 * Longest name of an X11 protocol, and longest cookie.
	 */
	static final int MAX_X11_LENGTH = 256;

	/**
	 * Most channels of the peer that lead to other connections, counting those that are
	 * being made: each costs a socket and two threads.
	 */
	static final int MAX_TUNNELS = 100;

	/**
	 * Most answers that arrive without a question before the peer is taken for broken.
	 */
	static final int MAX_STRAY_REPLIES = 1000;

}
