package io.sshconsole.ssh.keys;

/**
 * What a FIDO security key must have made sure of when it signed. Other types of keys
 * cannot tell and are not asked, as with OpenSSH.
 *
 * @param touchRequired whether somebody must have touched it
 * @param verificationRequired whether it must have recognised its owner, by PIN or finger
 */
public record SecurityKeyPolicy(boolean touchRequired, boolean verificationRequired) {

	/**
	 * What holds unless somebody says otherwise: malware that controls the owner's
	 * computer must not be able to use the key alone.
	 */
	public static final SecurityKeyPolicy TOUCH = new SecurityKeyPolicy(true, false);

	/**
	 * For signatures that are made without anybody present, as on certificates.
	 */
	public static final SecurityKeyPolicy NOTHING = new SecurityKeyPolicy(false, false);

	/**
	 * Satisfy every policy.
	 */
	static final int ALL_FLAGS = 0xff;

	private static final int USER_PRESENT = 0x01;

	private static final int USER_VERIFIED = 0x04;

	/**
	 * Joins two policies.
	 * @param other the other one
	 * @return what satisfies both
	 */
	public SecurityKeyPolicy and(SecurityKeyPolicy other) {
		return new SecurityKeyPolicy(this.touchRequired || other.touchRequired,
				this.verificationRequired || other.verificationRequired);
	}

	/**
	 * Judges a signature.
	 * @param flags the flags that it covers
	 * @return whether they are enough
	 */
	boolean isSatisfiedBy(int flags) {
		return (!this.touchRequired || (flags & USER_PRESENT) != 0)
				&& (!this.verificationRequired || (flags & USER_VERIFIED) != 0);
	}

}
