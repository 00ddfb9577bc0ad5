package io.sshconsole.boot.shell;

/**
 * Tells users something while they are in their shells. A notice stands above the prompt
 * and leaves the line alone that is typed; while a command runs it waits. Any thread may
 * call, and none waits.
 */
public interface SshNotices {

	/**
	 * Tells everybody who is in a shell.
	 * @param text one line; control characters in it are made visible
	 * @return how many shells there are
	 */
	int broadcast(String text);

	/**
	 * Tells the shells of one connection.
	 * @param connectionId the identifier, as in the log
	 * @param text one line; control characters in it are made visible
	 * @return whether there is any
	 */
	boolean send(String connectionId, String text);

}
