package io.sshconsole.boot.security;

import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * A way to prove who one is (RFC 4252).
 */
public enum SshAuthenticationMethod {

	/**
	 * The signature of a private key (RFC 4252 §7).
	 */
	PUBLICKEY("publickey", SshFactors.PUBLICKEY_AUTHORITY),

	/**
	 * A password (RFC 4252 §8).
	 */
	PASSWORD("password", FactorGrantedAuthority.PASSWORD_AUTHORITY);

	private final String wireName;

	private final String factor;

	SshAuthenticationMethod(String wireName, String factor) {
		this.wireName = wireName;
		this.factor = factor;
	}

	/**
	 * Returns the name in the protocol.
	 * @return such as {@code publickey}
	 */
	public String wireName() {
		return this.wireName;
	}

	/**
	 * Returns what a user has proven by it, if nothing more is known.
	 * @return an authority such as {@code FACTOR_PASSWORD}
	 */
	String factor() {
		return this.factor;
	}

}
