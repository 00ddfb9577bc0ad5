package io.sshconsole.ssh.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a failed attempt take a time that says nothing. An attempt for an unknown user is
 * often cheaper than one for a known user, and a clock would tell them apart
 * (CVE-2018-15473, CVE-2016-6210 and their kin). So each failure takes a least time that
 * depends on the claimed name alone, doubled until it covers what the attempt really
 * took. It slows guessing, too.
 */
final class FailureDelay {

	private static final long BASE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long MAX_JITTER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/**
	 * Longest delay, so that a slow user store does not double its time.
	 */
	private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

	/**
	 * Without the key nobody can compute a name's time.
	 */
	private static final byte[] KEY = newKey();

	private FailureDelay() {
	}

	/**
	 * Waits until the attempt has taken its time.
	 * @param username the claimed name
	 * @param start when the attempt began, as {@link System#nanoTime} gives it
	 */
	static void await(String username, long start) {
		long end = start + nanos(username, System.nanoTime() - start);
		for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * Computes how long an attempt takes.
	 * @param username the claimed name
	 * @param taken how long it took already
	 * @return nanoseconds from its beginning
	 */
	static long nanos(String username, long taken) {
		long least = BASE_NANOS + jitter(username);
		while (least < taken && least < MAX_NANOS) {
			least *= 2;
		}
		return least;
	}

	private static long jitter(String username) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(KEY);
			byte[] hash = digest.digest(username.getBytes(StandardCharsets.UTF_8));
			int bits = (hash[0] & 0xff) << 8 | (hash[1] & 0xff);
			return MAX_JITTER_NANOS * bits / 0xffff;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is part of every Java runtime", ex);
		}
	}

	private static byte[] newKey() {
		byte[] key = new byte[16];
		new SecureRandom().nextBytes(key);
		return key;
	}

}
