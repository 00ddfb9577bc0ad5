package io.sshconsole.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A server that runs on this machine.
 *
 * @param name a column of the table
 * @param port where it listens on loopback
 * @param pid its process
 */
record Peer(String name, int port, long pid) {

	/**
	 * Name of the server that all others are compared with.
	 */
	static final String OURS = "ours";

	private static final String SSHD = "sshd";

	private static final int TICKS_PER_SECOND = 100;

	/**
	 * Index of the process's own time in user mode, counted behind its name; its time in
	 * the kernel and both times of its dead children follow (proc(5)).
	 */
	private static final int USER_TIME = 11;

	static Peer parse(String text) {
		String[] parts = text.split(":");
		return new Peer(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
	}

	boolean isOurs() {
		return this.name.equals(OURS);
	}

	/**
	 * Tells whether it knows the command {@code stats}.
	 */
	boolean isJava() {
		return !this.name.equals(SSHD);
	}

	/**
	 * Returns the processor time used until now by the server and all its processes, dead
	 * or alive.
	 * @return seconds
	 */
	double cpuSeconds() {
		ProcessHandle server = ProcessHandle.of(this.pid)
			.orElseThrow(() -> new IllegalStateException("The server " + this.name + " is gone"));
		long ticks = Stream.concat(Stream.of(server), server.descendants())
			.mapToLong((process) -> ticks(process.pid()))
			.sum();
		return (double) ticks / TICKS_PER_SECOND;
	}

	private static long ticks(long pid) {
		try {
			String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
			String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
			long sum = 0;
			for (int i = USER_TIME; i < USER_TIME + 4; i++) {
				sum += Long.parseLong(fields[i]);
			}
			return sum;
		}
		catch (IOException ex) {
			// It has just ended, and its parent counts it now
			return 0;
		}
	}

}
