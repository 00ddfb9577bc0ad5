package io.sshconsole.ssh.wire;

import java.util.function.BiFunction;

/**
 * The side of a connection that we are. Every difference between client and server that
 * is data lives here; what is behaviour lives in the parties of the key exchange, in the
 * two authentication loops and in the two connection handlers.
 */
public enum Role {

	/**
	 * The side that opened the TCP connection and speaks first in authentication.
	 */
	CLIENT("kex-strict-c-v00@openssh.com", "ext-info-c", 'A', 'C', 'E'),

	/**
	 * The side that owns the host key.
	 */
	SERVER("kex-strict-s-v00@openssh.com", "ext-info-s", 'B', 'D', 'F');

	private final String strictKexMarker;

	private final String extInfoMarker;

	private final char ivLetter;

	private final char keyLetter;

	private final char macKeyLetter;

	Role(String strictKexMarker, String extInfoMarker, char ivLetter, char keyLetter, char macKeyLetter) {
		this.strictKexMarker = strictKexMarker;
		this.extInfoMarker = extInfoMarker;
		this.ivLetter = ivLetter;
		this.keyLetter = keyLetter;
		this.macKeyLetter = macKeyLetter;
	}

	/**
	 * Returns the other side.
	 * @return the other side
	 */
	public Role peer() {
		return (this == CLIENT) ? SERVER : CLIENT;
	}

	/**
	 * Returns the name with which this side offers strict key exchange (OpenSSH PROTOCOL
	 * 1.10).
	 * @return a pseudo algorithm name
	 */
	public String strictKexMarker() {
		return this.strictKexMarker;
	}

	/**
	 * Returns the name with which this side says that it reads EXT_INFO (RFC 8308 §2.1).
	 * @return a pseudo algorithm name
	 */
	public String extInfoMarker() {
		return this.extInfoMarker;
	}

	/**
	 * Returns the letter that derives the initial vector of what this side sends (RFC
	 * 4253 §7.2).
	 * @return {@code A} or {@code B}
	 */
	public char ivLetter() {
		return this.ivLetter;
	}

	/**
	 * Returns the letter that derives the encryption key of what this side sends.
	 * @return {@code C} or {@code D}
	 */
	public char keyLetter() {
		return this.keyLetter;
	}

	/**
	 * Returns the letter that derives the integrity key of what this side sends.
	 * @return {@code E} or {@code F}
	 */
	public char macKeyLetter() {
		return this.macKeyLetter;
	}

	/**
	 * Tells whether this side may say other lines before its identification (RFC 4253
	 * §4.2).
	 * @return {@code true} for a server
	 */
	public boolean mayGreet() {
		return this == SERVER;
	}

	/**
	 * Tells whether this side may send EXT_INFO not only behind its first NEWKEYS but
	 * also shortly before it says that authentication succeeded (RFC 8308 §2.4).
	 * @return {@code true} for a server
	 */
	public boolean mayRepeatExtInfo() {
		return this == SERVER;
	}

	/**
	 * Picks what belongs to this side.
	 * @param <T> what each side has
	 * @param client what the client has
	 * @param server what the server has
	 * @return one of them
	 */
	public <T> T pick(T client, T server) {
		return (this == CLIENT) ? client : server;
	}

	/**
	 * Puts what both sides said into the protocol's order, client first. This is the only
	 * place where "ours" and "theirs" become "client" and "server".
	 * @param <T> what each side said
	 * @param <R> what is made of both
	 * @param ours what we said
	 * @param theirs what the peer said
	 * @param inOrder takes the client's, then the server's
	 * @return the result of {@code inOrder}
	 */
	public <T, R> R order(T ours, T theirs, BiFunction<T, T, R> inOrder) {
		return (this == CLIENT) ? inOrder.apply(ours, theirs) : inOrder.apply(theirs, ours);
	}

}
