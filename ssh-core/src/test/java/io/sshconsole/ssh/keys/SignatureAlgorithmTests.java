package io.sshconsole.ssh.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureAlgorithmTests {

	private static final byte[] DATA = { 1, 2, 3 };

	@Test
	void namesCertificatesAsOpenSshDoes() {
		assertThat(Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::algorithmName)).containsExactly(
				"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512",
				"rsa-sha2-256", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
				"webauthn-sk-ecdsa-sha2-nistp256@openssh.com", "ssh-ed25519-cert-v01@openssh.com",
				"ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp384-cert-v01@openssh.com",
				"ecdsa-sha2-nistp521-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com",
				"rsa-sha2-256-cert-v01@openssh.com", "sk-ssh-ed25519-cert-v01@openssh.com",
				"sk-ecdsa-sha2-nistp256-cert-v01@openssh.com");
	}

	@Test
	void knowsNoSignatureOverSha1() {
		assertThat(SignatureAlgorithm.named("ssh-rsa")).isEmpty();
		assertThat(SignatureAlgorithm.named("ssh-dss")).isEmpty();
		assertThat(SignatureAlgorithm.named("ssh-rsa-cert-v01@openssh.com")).isEmpty();
		assertThat(SignatureAlgorithm.supportsKeyType("ssh-rsa")).isTrue();
		assertThat(SignatureAlgorithm.supportsKeyType("ssh-rsa-cert-v01@openssh.com")).isTrue();
	}

	/**
	 * Every key, every algorithm that is asked for, every algorithm that a signature
	 * claims: genuine is only what agrees in all three.
	 */
	@Test
	void everyNameMustAgree() throws SshException {
		SoftwareSecurityKey[] securityKeys = { SoftwareSecurityKey.ed25519("ssh:"), SoftwareSecurityKey.ecdsa("ssh:") };
		List<SshPublicKey> keys = new ArrayList<>();
		List<byte[]> signatures = new ArrayList<>();
		for (String file : new String[] { "plain", "rsa", "ecdsa256", "ecdsa384", "ecdsa521" }) {
			Signer signer = KeyFiles.signer(file);
			for (String algorithm : signer.algorithms()) {
				keys.add(signer.publicKey());
				signatures.add(signer.sign(algorithm, DATA));
			}
		}
		for (SoftwareSecurityKey securityKey : securityKeys) {
			keys.add(securityKey.publicKey());
			signatures.add(securityKey.sign(DATA, 5, 1));
			signatures.add(securityKey.signInBrowser(DATA, 5));
		}
		int genuine = 0;
		for (SshPublicKey key : keys) {
			for (byte[] signature : signatures) {
				for (SignatureAlgorithm asked : SignatureAlgorithm.values()) {
					for (SignatureAlgorithm claimed : SignatureAlgorithm.values()) {
						genuine += verify(key, asked, claim(signature, claimed.algorithmName())) ? 1 : 0;
					}
				}
			}
		}
		// Of seven keys two have another genuine signature: RSA, which is twice in the
		// list
		// of keys, and ECDSA in a security key
		assertThat(genuine).isEqualTo(6 + 2 * 2 + 1);
	}

	private static boolean verify(SshPublicKey key, SignatureAlgorithm asked, byte[] signature) {
		try {
			return key.verify(asked.algorithmName(), DATA, signature);
		}
		catch (SshException ex) {
			return false;
		}
	}

	private static byte[] claim(byte[] signature, String algorithm) throws SshException {
		WireReader reader = new WireReader(signature);
		reader.readText();
		return new WireWriter().writeText(algorithm).writeBytes(reader.readBytes(reader.remaining())).toByteArray();
	}

}
