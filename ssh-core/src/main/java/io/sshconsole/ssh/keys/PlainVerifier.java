package io.sshconsole.ssh.keys;

import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * A public key whose signatures are one string and cover the data as it is (RFC 4253
 * §6.6).
 */
interface PlainVerifier extends Verifier {

	/**
	 * Verifies a signature.
	 * @param algorithm an algorithm of the key's type
	 * @param data what was signed
	 * @param signature the inner signature, without its algorithm's name
	 * @return whether it is genuine; {@code false} also for one of the wrong form
	 */
	boolean verify(SignatureAlgorithm algorithm, byte[] data, byte[] signature);

	@Override
	default Optional<VerifiedSignature> verify(SignatureAlgorithm algorithm, byte[] data, WireReader signature)
			throws DisconnectException {
		byte[] inner = signature.readString();
		signature.expectEnd();
		return verify(algorithm, data, inner) ? Optional.of(VerifiedSignature.PLAIN) : Optional.empty();
	}

}
