package io.sshconsole.boot.security;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What credentials for emergencies look like, and what looks like one.
 */
final class BreakGlassForm {

	/**
	 * RFC 4648 §6: no digit in it looks like a letter.
	 */
	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	/**
	 * Five bits each, so nobody finds one by trying.
	 */
	private static final int CHARACTERS = 20;

	private static final int GROUP = 5;

	/**
	 * What looks like a credential, whether it ever was one: as it is printed, or without
	 * dashes. Printed, a digit may also be one that was read for a letter. Without dashes
	 * the digit and the case are what a phrase and a random password lack.
	 */
	private static final Pattern FORM = Pattern.compile("([A-Z0-9]{5}-){3}[A-Z0-9]{5}|([a-z0-9]{5}-){3}[a-z0-9]{5}"
			+ "|(?=.*[2-7])([A-Z2-7]-?){20}|(?=.*[2-7])([a-z2-7]-?){20}");

	private BreakGlassForm() {
	}

	/**
	 * Draws a credential, again until it has the digit that tells it from a phrase.
	 * @param random where it comes from
	 * @return the credential as it is printed
	 */
	static String draw(SecureRandom random) {
		String secret;
		do {
			secret = drawOnce(random);
		}
		while (!matches(plain(secret)));
		return secret;
	}

	private static String drawOnce(SecureRandom random) {
		StringBuilder secret = new StringBuilder();
		for (int i = 0; i < CHARACTERS; i++) {
			if (i > 0 && i % GROUP == 0) {
				secret.append('-');
			}
			secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
		}
		return secret.toString();
	}

	/**
	 * Tells whether a text looks like a credential, good or not.
	 * @param text what was typed
	 * @return {@code false} also for a good one in capitals and small letters at the same
	 * time, which are a random password far more often
	 */
	static boolean matches(String text) {
		return FORM.matcher(text).matches();
	}

	/**
	 * Tells whether a text looks like a credential or could be a good one.
	 * @param text what was typed
	 * @return {@code true} for a text in capitals and small letters at the same time, too
	 */
	static boolean matchesInAnyCase(String text) {
		return matches(text) || matches(plain(text));
	}

	/**
	 * Returns what is compared of a credential: it may be typed with or without dashes,
	 * in capitals or not.
	 * @param text what was typed
	 * @return capitals and digits, if it is a credential
	 */
	static String plain(String text) {
		return text.replace("-", "").toUpperCase(Locale.ROOT);
	}

}
