package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.sshconsole.ssh.wire.SshException;

/**
 * A signer that presents a certificate of its key, as servers do whose host keys an
 * authority has signed.
 */
final class CertifiedSigner implements Signer {

	private final Signer signer;

	private final SshPublicKey certificate;

	private final List<SignatureAlgorithm> algorithms;

	private CertifiedSigner(Signer signer, SshPublicKey certificate) {
		this.signer = signer;
		this.certificate = certificate;
		this.algorithms = signer.algorithms().stream().flatMap((name) -> certified(name, certificate)).toList();
	}

	private static Stream<SignatureAlgorithm> certified(String name, SshPublicKey certificate) {
		return Arrays.stream(SignatureAlgorithm.values())
			.filter((row) -> row.signatureName().equals(name) && row.keyType().equals(certificate.type()));
	}

	static CertifiedSigner of(Signer signer, SshPublicKey certificate) throws SshException {
		if (certificate.certificate().isEmpty()) {
			throw new SshException("This is not a certificate");
		}
		if (!certificate.plainKey().equals(signer.publicKey())) {
			throw new SshException("The certificate is for another key");
		}
		return new CertifiedSigner(signer, certificate);
	}

	@Override
	public SshPublicKey publicKey() {
		return this.certificate;
	}

	@Override
	public List<String> algorithms() {
		return this.algorithms.stream().map(SignatureAlgorithm::algorithmName).toList();
	}

	@Override
	public byte[] sign(String algorithm, byte[] data) throws SshException {
		SignatureAlgorithm row = this.algorithms.stream()
			.filter((candidate) -> candidate.algorithmName().equals(algorithm))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("This key cannot sign with " + algorithm));
		return this.signer.sign(row.signatureName(), data);
	}

	@Override
	public String toString() {
		return "Signer[" + this.certificate + "]";
	}

}
