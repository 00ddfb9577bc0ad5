package io.sshconsole.boot.terminal;

/**
 * What is on a whole screen. Runs on the command's thread.
 */
@FunctionalInterface
public interface SshScreenView {

	/**
	 * Draws everything anew; only what differs is sent.
	 * @param screen an empty screen of the size that the terminal has now
	 * @return {@code false} to leave
	 * @throws Exception ends the view and is thrown to whoever shows it
	 */
	boolean draw(SshScreen screen) throws Exception;

	/**
	 * Hears of a key, other than those that leave the view.
	 * @param key the character, or a byte of an escape sequence
	 */
	default void key(int key) {
	}

}
