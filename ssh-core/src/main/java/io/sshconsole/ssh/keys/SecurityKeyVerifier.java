package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A public key whose private half is in a FIDO security key. That signs hashes only,
 * together with what it did before (OpenSSH PROTOCOL.u2f).
 *
 * <pre>
 * signature        string inner signature, byte flags, uint32 counter
 * signed data      SHA-256(application), byte flags, uint32 counter, SHA-256(data)
 * </pre>
 *
 * A web browser adds and signs more, see {@link BrowserData}.
 *
 * @param key the key itself
 * @param application what the key was made for, usually {@code ssh:}
 */
record SecurityKeyVerifier(PlainVerifier key, String application) implements Verifier {

	/**
	 * Reads a key and {@code string} application.
	 * @param key what was read so far
	 * @param reader behind it
	 * @return the key
	 * @throws DisconnectException if it is malformed
	 */
	static SecurityKeyVerifier read(PlainVerifier key, WireReader reader) throws DisconnectException {
		return new SecurityKeyVerifier(key, reader.readText());
	}

	@Override
	public Optional<VerifiedSignature> verify(SignatureAlgorithm algorithm, byte[] data, WireReader signature)
			throws DisconnectException {
		byte[] inner = signature.readString();
		int flags = signature.readByte();
		int counter = signature.readInt();
		WireWriter signed = new WireWriter().writeBytes(Jca.sha256(this.application.getBytes(StandardCharsets.UTF_8)))
			.writeByte(flags)
			.writeUint32(counter);
		boolean covered = true;
		if (algorithm == SignatureAlgorithm.WEBAUTHN_SK_ECDSA_NISTP256) {
			BrowserData browser = BrowserData.read(signature);
			covered = browser.covers(data, flags);
			signed.writeBytes(browser.extensions()).writeBytes(Jca.sha256(browser.clientData()));
		}
		else {
			signed.writeBytes(Jca.sha256(data));
		}
		signature.expectEnd();
		boolean genuine = covered && this.key.verify(algorithm, signed.toByteArray(), inner);
		return genuine ? Optional.of(VerifiedSignature.ofSecurityKey(flags)) : Optional.empty();
	}

}
