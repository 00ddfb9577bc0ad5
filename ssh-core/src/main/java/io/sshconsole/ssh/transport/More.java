package io.sshconsole.ssh.transport;

/**
 * What a thread that has written a packet will do next, which decides whether the packet
 * waits for others so that they leave in one socket write.
 */
public enum More {

	/**
	 * Nobody knows: the packet leaves.
	 */
	NONE,

	/**
	 * Much was written at once, and who does so usually goes on: the packet waits for a
	 * few milliseconds at most.
	 */
	LIKELY,

	/**
	 * The thread is back at once, whatever happens: the packet waits for it.
	 */
	CERTAIN

}
