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
	 * Longest user name in characters. Names end in logs, caches and queries.
	 */
	private static final int MAX_USERNAME = 256;

	static UserAuthRequest read(WireReader packet) throws DisconnectException {
		UserAuthRequest request = new UserAuthRequest(packet.readText(), packet.readText(), packet.readText(), packet);
		String username = request.username;
		if (username.length() > MAX_USERNAME || username.chars().anyMatch(Character::isISOControl)) {
			throw new DisconnectException(Reason.ILLEGAL_USER_NAME, "a user name with illegal characters or length");
		}
		if (!request.service.equals(CONNECTION_SERVICE)) {
			throw new DisconnectException(Reason.SERVICE_NOT_AVAILABLE, "only " + CONNECTION_SERVICE + " is available");
		}
		return request;
	}

	/**
	 * Returns the bytes that a public key signature covers (RFC 4252 §7): the session id
	 * ties them to this connection, so that nobody can replay the signature elsewhere.
	 * @param sessionId the connection's session id
	 * @param username the user
	 * @param algorithm the signature algorithm
	 * @param publicKey the key's blob
	 * @return the signed data
	 */
	static byte[] signedData(byte[] sessionId, String username, String algorithm, byte[] publicKey) {
		return new WireWriter().writeString(sessionId)
			.writeByte(MessageNumber.USERAUTH_REQUEST)
			.writeText(username)
			.writeText(CONNECTION_SERVICE)
			.writeText(PUBLICKEY)
			.writeBoolean(true)
			.writeText(algorithm)
			.writeString(publicKey)
			.toByteArray();
	}

}
