package io.sshconsole.ssh.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import io.sshconsole.ssh.keys.SignatureAlgorithm;
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
 * @param inAuthentication whether a client reads another one when its user is known
 */
record ExtInfo(List<String> serverSignatureAlgorithms, boolean inAuthentication) {

	/**
	 * Nothing was said.
	 */
	static final ExtInfo NONE = new ExtInfo(List.of(), false);

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

	/**
	 * We know the requests and channels of forwarded agents by their names of RFC 9987.
	 */
	private static final String AGENT_FORWARD = "agent-forward";

	/**
	 * A client lets us narrow the algorithms when its user is known (OpenSSH PROTOCOL).
	 */
	private static final String IN_AUTHENTICATION = "ext-info-in-auth@openssh.com";

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
			.writeUint32(4)
			.writeText(SERVER_SIG_ALGS)
			.writeText(signatureNames(publicKeyAlgorithms))
			.writeText(HOST_BOUND)
			.writeText(VERSION_0)
			.writeText(PING)
			.writeText(VERSION_0)
			.writeText(AGENT_FORWARD)
			.writeText(VERSION_0)
			.toByteArray();
	}

	/**
	 * Makes a server's second message, to a client that has said that it reads one.
	 * @param publicKeyAlgorithms signature algorithms accepted from this user
	 * @return the message
	 */
	static WireWriter ofUser(List<String> publicKeyAlgorithms) {
		return WireWriter.message(MessageNumber.EXT_INFO)
			.writeUint32(1)
			.writeText(SERVER_SIG_ALGS)
			.writeText(signatureNames(publicKeyAlgorithms));
	}

	/**
	 * Names what can be inside of a signature, as OpenSSH does: a certificate does not
	 * change how its key signs.
	 */
	private static String signatureNames(List<String> publicKeyAlgorithms) {
		return publicKeyAlgorithms.stream()
			.flatMap((name) -> SignatureAlgorithm.named(name).stream())
			.map(SignatureAlgorithm::signatureName)
			.distinct()
			.collect(Collectors.joining(","));
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
		boolean inAuthentication = false;
		for (long i = 0; i < count; i++) {
			String name = in.readText();
			byte[] value = in.readString();
			if (name.equals(SERVER_SIG_ALGS)) {
				serverSignatureAlgorithms = List.of(new String(value, StandardCharsets.US_ASCII).split(","));
			}
			inAuthentication |= name.equals(IN_AUTHENTICATION)
					&& new String(value, StandardCharsets.US_ASCII).equals(VERSION_0);
		}
		in.expectEnd();
		return new ExtInfo(serverSignatureAlgorithms, inAuthentication);
	}

}
