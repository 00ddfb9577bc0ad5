package io.sshconsole.benchmarks;

import java.util.Arrays;

import io.sshconsole.benchmarks.measure.Measurements;
import io.sshconsole.benchmarks.server.MinaPeer;
import io.sshconsole.benchmarks.server.OurPeer;
import org.openjdk.jmh.Main;

/**
 * The program: {@code server} starts a server, {@code measure} measures servers that run,
 * {@code jmh} measures single parts.
 */
public final class Benchmarks {

	private static final String USAGE = """
			server --port P --host-key FILE --authorized-keys FILE [--peer ours|mina|mina3]
			jmh [BENCHMARK]
			measure [PART…] --peers NAME:PORT:PID,… --key FILE --out FILE [--rounds N] [--quick]
			""";

	private Benchmarks() {
	}

	public static void main(String[] arguments) throws Exception {
		System.setProperty("logback.configurationFile", "benchmarks-logback.xml");
		String command = (arguments.length > 0) ? arguments[0] : "";
		String[] rest = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
		switch (command) {
			case "server" -> serve(new Options(rest));
			case "measure" -> Measurements.run(new Options(rest));
			case "jmh" -> Main.main(rest);
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
