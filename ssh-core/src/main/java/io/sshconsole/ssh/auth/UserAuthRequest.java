package io.sshconsole.ssh.auth;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * One SSH_MSG_USERAUTH_REQUEST (RFC 4252 §5).
 *
 * <pre>
 * byte    SSH_MSG_USERAUTH_REQUEST
 * string  user name
 * string  service name
 * string  method name
 * ....    method specific fields
 * </pre>
 *
 * @param username the claimed name
 * @param service what is wanted after authentication
 * @param method the method's name
 * @param fields the cursor at the method's own fields
 */
record UserAuthRequest(String username, String service, String method, WireReader fields) {

	static final String CONNECTION_SERVICE = "ssh-connection";

	static final String NONE = "none";

	static final String PASSWORD = "password";

	static final String PUBLICKEY = "publickey";

	/**
	 * The same method with the server's host key in the signed data (OpenSSH PROTOCOL
	 * 1.11). It is never announced in a list of methods.
	 */
	static final String PUBLICKEY_HOSTBOUND = "publickey-hostbound-v00@openssh.com";

	static final String INTERACTIVE = "keyboard-interactive";

	static UserAuthRequest read(WireReader packet, int maxUsernameLength) throws DisconnectException {
		UserAuthRequest request = new UserAuthRequest(packet.readText(), packet.readText(), packet.readText(), packet);
		String username = request.username;
		if (username.length() > maxUsernameLength || username.codePoints().anyMatch(UserAuthRequest::isInvisible)) {
			throw new DisconnectException(Reason.ILLEGAL_USER_NAME, "a user name with illegal characters or length");
		}
		if (!request.service.equals(CONNECTION_SERVICE)) {
			throw new DisconnectException(Reason.SERVICE_NOT_AVAILABLE, "only " + CONNECTION_SERVICE + " is available");
		}
		return request;
	}

	/**
	 * Tells what could forge a line or another name in a log: controls, separators of
	 * lines, marks without a shape of their own.
	 */
	private static boolean isInvisible(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

	/**
	 * Returns the method without regard to its variant.
	 * @return a name that may stand in a list of methods
	 */
	String methodName() {
		return isHostBound() ? PUBLICKEY : this.method;
	}

	boolean isHostBound() {
		return this.method.equals(PUBLICKEY_HOSTBOUND);
	}

	/**
	 * Returns the bytes that a public key signature covers (RFC 4252 §7): the session id
	 * ties them to this connection, so that nobody can replay the signature elsewhere.
	 * @param sessionId the connection's session id
	 * @param algorithm the signature algorithm
	 * @param publicKey the key's blob
	 * @param hostKey the server's key blob, part of the host-bound variant only
	 * @return the signed data
	 */
	byte[] signedData(byte[] sessionId, String algorithm, byte[] publicKey, byte[] hostKey) {
		WireWriter data = new WireWriter().writeString(sessionId)
			.writeByte(MessageNumber.USERAUTH_REQUEST)
			.writeText(this.username)
			.writeText(this.service)
			.writeText(this.method)
			.writeBoolean(true)
			.writeText(algorithm)
			.writeString(publicKey);
		if (isHostBound()) {
			data.writeString(hostKey);
		}
		return data.toByteArray();
	}

}
