package io.sshconsole.boot.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords as authenticator apps make them: HMAC-SHA-1, six digits,
 * a new one each thirty seconds (RFC 6238 with RFC 4226).
 */
public final class Totp {

	private static final int STEP_SECONDS = 30;

	private static final int DIGITS = 6;

	private static final int MODULUS = 1_000_000;

	/**
	 * How many steps a user's clock may be wrong (RFC 6238 §5.2).
	 */
	private static final int WINDOW = 1;

	/**
	 * Shortest secret in bytes (RFC 4226 §4, R6).
	 */
	private static final int MIN_LENGTH = 16;

	private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private Totp() {
	}

	/**
	 * Finds the step that a code belongs to. All steps are compared in the same time.
	 * @param secret the shared secret
	 * @param code what was typed
	 * @param now the present time
	 * @return the step's number since 1970, or empty if the code is wrong
	 */
	static OptionalLong match(byte[] secret, String code, Instant now) {
		byte[] typed = code.getBytes(StandardCharsets.UTF_8);
		long present = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
		OptionalLong match = OptionalLong.empty();
		for (long step = present - WINDOW; step <= present + WINDOW; step++) {
			if (MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), typed)) {
				match = OptionalLong.of(step);
			}
		}
		return match;
	}

	/**
	 * Computes a code.
	 * @param secret the shared secret
	 * @param time when it is shown
	 * @return six digits
	 */
	static String code(byte[] secret, Instant time) {
		return code(secret, Math.floorDiv(time.getEpochSecond(), STEP_SECONDS));
	}

	private static String code(byte[] secret, long step) {
		byte[] hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
		int offset = hash[hash.length - 1] & 0xf;
		int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
		String digits = String.valueOf(number % MODULUS);
		return "0".repeat(DIGITS - digits.length()) + digits;
	}

	private static byte[] hmac(byte[] secret, byte[] message) {
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
			return mac.doFinal(message);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HmacSHA1 is part of every Java runtime", ex);
		}
	}

	/**
	 * Reads a secret. Blanks, dashes and small letters are how apps and people write it.
	 * @param base32 the secret
	 * @return its bytes
	 * @throws IllegalArgumentException if it is not base32 or too short; the message does
	 * not show it
	 */
	public static byte[] decode(String base32) {
		String text = base32.replaceAll("[\\s-]", "").replaceAll("=+$", "").toUpperCase(Locale.ROOT);
		ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
		int bits = 0;
		int count = 0;
		for (char c : text.toCharArray()) {
			int value = BASE32.indexOf(c);
			if (value < 0) {
				throw new IllegalArgumentException("It is not in base32.");
			}
			bits = bits << 5 | value;
			count += 5;
			if (count >= 8) {
				count -= 8;
				bytes.put((byte) (bits >> count));
			}
		}
		if (bytes.capacity() < MIN_LENGTH) {
			throw new IllegalArgumentException("It must have at least " + MIN_LENGTH * 8 + " bits.");
		}
		return bytes.array();
	}

}
