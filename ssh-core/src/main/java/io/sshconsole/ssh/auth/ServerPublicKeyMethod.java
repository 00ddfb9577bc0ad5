package io.sshconsole.ssh.auth;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.ssh.keys.SignatureAlgorithm;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.keys.VerifiedSignature;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The server's side of the method {@code publickey} (RFC 4252 §7): a query whether a key
 * is worth a signature, and the signature. They are different questions to the handler,
 * because only the second proves anything.
 *
 * <pre>
 * boolean  has signature
 * string   algorithm
 * string   public key blob
 * string   server host key, in the host-bound variant
 * string   signature, if it has one
 * </pre>
 */
final class ServerPublicKeyMethod {

	private final PacketTransport transport;

	private final ServerAuthHandler handler;

	/**
	 * The signature algorithms that this user may use.
	 */
	private List<String> algorithms = List.of();

	/**
	 * The keys that have proven a factor already. In a chain that wants two keys, one key
	 * must not count twice, not even with a certificate.
	 */
	private final Set<SshPublicKey> proven = new HashSet<>();

	ServerPublicKeyMethod(PacketTransport transport, ServerAuthHandler handler) {
		this.transport = transport;
		this.handler = handler;
	}

	void accept(List<String> algorithms) {
		this.algorithms = algorithms;
	}

	/**
	 * Counts a key as a factor, once its proof was accepted by all who have a say. One
	 * that was refused may come again, say touched this time, or with its certificate.
	 */
	void count(SshPublicKey key) {
		this.proven.add(key.plainKey());
	}

	/**
	 * Serves one request.
	 * @param request the request
	 * @return the verdict; {@link Verdict#ANSWERED} for a query whose key is acceptable
	 * @throws SshException if the message is malformed
	 */
	Verdict serve(UserAuthRequest request) throws SshException {
		WireReader fields = request.fields();
		boolean signed = fields.readBoolean();
		String algorithm = fields.readText();
		byte[] blob = fields.readString();
		byte[] hostKey = request.isHostBound() ? fields.readString() : new byte[0];
		byte[] signature = signed ? fields.readString() : new byte[0];
		fields.expectEnd();
		if (request.isHostBound() && !Arrays.equals(hostKey, this.transport.hostKey())) {
			return Verdict.of(AuthResult.FAILED);
		}
		Optional<SshPublicKey> key = usableKey(algorithm, blob)
			.filter((candidate) -> !this.proven.contains(candidate.plainKey()))
			.filter((candidate) -> this.handler.isPublicKeyAcceptable(request.username(), candidate));
		if (!signed) {
			if (key.isEmpty()) {
				return Verdict.QUERY_REFUSED;
			}
			this.transport
				.post(WireWriter.message(MessageNumber.USERAUTH_PK_OK).writeText(algorithm).writeString(blob));
			return Verdict.ASKED_BACK;
		}
		if (key.isEmpty()) {
			return Verdict.of(AuthResult.FAILED);
		}
		byte[] data = request.signedData(this.transport.sessionId(), algorithm, blob, hostKey);
		Optional<VerifiedSignature> proof = verified(key.get(), algorithm, data, signature);
		if (proof.isEmpty()) {
			return Verdict.of(AuthResult.FAILED);
		}
		// What a security key must have done is known once the handler has accepted it
		return Verdict.of(this.handler.checkAuthPublicKey(request.username(), key.get()), key.get(),
				proof.get()::follows);
	}

	/**
	 * Reads a key whose type and algorithm are allowed and agree; checked before any
	 * arithmetic on it. A key that we cannot read only fails its attempt: the client may
	 * have better ones.
	 */
	private Optional<SshPublicKey> usableKey(String algorithm, byte[] blob) {
		Optional<SignatureAlgorithm> row = SignatureAlgorithm.named(algorithm);
		if (row.isEmpty() || !this.algorithms.contains(algorithm)) {
			return Optional.empty();
		}
		try {
			return Optional.of(SshPublicKey.read(row.get(), blob));
		}
		catch (SshException ex) {
			return Optional.empty();
		}
	}

	private static Optional<VerifiedSignature> verified(SshPublicKey key, String algorithm, byte[] data,
			byte[] signature) {
		try {
			return key.verified(algorithm, data, signature);
		}
		catch (SshException ex) {
			return Optional.empty();
		}
	}

}
