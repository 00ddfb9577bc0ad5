package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.sshconsole.boot.security.FileAuthorizedKeysService;
import io.sshconsole.boot.security.FileUserDetailsService;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshKeyTrust;
import io.sshconsole.boot.security.Totp;
import io.sshconsole.ssh.kex.AlgorithmKind;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.Delimiter;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * Properties of the SSH console. A key that is not known here is an error, because a
 * misspelt limit would otherwise be no limit.
 *
 * @param enabled Whether the SSH server is started.
 * @param address Network address on which the server listens. Anything but a loopback
 * address needs a configured way to log in.
 * @param port Port on which the server listens. Use 0 for any free port.
 * @param banner Text shown before login, or its location when it starts with
 * "classpath:", "file:" or "base64:".
 * @param hostKeys Comma-separated list of locations of host keys in OpenSSH or PKCS#8
 * format. One is generated when empty.
 * @param hostKeyDirectory Directory in which a generated host key is stored.
 * @param start When the server begins to listen.
 * @param shutdown Type of shutdown that the server supports.
 * @param algorithms Algorithms that the server offers.
 * @param authentication Who may log in, and how.
 * @param users Users of the console by name, for applications without a user store.
 * @param commands What holds for single commands, by their names. A blank in a name is
 * written as a dash, or the name in brackets.
 * @param approval Commands that a second person has to approve.
 * @param limits Limits that protect the server.
 * @param throttle How failed log-ins slow down and stop those that follow.
 * @param breakGlass Credentials for emergencies, good for one log-in from one address.
 * @param execution How commands run.
 * @param sessions Commands about the sessions of users.
 * @param shell Interactive sessions.
 * @param sftp Files of the server that users may name.
 * @param output How results of commands are written.
 * @param recording Recordings of sessions.
 */
