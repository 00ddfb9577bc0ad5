package io.sshconsole.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.sshconsole.boot.security.AuthorizedKeysService;
import io.sshconsole.boot.security.ConfiguredUserDetailsService;
import io.sshconsole.boot.security.ConsoleUsers;
import io.sshconsole.boot.security.FileUserDetailsService;
import io.sshconsole.boot.security.SshTotpSecrets;
import io.sshconsole.ssh.keys.AuthorizedKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;

/**
 * What stands under {@code ssh-console.users}, as users and their keys.
 */
final class ConfiguredUsers {

	private static final String PLAIN_TEXT = "{noop}";

	/**
	 * What bcrypt takes, in bytes.
	 */
	private static final int MAX_LENGTH = 72;

	private static final Pattern BCRYPT = Pattern
		.compile("\\{bcrypt}\\$2[aby]?\\$(0[4-9]|[12]\\d|3[01])\\$[./0-9A-Za-z]{53}");

	/**
	 * A key, and the type of another one behind it.
	 */
	private static final Pattern SECOND_KEY = Pattern
		.compile("\\sAAAA[A-Za-z0-9+/=]{20,}([\\s,].*)?[\\s,](ssh-|ecdsa-|sk-)[a-z0-9@.-]+\\s+AAAA");

	private final Map<String, SshConsoleUser> users;

	private final @Nullable FileUserDetailsService file;

	/**
	 * Encodes the passwords. It is not the application's, whose format the properties
	 * know nothing of.
	 */
	private final Supplier<PasswordEncoder> passwordEncoder = SingletonSupplier
		.of(PasswordEncoderFactories::createDelegatingPasswordEncoder);

	/**
	 * Creates the users.
	 * @param users those of the properties
	 * @param file those of a file, or {@code null} if there is none
	 */
	ConfiguredUsers(Map<String, SshConsoleUser> users, @Nullable FileUserDetailsService file) {
		this.users = users;
		this.file = file;
	}

	boolean isEmpty() {
		return this.users.isEmpty() && this.file == null;
	}

	boolean hasPassword() {
		return this.file != null || this.users.values().stream().anyMatch((user) -> user.password() != null);
	}

	/**
	 * Returns the users. Their passwords are hashed when somebody logs in: a hash takes a
	 * tenth of a second on purpose, which a start must not wait for.
	 * @return the users, their passwords encoded
	 * @throws InvalidConfigurationPropertyValueException if a password cannot be compared
	 * with, or a user is in the file, too
	 */
	ConsoleUsers consoleUsers() {
		this.users.forEach((name, user) -> verify(name, user.password()));
		verifyOnce();
		return new ConsoleUsers(new ConfiguredUserDetailsService(this::details), this.file);
	}

	private void verifyOnce() {
		if (this.file == null) {
			return;
		}
		Set<String> both = new TreeSet<>(this.file.usernames());
		both.retainAll(this.users.keySet());
		if (!both.isEmpty()) {
			String name = both.iterator().next();
			throw new InvalidConfigurationPropertyValueException("ssh-console.authentication.users-file",
					this.file.description(), "It has a user '" + name + "', whom 'ssh-console.users." + name
							+ "' sets up as well. Take one of the two away.");
		}
	}

	private List<UserDetails> details() {
		List<UserDetails> details = new ArrayList<>();
		this.users.forEach((name, user) -> details
			.add(User.withUsername(name).password(encode(user.password())).authorities(authorities(user)).build()));
		return details;
	}

	private static List<GrantedAuthority> authorities(SshConsoleUser user) {
		List<GrantedAuthority> authorities = new ArrayList<>();
		user.roles().forEach((role) -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
		user.authorities().forEach((authority) -> authorities.add(new SimpleGrantedAuthority(authority)));
		return authorities;
	}

	/**
	 * Encodes a password if it is not. Plain text is hashed too: compared as it is, it
	 * would be refused faster than the password of a user who does not exist.
	 */
	private String encode(@Nullable String password) {
		if (password == null) {
			return this.passwordEncoder.get().encode(UUID.randomUUID().toString());
		}
		return isEncoded(password) ? password : this.passwordEncoder.get().encode(plainText(password));
	}

	private static boolean isEncoded(String password) {
		return password.startsWith("{") && !password.startsWith(PLAIN_TEXT);
	}

	private static String plainText(String password) {
		return password.startsWith(PLAIN_TEXT) ? password.substring(PLAIN_TEXT.length()) : password;
	}

	/**
	 * Fails for a prefix that nobody knows, and for what bcrypt cannot hash, which the
	 * first login would do otherwise. A hash that looks like bcrypt is not computed for
	 * that, because it takes long.
	 */
	private void verify(String name, @Nullable String password) {
		if (password == null || BCRYPT.matcher(password).matches()) {
			return;
		}
		try {
			if (isEncoded(password)) {
				this.passwordEncoder.get().matches("probe", password);
			}
			else if (plainText(password).getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
				throw new IllegalArgumentException("It must not be longer than " + MAX_LENGTH + " bytes.");
			}
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("ssh-console.users." + name + ".password", "******",
					ex.getMessage(), ex);
		}
	}

	/**
	 * Returns the secrets of all users.
	 * @return a store, or none if there are no secrets
	 */
	List<SshTotpSecrets> totpSecrets() {
		boolean some = this.users.values().stream().anyMatch((user) -> user.totpSecret() != null);
		return some ? List.of(this::totpSecret) : List.of();
	}

	private @Nullable String totpSecret(String username) {
		SshConsoleUser user = this.users.get(username);
		return (user != null) ? user.totpSecret() : null;
	}

	/**
	 * Returns the keys of all users.
	 * @return a service, or none if there are no keys
	 */
	List<AuthorizedKeysService> authorizedKeysServices() {
		Map<String, AuthorizedKeys> keys = this.users.entrySet()
			.stream()
			.filter(Predicate.not((user) -> user.getValue().authorizedKeys().isEmpty()))
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(user) -> keys(user.getKey(), user.getValue().authorizedKeys())));
		AuthorizedKeys none = AuthorizedKeys.parse("", "ssh-console.users");
		return keys.isEmpty() ? List.of() : List.of((username) -> keys.getOrDefault(username, none));
	}

	/**
	 * Reads the lines of one user. One that cannot be read opens nothing and is warned of
	 * with its number; only what looks like two keys in one line is an error, because the
	 * second would be taken for a comment.
	 */
	private static AuthorizedKeys keys(String name, List<String> lines) {
		String property = "ssh-console.users." + name + ".authorized-keys";
		String text = String.join("\n", lines);
		text.lines().filter(SECOND_KEY.asPredicate()).findFirst().ifPresent((line) -> {
			throw new InvalidConfigurationPropertyValueException(property, line,
					"There are two keys in it: make it a list with one key in each element.");
		});
		return AuthorizedKeys.parse(text, property);
	}

}
