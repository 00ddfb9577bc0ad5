package io.sshconsole.benchmarks.server;

import java.lang.management.ManagementFactory;

/**
 * What a Java server knows about itself: live heap and platform threads.
 *
 * @param heapBytes what is left after a full collection
 * @param threads live platform threads
 */
public record ServerStats(long heapBytes, int threads) {

	/**
	 * Collects all garbage and looks.
	 * @return the present state
	 */
	static ServerStats now() {
		Runtime runtime = Runtime.getRuntime();
		// The second run takes what the first one found referenced from finalizers and
		// cleaners
		System.gc();
		System.gc();
		return new ServerStats(runtime.totalMemory() - runtime.freeMemory(),
				ManagementFactory.getThreadMXBean().getThreadCount());
	}

	/**
	 * Reads what {@link #toString} wrote.
	 * @param text two numbers
	 * @return the state
	 */
	public static ServerStats parse(String text) {
		String[] numbers = text.split(" ");
		return new ServerStats(Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]));
	}

	@Override
	public String toString() {
		return this.heapBytes + " " + this.threads;
	}

}
