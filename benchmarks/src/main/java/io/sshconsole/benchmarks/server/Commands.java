package io.sshconsole.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The commands of every server that is measured: {@code zeros N}, {@code sink},
 * {@code echo TEXT}, {@code cat} and {@code stats}.
 */
public final class Commands {

	private static final int BLOCK = 32 * 1024;

	private static final int UNKNOWN = 127;

	private Commands() {
	}

	/**
	 * Runs a command on the calling thread.
	 * @param line its name and its argument
	 * @param in what the client sends
	 * @param out what goes to the client
	 * @return the exit status
	 * @throws IOException if the client is gone
	 */
	static int run(String line, InputStream in, OutputStream out) throws IOException {
		String[] words = line.split(" ", 2);
		String argument = (words.length > 1) ? words[1] : "";
		switch (words[0]) {
			case "zeros" -> zeros(Long.parseLong(argument), out);
			case "sink" -> sink(in);
			case "echo" -> out.write((argument + "\n").getBytes(StandardCharsets.UTF_8));
			case "cat" -> copy(in, out);
			case "stats" -> out.write(ServerStats.now().toString().getBytes(StandardCharsets.UTF_8));
			default -> {
				return UNKNOWN;
			}
		}
		out.flush();
		return 0;
	}

	private static void zeros(long count, OutputStream out) throws IOException {
		byte[] block = new byte[BLOCK];
		for (long left = count; left > 0; left -= block.length) {
			out.write(block, 0, (int) Math.min(left, block.length));
		}
	}

	private static void sink(InputStream in) throws IOException {
		byte[] block = new byte[BLOCK];
		while (in.read(block) >= 0) {
			continue;
		}
	}

	private static void copy(InputStream in, OutputStream out) throws IOException {
		byte[] block = new byte[BLOCK];
		for (int count = in.read(block); count >= 0; count = in.read(block)) {
			out.write(block, 0, count);
			out.flush();
		}
	}

}
