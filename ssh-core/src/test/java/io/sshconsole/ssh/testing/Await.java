package io.sshconsole.ssh.testing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The one way in which tests wait for what other threads do: until a condition holds, and
 * not for ever.
 */
public final class Await {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private Await() {
	}

	/**
	 * Waits.
	 * @param what completes the sentence "there must be …"
	 * @param condition holds now or soon
	 */
	public static void until(String what, BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > PATIENCE_NANOS) {
				throw new AssertionError("there must be " + what);
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

}
