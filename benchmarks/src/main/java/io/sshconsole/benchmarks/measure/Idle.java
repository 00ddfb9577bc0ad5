package io.sshconsole.benchmarks.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.benchmarks.server.ServerStats;

/**
 * What connections cost on which nothing happens, and how long a log-in takes beside
 * them.
 */
final class Idle implements Measurements.Part {

	private static final double KIB = 1024;

	private static final int LOG_INS = 50;

	@Override
	public void run(Setting setting) {
		int few = setting.size(1000, 200);
		int many = setting.size(10_000, 1000);
		setting.inTurns("idle", setting.java(), (peer, samples) -> {
			logInMillis(setting, peer);
			measure(setting, peer, samples, "before log-in", few,
					() -> BenchmarkClient.greet(peer.port(), Setting.PLAIN));
			measure(setting, peer, samples, "logged in", few, () -> setting.logIn(peer, Setting.PLAIN));
		});
		setting.inTurns("idle crowd", setting.ours(), (peer, samples) -> measure(setting, peer, samples, "of " + many,
				many, () -> setting.logIn(peer, Setting.PLAIN)));
	}

	private static void measure(Setting setting, Peer peer, Setting.Samples samples, String name, int count,
			Opening opening) throws Exception {
		double first = logInMillis(setting, peer);
		ServerStats before = stats(setting, peer);
		List<BenchmarkClient> clients = new ArrayList<>();
		try {
			for (int i = 0; i < count; i++) {
				clients.add(opening.open());
			}
			ServerStats after = stats(setting, peer);
			double last = logInMillis(setting, peer);
			samples.add("idle connection " + name + ", KiB of heap",
					(after.heapBytes() - before.heapBytes()) / KIB / count);
			samples.add("idle connection " + name + ", platform threads",
					(double) (after.threads() - before.threads()) / count);
			samples.add("log-in beside " + count + " " + name + ", times the first", last / first);
		}
		finally {
			clients.forEach(BenchmarkClient::close);
		}
	}

	private static ServerStats stats(Setting setting, Peer peer) throws IOException {
		try (BenchmarkClient client = setting.logIn(peer, Setting.PLAIN)) {
			return ServerStats.parse(client.exec("stats").readToEnd());
		}
	}

	private static double logInMillis(Setting setting, Peer peer) throws IOException {
		double[] times = new double[LOG_INS];
		for (int i = 0; i < LOG_INS; i++) {
			long start = System.nanoTime();
			setting.logIn(peer, Setting.PLAIN).close();
			times[i] = (System.nanoTime() - start) / 1e6;
		}
		return Table.quantile(times, 0.5);
	}

	private interface Opening {

		BenchmarkClient open() throws IOException;

	}

}
