package io.sshconsole.ssh.fuzz;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import io.sshconsole.ssh.wire.SshException;

/**
 * What every target must be, whatever the bytes: it returns, or it fails with an
 * {@link SshException}, and it takes no more memory than the bytes are worth.
 */
final class Harmless {

	/**
	 * What a target may allocate for itself: a connection with its buffers, a key
	 * exchange, one channel window.
	 */
	private static final long FIXED_BYTES = 24 * 1024 * 1024;

	/**
	 * How many bytes it may allocate for each byte of input.
	 */
	private static final long BYTES_PER_BYTE = 1024;

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Harmless() {
	}

	/**
	 * Runs a target. One that takes much memory is run again, because it may have loaded
	 * classes, and a fuzzer then rewrites them.
	 * @param inputLength the number of bytes that it reads
	 * @param target what reads them, and begins anew each time
	 * @return whether it took them
	 */
	static boolean run(int inputLength, Target target) {
		long limit = FIXED_BYTES + BYTES_PER_BYTE * inputLength;
		long before = threads.getCurrentThreadAllocatedBytes();
		boolean taken = take(target);
		if (threads.getCurrentThreadAllocatedBytes() - before > limit) {
			before = threads.getCurrentThreadAllocatedBytes();
			taken = take(target);
			long allocated = threads.getCurrentThreadAllocatedBytes() - before;
			if (allocated > limit) {
				throw new AssertionError(allocated + " bytes of memory for " + inputLength + " bytes of input");
			}
		}
		return taken;
	}

	private static boolean take(Target target) {
		try {
			target.run();
			return true;
		}
		catch (SshException ex) {
			return false;
		}
		catch (Exception ex) {
			throw new AssertionError("something else than an SshException", ex);
		}
	}

	/**
	 * Reads bytes.
	 */
	interface Target {

		void run() throws Exception;

	}

}
