package io.sshconsole.boot.terminal;

/**
 * Shows how far something is, until it is closed. Used by the command's thread alone.
 */
public interface ProgressBar extends AutoCloseable {

	/**
	 * Goes on.
	 * @param by how much was done since the last call, not negative
	 */
	void step(long by);

	/**
	 * Says how far it is.
	 * @param done how much is done by now; more than the total counts as the total
	 */
	void at(long done);

	/**
	 * Says what is going on now.
	 * @param label one line
	 */
	void label(String label);

	/**
	 * Removes the bar from the screen. Further calls do nothing.
	 */
	@Override
	void close();

}
