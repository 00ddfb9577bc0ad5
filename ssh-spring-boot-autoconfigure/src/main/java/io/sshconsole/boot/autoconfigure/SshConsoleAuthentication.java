package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.util.List;

import io.sshconsole.boot.security.FileAuthorizedKeysService;
import io.sshconsole.boot.security.FileUserDetailsService;
import io.sshconsole.boot.security.SshAccountStatus;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshKeyTrust;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.Delimiter;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Who may log in, and how.
 *
 * @param methods Comma-separated list of methods that are offered, preferred first.
 * @param required Chains of methods separated by blanks, one of which a user must
 * complete in its order, such as "publickey,password". Any one method is enough when
 * empty.
 * @param requiredAuthority Authority that a user needs to enter at all, such as
 * ROLE_ADMIN.
 * @param usersFile Location of a file with users, one per line as
 * "name:password:authorities", besides those of "users". It is read at each login.
 * @param authorizedKeys Comma-separated list of locations of files with authorized keys.
 * Each must contain {user}, so that a key never opens another user's account.
 * @param trustedUserCaKeys Location of a file with public keys of authorities, one per
 * line. Their certificates open the accounts that they name.
 * @param revokedKeys Location of a key revocation list made by "ssh-keygen -k", or of a
 * file with public keys, one per line. None of them opens anything.
 * @param strictModes Whether files with keys or users are refused that group or others
 * can write, or whose directories they can.
 * @param maxAttempts Number of failed attempts after which a connection is closed,
 * against guessing.
 * @param maxRequests Number of requests of any kind after which a connection that has not
 * logged in is closed, against endless questions for keys.
 */
public record SshConsoleAuthentication(@DefaultValue( {
		"publickey", "password", "keyboard-interactive" }) List<SshAuthenticationMethod> methods,
		@DefaultValue @Delimiter(Delimiter.NONE) List<String> required, @Nullable String requiredAuthority,
		@Nullable String usersFile, @DefaultValue List<String> authorizedKeys, @Nullable String trustedUserCaKeys,
		@Nullable String revokedKeys, @DefaultValue("true") boolean strictModes, @DefaultValue("6") int maxAttempts,
		@DefaultValue("64") int maxRequests){

	private static final PropertyCheck check = new PropertyCheck("authentication.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleAuthentication DEFAULT = new SshConsoleAuthentication(
			List.of(SshAuthenticationMethod.PUBLICKEY, SshAuthenticationMethod.PASSWORD,
					SshAuthenticationMethod.KEYBOARD_INTERACTIVE),
			List.of(), null, null, List.of(), null, null, true, 6, 64);

	public SshConsoleAuthentication {
		methods = List.copyOf(methods);
		authorizedKeys = List.copyOf(authorizedKeys);
		if (methods.isEmpty()) {
			throw check.invalid("methods", methods, "It must not be empty.");
		}
		required = RequiredMethods.chains(required);
		check.notBlank("required-authority", requiredAuthority);
		for (String location : authorizedKeys) {
			if (!location.contains(FileAuthorizedKeysService.USER)) {
				throw check.invalid("authorized-keys", location, "It must contain '" + FileAuthorizedKeysService.USER
						+ "': one file for all would open every account to each of its keys.");
			}
		}
		check.positive("max-attempts", maxAttempts);
		check.positive("max-requests", maxRequests);
	}

	/**
	 * Finds the users of the file, and reads it once: one that nobody can read would let
	 * nobody in.
	 * @param files resolves the location
	 * @return the users, or {@code null} if there is no file
	 */
	@Nullable FileUserDetailsService usersOfFile(ResourceLoader files) {
		Resource resource = resource(files, this.usersFile);
		if (resource == null) {
			return null;
		}
		FileUserDetailsService users = new FileUserDetailsService(resource, this.strictModes);
		try {
			users.verify();
		}
		catch (IOException ex) {
			throw check.unreadable("users-file", this.usersFile, ex);
		}
		return users;
	}

	/**
	 * Finds what holds for the keys of all users, and reads it once: a server with a list
	 * of revoked keys that nobody can read would accept no key.
	 * @param files resolves the locations
	 * @return the authorities and the revoked keys
	 */
	SshKeyTrust keyTrust(ResourceLoader files) {
		SshKeyTrust trust = new SshKeyTrust(resource(files, this.trustedUserCaKeys), resource(files, this.revokedKeys),
				this.strictModes);
		try {
			trust.authorities();
		}
		catch (IOException ex) {
			throw check.unreadable("trusted-user-ca-keys", this.trustedUserCaKeys, ex);
		}
		try {
			trust.revoked();
		}
		catch (IOException ex) {
			throw check.unreadable("revoked-keys", this.revokedKeys, ex);
		}
		return trust;
	}

	/**
	 * Returns who may prove something at all. Whose password has expired may where the
	 * password is asked for in any case, and changed.
	 */
	SshAccountStatus accountStatus() {
		return new SshAccountStatus(RequiredMethods.alwaysPassword(this.required));
	}

	private static @Nullable Resource resource(ResourceLoader files, @Nullable String location) {
		return (location != null) ? files.getResource(location) : null;
	}

}
