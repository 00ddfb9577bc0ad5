package io.sshconsole.ssh.keys;

import java.util.List;

import io.sshconsole.ssh.wire.SshException;

/**
 * A private key that signs, here or wherever it is kept.
 */
public interface Signer {

	/**
	 * Returns the key that verifies what this one signs.
	 * @return the public key
	 */
	SshPublicKey publicKey();

	/**
	 * Returns what this key can sign with.
	 * @return names of signature algorithms, most preferred first
	 */
	List<String> algorithms();

	/**
	 * Signs.
	 * @param algorithm one of {@link #algorithms()}
	 * @param data what to sign
	 * @return the signature as it is sent: {@code string} algorithm, {@code string}
	 * signature (RFC 4253 §6.6)
	 * @throws SshException if the key cannot be used now
	 */
	byte[] sign(String algorithm, byte[] data) throws SshException;

	/**
	 * Makes a signer that presents a certificate instead of the key alone. It signs with
	 * algorithms of its own names; the signatures are this signer's.
	 * @param certificate a certificate of this key
	 * @return the signer
	 * @throws SshException if it is no certificate, or one of another key
	 */
	default Signer withCertificate(SshPublicKey certificate) throws SshException {
		return CertifiedSigner.of(this, certificate);
	}

}
