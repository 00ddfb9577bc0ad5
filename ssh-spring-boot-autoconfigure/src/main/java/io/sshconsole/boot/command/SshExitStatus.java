package io.sshconsole.boot.command;

/**
 * The exit statuses that commands end with, as POSIX shells have them.
 */
public final class SshExitStatus {

	/**
	 * A command that threw something unexpected.
	 */
	public static final int FAILED = 1;

	/**
	 * A line that is wrong.
	 */
	public static final int USAGE = 2;

	/**
	 * A command that the user may not run.
	 */
	public static final int NOT_PERMITTED = 126;

	/**
	 * A command that does not exist.
	 */
	public static final int UNKNOWN = 127;

	/**
	 * A command that was cancelled: 128 and the number of SIGINT.
	 */
	public static final int INTERRUPTED = 130;

	/**
	 * A command whose output nobody reads: 128 and the number of SIGPIPE.
	 */
	public static final int OUTPUT_GONE = 141;

	private SshExitStatus() {
	}

}
