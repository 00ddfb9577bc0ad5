package io.sshconsole.ssh.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * What a side says about itself behind its first NEWKEYS, SSH_MSG_EXT_INFO (RFC 8308
 * §2.3).
 *
 * <pre>
 * byte     SSH_MSG_EXT_INFO
 * uint32   count
 * string   name, value: count times
 * </pre>
 *
 * @param serverSignatureAlgorithms how a client may sign; empty if nothing was said
 */
record ExtInfo(List<String> serverSignatureAlgorithms) {

	/**
	 * Nothing was said.
	 */
	static final ExtInfo NONE = new ExtInfo(List.of());

	/**
	 * How a client may sign (RFC 8308 §3.1).
	 */
	private static final String SERVER_SIG_ALGS = "server-sig-algs";

	/**
	 * We know the variant of {@code publickey} that signs the host key (OpenSSH PROTOCOL
	 * 1.11).
	 */
	private static final String HOST_BOUND = "publickey-hostbound@openssh.com";

	/**
	 * We answer PING (OpenSSH PROTOCOL 1.9). Clients hide the rhythm of keystrokes with
	 * it.
	 */
	private static final String PING = "ping@openssh.com";

	private static final String VERSION_0 = "0";

	/**
	 * Most extensions of a peer.
	 */
	private static final int MAX_EXTENSIONS = 1024;

	/**
	 * Makes a server's message.
	 * @param publicKeyAlgorithms signature algorithms accepted from users
	 * @return the message
	 */
	static byte[] ofServer(List<String> publicKeyAlgorithms) {
		return WireWriter.message(MessageNumber.EXT_INFO)
			.writeUint32(3)
			.writeText(SERVER_SIG_ALGS)
			.writeText(String.join(",", publicKeyAlgorithms))
			.writeText(HOST_BOUND)
			.writeText(VERSION_0)
			.writeText(PING)
			.writeText(VERSION_0)
			.toByteArray();
	}

	/**
	 * Reads the peer's message. Extensions that we do not know are passed over.
	 * @param in the message behind its number
	 * @return what it said
	 * @throws DisconnectException if it is malformed
	 */
	static ExtInfo read(WireReader in) throws DisconnectException {
		long count = in.readUint32();
		if (count > MAX_EXTENSIONS) {
			throw DisconnectException.protocolError(count + " extensions");
		}
		List<String> serverSignatureAlgorithms = List.of();
		for (long i = 0; i < count; i++) {
			String name = in.readText();
			byte[] value = in.readString();
			if (name.equals(SERVER_SIG_ALGS)) {
				serverSignatureAlgorithms = List.of(new String(value, StandardCharsets.US_ASCII).split(","));
			}
		}
		in.expectEnd();
		return new ExtInfo(serverSignatureAlgorithms);
	}

}
