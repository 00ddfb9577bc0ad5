package io.sshconsole.ssh.kex;

import java.util.List;

/**
 * What we offer in a key exchange, most preferred first (RFC 4253 §7.1). This is the one
 * place that lists the default order: post-quantum hybrids first, authenticated ciphers
 * before the rest.
 *
 * @param kex key exchange methods
 * @param hostKeys signature algorithms of host keys
 * @param ciphers ciphers, the same for both directions
 * @param macs message authentication codes, encrypt-then-MAC only
 * @param publicKeys signature algorithms accepted from users (RFC 8308 §3.1)
 */
public record AlgorithmPreferences(List<String> kex, List<String> hostKeys, List<String> ciphers, List<String> macs,
		List<String> publicKeys) {

	/**
	 * What a new server offers, and of which a scanner finds nothing to say.
	 */
	public static final AlgorithmPreferences MODERN = new AlgorithmPreferences(
			List.of("mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"),
			List.of("ssh-ed25519"),
			List.of("chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com", "aes256-ctr",
					"aes128-ctr"),
			List.of("hmac-sha2-512-etm@openssh.com", "hmac-sha2-256-etm@openssh.com"), List.of("ssh-ed25519"));

	public AlgorithmPreferences {
		kex = List.copyOf(kex);
		hostKeys = List.copyOf(hostKeys);
		ciphers = List.copyOf(ciphers);
		macs = List.copyOf(macs);
		publicKeys = List.copyOf(publicKeys);
	}

	public AlgorithmPreferences withKex(List<String> kex) {
		return new AlgorithmPreferences(kex, this.hostKeys, this.ciphers, this.macs, this.publicKeys);
	}

	public AlgorithmPreferences withHostKeys(List<String> hostKeys) {
		return new AlgorithmPreferences(this.kex, hostKeys, this.ciphers, this.macs, this.publicKeys);
	}

	public AlgorithmPreferences withCiphers(List<String> ciphers) {
		return new AlgorithmPreferences(this.kex, this.hostKeys, ciphers, this.macs, this.publicKeys);
	}

	public AlgorithmPreferences withMacs(List<String> macs) {
		return new AlgorithmPreferences(this.kex, this.hostKeys, this.ciphers, macs, this.publicKeys);
	}

}
