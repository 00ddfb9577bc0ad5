package io.sshconsole.benchmarks.measure;

/**
 * Measures the time that passes and the processor time that a server uses, from its
 * creation on.
 */
final class Stopwatch {

	private static final double NANOS_PER_SECOND = 1e9;

	private final Peer peer;

	private final double cpu;

	private final long start;

	Stopwatch(Peer peer) {
		this.peer = peer;
		this.cpu = peer.cpuSeconds();
		this.start = System.nanoTime();
	}

	double seconds() {
		return (System.nanoTime() - this.start) / NANOS_PER_SECOND;
	}

	double cpuSeconds() {
		return this.peer.cpuSeconds() - this.cpu;
	}

}
