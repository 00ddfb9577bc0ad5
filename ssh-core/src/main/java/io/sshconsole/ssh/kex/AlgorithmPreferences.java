package io.sshconsole.ssh.kex;

import java.util.List;

/**
 * What we offer in a key exchange, most preferred first (RFC 4253 §7.1). This is the one
 * place that lists the default order: post-quantum hybrids first, authenticated ciphers
 * before the rest. A name that has no row in its table is refused.
 *
 * @param kex key exchange methods
 * @param hostKeys signature algorithms of host keys; only those of keys that are there
 * are offered
 * @param ciphers ciphers, the same for both directions
 * @param macs message authentication codes, the same for both directions
 * @param compressions ways to compress, the same for both directions
 * @param publicKeys signature algorithms accepted from users (RFC 8308 §3.1)
 */
public record AlgorithmPreferences(List<String> kex, List<String> hostKeys, List<String> ciphers, List<String> macs,
		List<String> compressions, List<String> publicKeys) {

	/**
	 * What a new server offers, and of which a scanner finds nothing to say: nothing that
	 * costs a server much more than its client, no key exchange on a curve whose
	 * constants nobody explains, no code that covers the plain packet.
	 */
	public static final AlgorithmPreferences MODERN = new AlgorithmPreferences(
			List.of("mlkem768x25519-sha256", "sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com",
					"curve25519-sha256", "curve25519-sha256@libssh.org"),
			List.of("ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
					"ecdsa-sha2-nistp521", "ssh-ed25519-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com",
					"rsa-sha2-256-cert-v01@openssh.com", "ecdsa-sha2-nistp256-cert-v01@openssh.com",
					"ecdsa-sha2-nistp384-cert-v01@openssh.com", "ecdsa-sha2-nistp521-cert-v01@openssh.com"),
			List.of("chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com", "aes256-ctr",
					"aes192-ctr", "aes128-ctr"),
			List.of("hmac-sha2-512-etm@openssh.com", "hmac-sha2-256-etm@openssh.com"),
			List.of("none", "zlib@openssh.com"),
			List.of("ssh-ed25519", "sk-ssh-ed25519@openssh.com", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
					"ecdsa-sha2-nistp521", "sk-ecdsa-sha2-nistp256@openssh.com",
					"webauthn-sk-ecdsa-sha2-nistp256@openssh.com", "rsa-sha2-512", "rsa-sha2-256",
					"ssh-ed25519-cert-v01@openssh.com", "sk-ssh-ed25519-cert-v01@openssh.com",
					"ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp384-cert-v01@openssh.com",
					"ecdsa-sha2-nistp521-cert-v01@openssh.com", "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
					"rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-256-cert-v01@openssh.com"));

	/**
	 * What old clients and appliances know, behind all that is modern.
	 */
	public static final AlgorithmPreferences COMPATIBLE = MODERN
		.edit(AlgorithmKind.KEX,
				"+ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
						+ "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,"
						+ "diffie-hellman-group18-sha512,diffie-hellman-group14-sha256")
		.edit(AlgorithmKind.MAC, "+hmac-sha2-512,hmac-sha2-256");

	public AlgorithmPreferences {
		kex = AlgorithmKind.KEX.requireKnown(kex);
		hostKeys = AlgorithmKind.HOST_KEY.requireKnown(hostKeys);
		ciphers = AlgorithmKind.CIPHER.requireKnown(ciphers);
		macs = AlgorithmKind.MAC.requireKnown(macs);
		compressions = AlgorithmKind.COMPRESSION.requireKnown(compressions);
		publicKeys = AlgorithmKind.PUBLIC_KEY.requireKnown(publicKeys);
	}

	/**
	 * Changes one list as in {@code sshd_config}.
	 * @param kind which list
	 * @param edit names with commas between them; behind {@code +} they are appended,
	 * behind {@code ^} put in front, behind {@code -} removed, where {@code *} and
	 * {@code ?} are wildcards; without such a sign they replace the list
	 * @return the changed preferences
	 * @throws IllegalArgumentException if a name is unknown or none is left; its text
	 * says which are known
	 */
	public AlgorithmPreferences edit(AlgorithmKind kind, String edit) {
		return switch (kind) {
			case KEX -> withKex(kind.edit(this.kex, edit));
			case HOST_KEY -> withHostKeys(kind.edit(this.hostKeys, edit));
			case CIPHER -> withCiphers(kind.edit(this.ciphers, edit));
			case MAC -> withMacs(kind.edit(this.macs, edit));
			case COMPRESSION -> withCompressions(kind.edit(this.compressions, edit));
			case PUBLIC_KEY -> withPublicKeys(kind.edit(this.publicKeys, edit));
		};
	}

	public AlgorithmPreferences withKex(List<String> kex) {
		return new AlgorithmPreferences(kex, this.hostKeys, this.ciphers, this.macs, this.compressions,
				this.publicKeys);
	}

	public AlgorithmPreferences withHostKeys(List<String> hostKeys) {
		return new AlgorithmPreferences(this.kex, hostKeys, this.ciphers, this.macs, this.compressions,
				this.publicKeys);
	}

	public AlgorithmPreferences withCiphers(List<String> ciphers) {
		return new AlgorithmPreferences(this.kex, this.hostKeys, ciphers, this.macs, this.compressions,
				this.publicKeys);
	}

	public AlgorithmPreferences withMacs(List<String> macs) {
		return new AlgorithmPreferences(this.kex, this.hostKeys, this.ciphers, macs, this.compressions,
				this.publicKeys);
	}

	public AlgorithmPreferences withCompressions(List<String> compressions) {
		return new AlgorithmPreferences(this.kex, this.hostKeys, this.ciphers, this.macs, compressions,
				this.publicKeys);
	}

	public AlgorithmPreferences withPublicKeys(List<String> publicKeys) {
		return new AlgorithmPreferences(this.kex, this.hostKeys, this.ciphers, this.macs, this.compressions,
				publicKeys);
	}

}
