package io.sshconsole.ssh.keys;

/**
 * A signature that was found genuine, with what its key did when it signed. Only a
 * verifier makes one, so whoever holds it need not verify again. Immutable.
 */
public final class VerifiedSignature {

	/**
	 * Of a key that cannot tell what it did, and is not asked.
	 */
	static final VerifiedSignature PLAIN = new VerifiedSignature(SecurityKeyPolicy.ALL_FLAGS);

	private final int flags;

	private VerifiedSignature(int flags) {
		this.flags = flags;
	}

	/**
	 * Makes one of a security key.
	 * @param flags the flags that the signature covers
	 */
	static VerifiedSignature ofSecurityKey(int flags) {
		return new VerifiedSignature(flags);
	}

	/**
	 * Judges how the signature was made.
	 * @param policy what a security key must have made sure of
	 * @return whether it has; {@code true} for keys of other types
	 */
	public boolean follows(SecurityKeyPolicy policy) {
		return policy.isSatisfiedBy(this.flags);
	}

}
