package io.sshconsole.boot.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.keys.CertificateAuthority;
import io.sshconsole.ssh.keys.RevokedKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * What holds for the keys of all users: who vouches for them with certificates, and which
 * of them are no longer good (sshd's {@code TrustedUserCAKeys} and {@code RevokedKeys}).
 * The files are read at each login, so a change counts at once, and parsed when they have
 * changed.
 */
public final class SshKeyTrust {

	/**
	 * Nobody vouches, nothing is revoked.
	 */
	public static final SshKeyTrust NONE = new SshKeyTrust(null, null, true);

	/**
	 * Largest file that is read, on behalf of peers that have proven nothing yet. A
	 * revocation list of this size names some hundred thousand keys.
	 */
	static final int MAX_SIZE = 16 * 1024 * 1024;

	private final @Nullable ParsedResource<List<CertificateAuthority>> authorities;

	private final @Nullable ParsedResource<RevokedKeys> revoked;

	/**
	 * Creates the trust.
	 * @param authorities a file with one public key per line, whose certificates open the
	 * accounts that they name; {@code null} for none
	 * @param revoked a key revocation list of {@code ssh-keygen -k}, or a file with one
	 * public key per line; {@code null} for none
	 * @param strictModes whether files that group or others can write are refused
	 */
	public SshKeyTrust(@Nullable Resource authorities, @Nullable Resource revoked, boolean strictModes) {
		this.authorities = (authorities != null) ? new ParsedResource<>(authorities, MAX_SIZE, strictModes,
				(content) -> parse(content, authorities.getDescription())) : null;
		this.revoked = (revoked != null) ? new ParsedResource<>(revoked, MAX_SIZE, strictModes, RevokedKeys::read)
				: null;
	}

	boolean hasAuthorities() {
		return this.authorities != null;
	}

	/**
	 * Reads who vouches for all users.
	 * @return the authorities; none if no file was named
	 * @throws IOException if the file cannot be read or one of its lines is not a key
	 */
	public List<CertificateAuthority> authorities() throws IOException {
		return (this.authorities != null) ? this.authorities.get() : List.of();
	}

	private static List<CertificateAuthority> parse(byte[] content, String file) throws IOException {
		List<CertificateAuthority> keys = new ArrayList<>();
		List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				try {
					keys.add(CertificateAuthority.trusted(SshPublicKey.fromAuthorizedKey(line)));
				}
				catch (SshException | IllegalArgumentException ex) {
					throw new IOException(
							"Line " + (i + 1) + " of " + file + " is not a public key: " + ex.getMessage(), ex);
				}
			}
		}
		return List.copyOf(keys);
	}

	/**
	 * Reads what is revoked.
	 * @return keys and certificates; none if no file was named
	 * @throws IOException if the file cannot be read or understood; then no key at all
	 * should be accepted
	 */
	public RevokedKeys revoked() throws IOException {
		return (this.revoked != null) ? this.revoked.get() : RevokedKeys.NONE;
	}

}
