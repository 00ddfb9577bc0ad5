package io.sshconsole.ssh.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a refusal take a time that says nothing. A request for an unknown user is often
 * cheaper than one for a known user, and a clock would tell them apart (CVE-2018-15473,
 * CVE-2016-6210 and their kin). So each refusal takes a least time that depends on the
 * claimed name alone, doubled until it covers what the request really took. It slows
 * guessing, too.
 */
final class FailureDelay {

	/**
	 * Least time of a failed attempt.
	 */
	static final long ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	/**
	 * Least time of a refusal that is no attempt: a client asks for each of its keys, and
	 * its user waits meanwhile.
	 */
	static final long QUESTION_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	/**
	 * Which part of the least time may differ from name to name.
	 */
	private static final int JITTER = 5;

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
	 * Waits until the request has taken its time.
	 * @param username the claimed name
	 * @param base the least time without what depends on the name
	 * @param start when the request came, as {@link System#nanoTime} gives it
	 */
	static void await(String username, long base, long start) {
		long end = start + nanos(username, base, System.nanoTime() - start);
		for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * Computes how long a request takes.
	 * @param username the claimed name
	 * @param base the least time without what depends on the name
	 * @param taken how long it took already
	 * @return nanoseconds from its beginning
	 */
	static long nanos(String username, long base, long taken) {
		long least = base + jitter(username, base / JITTER);
		while (least < taken && least < MAX_NANOS) {
			least *= 2;
		}
		return least;
	}

	private static long jitter(String username, long max) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(KEY);
			byte[] hash = digest.digest(username.getBytes(StandardCharsets.UTF_8));
			int bits = (hash[0] & 0xff) << 8 | (hash[1] & 0xff);
			return max * bits / 0xffff;
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
