package io.sshconsole.boot.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;

import io.sshconsole.boot.security.Totp;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.Delimiter;

/**
 * A user of the console.
 *
 * @param password Password, encoded with a prefix such as {bcrypt}, or in plain text. The
 * user logs in by key alone without one.
 * @param roles Comma-separated list of roles, without the prefix ROLE_.
 * @param authorities Comma-separated list of authorities, as they are.
 * @param authorizedKeys List of keys, each a line as in an authorized_keys file, with its
 * options. A text of several lines is a list, too; commas separate nothing.
 * @param totpSecret Secret in base32 of time-based one-time passwords (RFC 6238). The
 * code is asked for where a chain has "keyboard-interactive" in it.
 */
public record SshConsoleUser(@Nullable String password, @DefaultValue List<String> roles,
		@DefaultValue List<String> authorities, @DefaultValue @Delimiter(Delimiter.NONE) List<String> authorizedKeys,
		@Nullable String totpSecret) {

	/**
	 * What hashes look like in other programs' files. Taken for a password in plain text,
	 * whoever reads the hash could log in with it.
	 */
	private static final Pattern HASH_WITHOUT_PREFIX = Pattern.compile("\\$[A-Za-z0-9-]{1,16}\\$.*");

	/**
	 * What is shown in the place of a secret.
	 */
	private static final String SECRET = "******";

	private static final PropertyCheck check = new PropertyCheck("users.");

	public SshConsoleUser {
		roles = List.copyOf(roles);
		authorities = List.copyOf(authorities);
		authorizedKeys = List.copyOf(authorizedKeys);
	}

	/**
	 * Refuses what would let nobody in, or the wrong people.
	 * @param name who it is
	 */
	void verify(String name) {
		if (this.password != null && HASH_WITHOUT_PREFIX.matcher(this.password).matches()) {
			throw check.invalid(name + ".password", SECRET,
					"A hash needs the name of its encoding in front, such as '{bcrypt}'.");
		}
		if (this.password != null && this.password.isEmpty()) {
			throw check.invalid(name + ".password", "", "It must not be empty.");
		}
		if (this.totpSecret != null) {
			verifyTotpSecret(name + ".totp-secret", this.totpSecret);
		}
	}

	private static void verifyTotpSecret(String name, String secret) {
		try {
			Totp.decode(secret);
		}
		catch (IllegalArgumentException ex) {
			throw check.invalid(name, SECRET, String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public String toString() {
		return "SshConsoleUser[password=" + ((this.password != null) ? SECRET : "none") + ", roles=" + this.roles
				+ ", authorities=" + this.authorities + ", authorizedKeys=" + this.authorizedKeys.size()
				+ ", totpSecret=" + ((this.totpSecret != null) ? SECRET : "none") + "]";
	}

}
