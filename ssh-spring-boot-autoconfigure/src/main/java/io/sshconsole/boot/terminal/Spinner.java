package io.sshconsole.boot.terminal;

/**
 * Shows that something goes on, until it is closed. Used by the command's thread alone.
 */
public interface Spinner extends AutoCloseable {

	/**
	 * Says what is going on now.
	 * @param label one line
	 */
	void label(String label);

	/**
	 * Removes the spinner from the screen. Further calls do nothing.
	 */
	@Override
	void close();

}
