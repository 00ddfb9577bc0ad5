package io.sshconsole.boot.execution;

/**
 * One line while it runs. The thread of a session waits for it; any thread may end it.
 */
public interface LineRun {

	/**
	 * Waits until the line has ended, and everything that it wrote was sent. Called once.
	 * A thread that is interrupted meanwhile, as when its channel closes, cancels the
	 * line.
	 * @return how it ended
	 */
	LineOutcome await();

	/**
	 * Asks the line to end because its user wants so: Ctrl-C, or the signal INT. Returns
	 * at once.
	 */
	void interrupt();

	/**
	 * Asks the line to end because nobody is there any more, or it has taken too long.
	 * Returns at once.
	 */
	void cancel();

}
