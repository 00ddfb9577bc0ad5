package io.sshconsole.ssh.auth;

/**
 * The answer to one authentication request (paramiko's {@code AUTH_…} constants). It is
 * the only thing from which success follows.
 */
public enum AuthResult implements ServerAuthHandler.Reply, ServerAuthHandler.PasswordReply {

	/**
	 * The method's proof is complete. The user is in, unless a chain of methods asks for
	 * more.
	 */
	SUCCESSFUL,

	/**
	 * This method was right, another one must follow (RFC 4252 §5.1).
	 */
	PARTIALLY_SUCCESSFUL,

	/**
	 * Refused.
	 */
	FAILED

}
