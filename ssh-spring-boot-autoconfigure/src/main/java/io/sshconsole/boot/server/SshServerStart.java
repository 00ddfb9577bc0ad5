package io.sshconsole.boot.server;

/**
 * When the server begins to listen.
 */
public enum SshServerStart {

	/**
	 * With the context, as web servers do: before runners have run.
	 */
	WITH_CONTEXT,

	/**
	 * When the application is ready, behind its runners. If one of them fails, the port
	 * has never been open.
	 */
	WHEN_READY,

	/**
	 * Never, whoever asks for it.
	 */
	NEVER

}
