package io.sshconsole.boot.security;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;

/**
 * Compares each password once at every cost that there is among the users. Hashes of
 * different encodings or strengths take different times, and those would tell users from
 * names that nobody has.
 */
final class EqualCostPasswordEncoder implements PasswordEncoder {

	/**
	 * What says how long a hash takes: the encoding, and the parameters of bcrypt, Argon2
	 * or scrypt. The other encodings have no parameters in their hashes.
	 */
	private static final Pattern COST = Pattern.compile(
			"\\{[^}]*}" + "(\\$2[aby]?\\$\\d\\d|\\$argon2[a-z]*(\\$v=\\d+)?\\$[mtp=,\\d]+|\\$[0-9a-f]{1,8}(?=\\$))?");

	private final Supplier<PasswordEncoder> encoder;

	private final Supplier<? extends Collection<String>> passwords;

	/**
	 * The cost at which a password is compared for a name that nobody has.
	 */
	private final Supplier<String> nobodys;

	/**
	 * Creates the encoder.
	 * @param encoder gives what encodes and compares; asked once, for the first password,
	 * because its algorithms take a while to load
	 * @param passwords gives an encoded password for each cost, whenever one is compared
	 */
	EqualCostPasswordEncoder(Supplier<PasswordEncoder> encoder, Supplier<? extends Collection<String>> passwords) {
		this.encoder = SingletonSupplier.of(encoder);
		this.passwords = passwords;
		this.nobodys = SingletonSupplier.of(() -> encoded(UUID.randomUUID().toString()));
	}

	/**
	 * Returns a few passwords that stand for all.
	 * @param passwords encoded ones
	 * @return one of each cost
	 */
	static List<String> oneOfEachCost(Stream<String> passwords) {
		Map<String, String> found = new LinkedHashMap<>();
		passwords.forEach((password) -> found.putIfAbsent(cost(password), password));
		return List.copyOf(found.values());
	}

	/**
	 * A hash that is too short is refused without being computed, so its length counts.
	 */
	private static String cost(String password) {
		Matcher cost = COST.matcher(password);
		return (cost.lookingAt() ? cost.group() : "") + "/" + password.length();
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return this.encoder.get().encode(password);
	}

	private String encoded(String password) {
		String encoded = encode(password);
		return (encoded != null) ? encoded : "";
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		try {
			return this.encoder.get().matches(password, encoded);
		}
		finally {
			// A right one too: the account behind it may be closed, and nobody must see
			// it
			spend(password, (encoded != null) ? cost(encoded) : "");
		}
	}

	/**
	 * Does the work of a comparison with nobody's password.
	 */
	void spend(CharSequence password) {
		spend(password, "");
	}

	private void spend(@Nullable CharSequence password, String spent) {
		oneOfEachCost(Stream.concat(this.passwords.get().stream(), Stream.of(this.nobodys.get()))).stream()
			.filter((other) -> !cost(other).equals(spent))
			.forEach((other) -> compare(password, other));
	}

	/**
	 * The answer means nothing. An encoding that nobody knows costs nothing.
	 */
	@SuppressWarnings("ReturnValueIgnored")
	private void compare(@Nullable CharSequence password, String other) {
		try {
			this.encoder.get().matches(password, other);
		}
		catch (RuntimeException ex) {
			// Whoever has this password learns of it when he logs in
		}
	}

	@Override
	public boolean upgradeEncoding(@Nullable String encoded) {
		return false;
	}

}
