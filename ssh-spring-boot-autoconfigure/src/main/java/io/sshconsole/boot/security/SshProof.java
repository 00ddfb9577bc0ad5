package io.sshconsole.boot.security;

import java.io.Serializable;

import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * One proof of a log-in that counted.
 *
 * @param method how it was given
 * @param fingerprint of the key, such as {@code SHA256:…}, or {@code null} without one
 * @param certificate the key id and the serial number of the certificate, or {@code null}
 * without one; the id is a text that its authority chose
 */
public record SshProof(SshAuthenticationMethod method, @Nullable String fingerprint,
		@Nullable String certificate) implements Serializable {

	/**
	 * Makes a proof without a key.
	 * @param method how it was given
	 * @return the proof
	 */
	public static SshProof of(SshAuthenticationMethod method) {
		return new SshProof(method, null, null);
	}

	/**
	 * Makes the proof that a signature is.
	 * @param key the key or certificate whose signature was right
	 * @return the proof
	 */
	public static SshProof of(SshPublicKey key) {
		return new SshProof(SshAuthenticationMethod.PUBLICKEY, key.plainKey().fingerprint(), key.certificate()
			.map((certificate) -> certificate.keyId() + " serial " + Long.toUnsignedString(certificate.serial()))
			.orElse(null));
	}

}
