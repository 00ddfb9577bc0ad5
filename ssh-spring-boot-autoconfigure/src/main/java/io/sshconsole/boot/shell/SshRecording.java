package io.sshconsole.boot.shell;

import java.io.IOException;

import io.sshconsole.ssh.connection.WindowSize;

/**
 * The recording of one channel. Called by one thread at a time.
 */
public interface SshRecording {

	/**
	 * Takes down what the client is about to get.
	 * @param text a piece of the output or of the errors
	 * @throws IOException if it cannot be kept and the client must not get it then
	 */
	void output(String text) throws IOException;

	/**
	 * Takes down that the client's window has a new size.
	 * @param size the size from now on
	 * @throws IOException if it cannot be kept and the session must end then
	 */
	void resized(WindowSize size) throws IOException;

	/**
	 * Ends the recording.
	 */
	void close();

}
