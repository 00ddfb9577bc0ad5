package io.sshconsole.benchmarks;

import java.util.Arrays;

import io.sshconsole.benchmarks.measure.Measurements;
import io.sshconsole.benchmarks.server.MinaPeer;
import io.sshconsole.benchmarks.server.OurPeer;

/**
 * The program: {@code server} starts a server, {@code measure} measures servers that run.
 */
public final class Benchmarks {

	private static final String USAGE = """
			server --port P --host-key FILE --authorized-keys FILE [--peer ours|mina|mina3]
			measure PART --peers NAME:PORT:PID,… --key FILE [--rounds N] [--quick] [--out FILE]
			""";

	private Benchmarks() {
	}

	public static void main(String[] arguments) throws Exception {
		System.setProperty("logback.configurationFile", "benchmarks-logback.xml");
		String command = (arguments.length > 0) ? arguments[0] : "";
		Options options = new Options(Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length));
		switch (command) {
			case "server" -> serve(options);
			case "measure" -> Measurements.run(options);
			default -> System.out.print(USAGE);
		}
	}

	private static void serve(Options options) throws Exception {
		if (options.get("peer", "ours").equals("ours")) {
			OurPeer.start(options);
		}
		else {
			MinaPeer.start(options);
		}
		Thread.currentThread().join();
	}

}
