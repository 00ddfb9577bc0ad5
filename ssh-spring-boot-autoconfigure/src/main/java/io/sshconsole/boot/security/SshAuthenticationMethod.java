package io.sshconsole.boot.security;

/**
 * A way to prove who one is (RFC 4252).
 */
public enum SshAuthenticationMethod {

	/**
	 * The signature of a private key (RFC 4252 §7).
	 */
	PUBLICKEY("publickey"),

	/**
	 * A password (RFC 4252 §8).
	 */
	PASSWORD("password"),

	/**
	 * Questions and answers (RFC 4256).
	 */
	KEYBOARD_INTERACTIVE("keyboard-interactive");

	private final String wireName;

	SshAuthenticationMethod(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * Returns the name in the protocol.
	 * @return such as {@code publickey}
	 */
	public String wireName() {
		return this.wireName;
	}

}
