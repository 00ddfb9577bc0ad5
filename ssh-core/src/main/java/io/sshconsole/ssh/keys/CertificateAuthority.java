package io.sshconsole.ssh.keys;

/**
 * A key that vouches for other keys by signing their certificates.
 *
 * @param key a plain key
 * @param permissions the most that its certificates can allow
 */
public record CertificateAuthority(SshPublicKey key, KeyPermissions permissions) {

	/**
	 * Leaves everything to the certificate, even whether a security key must be touched.
	 */
	private static final KeyPermissions UNLIMITED = KeyPermissions.builder().touchRequired(false).build();

	public CertificateAuthority {
		if (key.certificate().isPresent()) {
			throw new IllegalArgumentException("A certificate cannot vouch for others");
		}
	}

	/**
	 * Makes an authority whose certificates say themselves what they allow.
	 * @param key a plain key
	 * @return the authority
	 */
	public static CertificateAuthority trusted(SshPublicKey key) {
		return new CertificateAuthority(key, UNLIMITED);
	}

}