@ConfigurationProperties(prefix = SshConsoleProperties.PREFIX, ignoreUnknownFields = false)
public record SshConsoleProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("127.0.0.1") InetAddress address, @DefaultValue("2222") int port, @Nullable String banner,
		@DefaultValue List<String> hostKeys, @DefaultValue(".ssh-console") Path hostKeyDirectory,
		@DefaultValue("with-context") Start start, @DefaultValue("graceful") Shutdown shutdown,
		@DefaultValue Algorithms algorithms, @DefaultValue Authentication authentication,
		@DefaultValue Map<String, User> users, @DefaultValue Map<String, SshConsoleCommand> commands,
		@DefaultValue @NestedConfigurationProperty SshConsoleApproval approval,
		@DefaultValue @NestedConfigurationProperty SshConsoleLimits limits,
		@DefaultValue @NestedConfigurationProperty SshConsoleThrottle throttle,
		@DefaultValue @NestedConfigurationProperty SshConsoleBreakGlass breakGlass,
		@DefaultValue @NestedConfigurationProperty SshConsoleExecution execution, @DefaultValue Sessions sessions,
		@DefaultValue @NestedConfigurationProperty SshConsoleShell shell,
		@DefaultValue @NestedConfigurationProperty SshConsoleSftp sftp,
		@DefaultValue @NestedConfigurationProperty SshConsoleOutput output,
		@DefaultValue @NestedConfigurationProperty SshConsoleRecording recording) {

	static final String PREFIX = "ssh-console";

	/**
	 * What hashes look like in other programs' files. Taken for a password in plain text,
	 * whoever reads the hash could log in with it.
	 */
	private static final Pattern HASH_WITHOUT_PREFIX = Pattern.compile("\\$[A-Za-z0-9-]{1,16}\\$.*");

	private static final PropertyCheck check = new PropertyCheck("");

	public SshConsoleProperties {
		check.between("port", port, 0, 65535);
		hostKeys = List.copyOf(hostKeys);
		users = Map.copyOf(users);
		users.forEach((name, user) -> {
			if (user.password() != null && HASH_WITHOUT_PREFIX.matcher(user.password()).matches()) {
				throw check.invalid("users." + name + ".password", "******",
						"A hash needs the name of its encoding in front, such as '{bcrypt}'.");
			}
			if (user.password() != null && user.password().isEmpty()) {
				throw check.invalid("users." + name + ".password", "", "It must not be empty.");
			}
			if (user.totpSecret() != null) {
				verifyTotpSecret("users." + name + ".totp-secret", user.totpSecret());
			}
		});
		commands = Map.copyOf(commands);
		commands.forEach((name, command) -> command.verify(name));
	}

	/**
	 * When the server begins to listen.
	 */
	public enum Start {

		/**
		 * With the context, as web servers do: before runners have run.
		 */
		WITH_CONTEXT,

		/**
		 * When the application is ready, behind its runners.
		 */
		WHEN_READY

	}

	private static void verifyTotpSecret(String name, String secret) {
		try {
			Totp.decode(secret);
		}
		catch (IllegalArgumentException ex) {
			throw check.invalid(name, "******", String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * How the server stops.
	 */
	public enum Shutdown {

		/**
		 * Commands that run may finish within the grace period of the context.
		 */
		GRACEFUL,

		/**
		 * Connections are closed at once.
		 */
		IMMEDIATE

	}

	/**
	 * Algorithms that the server offers. Each list replaces the one of the profile; with
	 * a leading "+" it is appended, with "^" put in front, with "-" removed.
	 *
	 * @param profile Lists to begin with.
	 * @param kex Comma-separated list of key exchange methods.
	 * @param hostKey Comma-separated list of signature algorithms of host keys.
	 * @param cipher Comma-separated list of ciphers.
	 * @param mac Comma-separated list of message authentication codes.
	 * @param publicKey Comma-separated list of signature algorithms that users may use.
	 */
	public record Algorithms(@DefaultValue("modern") Profile profile, @DefaultValue List<String> kex,
			@DefaultValue List<String> hostKey, @DefaultValue List<String> cipher, @DefaultValue List<String> mac,
			@DefaultValue List<String> publicKey) {

		/**
		 * Computes what is offered.
		 * @return the lists of the profile, changed as the properties say
		 */
		AlgorithmPreferences preferences() {
			AlgorithmPreferences preferences = this.profile.preferences;
			preferences = edited(preferences, AlgorithmKind.KEX, "kex", this.kex);
			preferences = edited(preferences, AlgorithmKind.HOST_KEY, "host-key", this.hostKey);
			preferences = edited(preferences, AlgorithmKind.CIPHER, "cipher", this.cipher);
			preferences = edited(preferences, AlgorithmKind.MAC, "mac", this.mac);
			return edited(preferences, AlgorithmKind.PUBLIC_KEY, "public-key", this.publicKey);
		}

		private static AlgorithmPreferences edited(AlgorithmPreferences preferences, AlgorithmKind kind, String name,
				List<String> edit) {
			if (edit.isEmpty()) {
				return preferences;
			}
			String names = String.join(",", edit);
			try {
				return preferences.edit(kind, names);
			}
			catch (IllegalArgumentException ex) {
				throw check.invalid("algorithms." + name, names, ex.getMessage() + ".");
			}
		}

		/**
		 * Lists to begin with.
		 */
		public enum Profile {

			/**
			 * What a security scanner finds nothing to say of.
			 */
			MODERN(AlgorithmPreferences.MODERN),

			/**
			 * What old clients and appliances need, behind all that is modern.
			 */
			COMPATIBLE(AlgorithmPreferences.COMPATIBLE);

			private final AlgorithmPreferences preferences;

			Profile(AlgorithmPreferences preferences) {
				this.preferences = preferences;
			}

		}

	}

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
	 * @param authorizedKeys Comma-separated list of locations of files with authorized
	 * keys. Each must contain {user}, so that a key never opens another user's account.
	 * @param trustedUserCaKeys Location of a file with public keys of authorities, one
	 * per line. Their certificates open the accounts that they name.
	 * @param revokedKeys Location of a key revocation list made by "ssh-keygen -k", or of
	 * a file with public keys, one per line. None of them opens anything.
	 * @param strictModes Whether files with keys or users are refused that group or
	 * others can write, or whose directories they can.
	 * @param maxAttempts Number of failed attempts after which a connection is closed,
	 * against guessing.
	 * @param maxRequests Number of requests of any kind after which a connection that has
	 * not logged in is closed, against endless questions for keys.
	 */
	public record Authentication(@DefaultValue( {
			"publickey", "password", "keyboard-interactive" }) List<SshAuthenticationMethod> methods,
			@DefaultValue @Delimiter(Delimiter.NONE) List<String> required, @Nullable String requiredAuthority,
			@Nullable String usersFile, @DefaultValue List<String> authorizedKeys, @Nullable String trustedUserCaKeys,
			@Nullable String revokedKeys, @DefaultValue("true") boolean strictModes, @DefaultValue("6") int maxAttempts,
			@DefaultValue("64") int maxRequests){

		public Authentication {
			methods = List.copyOf(methods);
			authorizedKeys = List.copyOf(authorizedKeys);
			if (methods.isEmpty()) {
				throw check.invalid("authentication.methods", methods, "It must not be empty.");
			}
			required = RequiredMethods.chains(required);
			if (requiredAuthority != null && !StringUtils.hasText(requiredAuthority)) {
				throw check.invalid("authentication.required-authority", requiredAuthority, "It must not be empty.");
			}
			for (String location : authorizedKeys) {
				if (!location.contains(FileAuthorizedKeysService.USER)) {
					throw check.invalid("authentication.authorized-keys", location,
							"It must contain '" + FileAuthorizedKeysService.USER
									+ "': one file for all would open every account to" + " each of its keys.");
				}
			}
			check.positive("authentication.max-attempts", maxAttempts);
			check.positive("authentication.max-requests", maxRequests);
		}

		/**
		 * Finds the users of the file, and reads it once: one that nobody can read would
		 * let nobody in.
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
				throw unreadable("authentication.users-file", this.usersFile, ex);
			}
			return users;
		}

		/**
		 * Finds what holds for the keys of all users, and reads it once: a server with a
		 * list of revoked keys that nobody can read would accept no key.
		 * @param files resolves the locations
		 * @return the authorities and the revoked keys
		 */
		SshKeyTrust keyTrust(ResourceLoader files) {
			SshKeyTrust trust = new SshKeyTrust(resource(files, this.trustedUserCaKeys),
					resource(files, this.revokedKeys), this.strictModes);
			try {
				trust.authorities();
			}
			catch (IOException ex) {
				throw unreadable("authentication.trusted-user-ca-keys", this.trustedUserCaKeys, ex);
			}
			try {
				trust.revoked();
			}
			catch (IOException ex) {
				throw unreadable("authentication.revoked-keys", this.revokedKeys, ex);
			}
			return trust;
		}

		private static @Nullable Resource resource(ResourceLoader files, @Nullable String location) {
			return (location != null) ? files.getResource(location) : null;
		}

		private static InvalidConfigurationPropertyValueException unreadable(String name, @Nullable String location,
				IOException cause) {
			return new InvalidConfigurationPropertyValueException(PREFIX + "." + name, location,
					"It cannot be read: " + cause.getMessage(), cause);
		}

	}

	/**
	 * A user of the console.
	 *
	 * @param password Password, encoded with a prefix such as {bcrypt}, or in plain text.
	 * The user logs in by key alone without one.
	 * @param roles Comma-separated list of roles, without the prefix ROLE_.
	 * @param authorities Comma-separated list of authorities, as they are.
	 * @param authorizedKeys List of keys, each a line as in an authorized_keys file, with
	 * its options. A text of several lines is a list, too; commas separate nothing.
	 * @param totpSecret Secret in base32 of time-based one-time passwords (RFC 6238). The
	 * code is asked for where a chain has "keyboard-interactive" in it.
	 */
	public record User(@Nullable String password, @DefaultValue List<String> roles,
			@DefaultValue List<String> authorities,
			@DefaultValue @Delimiter(Delimiter.NONE) List<String> authorizedKeys, @Nullable String totpSecret) {

		public User {
			roles = List.copyOf(roles);
			authorities = List.copyOf(authorities);
			authorizedKeys = List.copyOf(authorizedKeys);
		}

		@Override
		public String toString() {
			return "User[password=" + ((this.password != null) ? "******" : "none") + ", roles=" + this.roles
					+ ", authorities=" + this.authorities + ", authorizedKeys=" + this.authorizedKeys.size()
					+ ", totpSecret=" + ((this.totpSecret != null) ? "******" : "none") + "]";
		}

	}

	/**
	 * Commands about the sessions of users.
	 *
	 * @param authority Authority that a user needs to see, end and message the sessions
	 * of others with "sessions". When it is not set, nobody may.
	 */
	public record Sessions(@Nullable String authority) {

		public Sessions {
			if (authority != null && !StringUtils.hasText(authority)) {
				throw check.invalid("sessions.authority", authority, "It must not be empty.");
			}
		}

	}

}
