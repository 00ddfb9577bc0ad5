package io.sshconsole.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one client all of a server's host keys and proves that they are the server's, so
 * that the client has learnt a new key before the old one goes (OpenSSH PROTOCOL 2.5).
 * Runs on the connection's reader thread.
 */
final class HostKeyRotation {

	static final String PROVE = "hostkeys-prove-00@openssh.com";

	private static final Logger logger = LoggerFactory.getLogger(HostKeyRotation.class);

	private static final String ANNOUNCE = "hostkeys-00@openssh.com";

	/**
	 * Most proofs of one connection, each of which is a signature for every key. A client
	 * needs one.
	 */
	private static final int MAX_PROOFS = 8;

	private final PacketTransport packets;

	private final List<Signer> signers;

	private int proofs;

	/**
	 * Prepares to tell a client.
	 * @param packets the client's connection
	 * @param signers the host keys
	 */
	HostKeyRotation(PacketTransport packets, List<Signer> signers) {
		this.packets = packets;
		// A certificate is no key of its own: clients learn plain keys
		this.signers = signers.stream().filter((signer) -> signer.publicKey().certificate().isEmpty()).toList();
	}

	/**
	 * Tells the client.
	 * @throws DisconnectException if it does not read its answers
	 */
	void announce() throws DisconnectException {
		if (this.signers.isEmpty()) {
			return;
		}
		WireWriter message = WireWriter.message(MessageNumber.GLOBAL_REQUEST).writeText(ANNOUNCE).writeBoolean(false);
		this.signers.forEach((signer) -> message.writeString(signer.publicKey().blob()));
		this.packets.post(message);
	}

	/**
	 * Proves the keys that the client asks about: {@code string} key, repeated. The
	 * answer has a signature for each.
	 * @param fields the cursor at the first key
	 * @return a refusal if a key is not ours, or is there twice
	 * @throws DisconnectException if the request is malformed
	 */
	GlobalReply prove(WireReader fields) throws DisconnectException {
		List<Signer> asked = new ArrayList<>();
		Set<Signer> distinct = new HashSet<>();
		while (fields.remaining() > 0) {
			byte[] blob = fields.readString();
			Optional<Signer> signer = this.signers.stream()
				.filter((candidate) -> Arrays.equals(candidate.publicKey().blob(), blob))
				.findFirst();
			if (signer.isEmpty() || !distinct.add(signer.get())) {
				return GlobalReply.REFUSED;
			}
			asked.add(signer.get());
		}
		if (asked.isEmpty() || ++this.proofs > MAX_PROOFS) {
			return GlobalReply.REFUSED;
		}
		WireWriter signatures = new WireWriter();
		try {
			for (Signer signer : asked) {
				signatures.writeString(sign(signer));
			}
		}
		catch (SshException ex) {
			logger.warn("A host key cannot be proven: {}", ex.getMessage());
			return GlobalReply.REFUSED;
		}
		return GlobalReply.accepted(signatures);
	}

	private byte[] sign(Signer signer) throws SshException {
		byte[] data = new WireWriter().writeText(PROVE)
			.writeString(this.packets.sessionId())
			.writeString(signer.publicKey().blob())
			.toByteArray();
		return signer.sign(algorithm(signer), data);
	}

	/**
	 * Chooses the algorithm of the key exchange if the key has it: for an RSA key the
	 * client expects that one.
	 */
	private String algorithm(Signer signer) {
		NegotiatedAlgorithms negotiated = this.packets.negotiated();
		List<String> known = signer.algorithms();
		return (negotiated != null && known.contains(negotiated.hostKey())) ? negotiated.hostKey() : known.get(0);
	}

}
