package io.sshconsole.benchmarks.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.benchmarks.server.ServerStats;

/**
 * What connections cost on which nothing happens, and how long a log-in takes beside a
 * crowd of them.
 */
final class Idle implements Measurements.Part {

	private static final double KIB = 1024;

	private static final int WARM_UP = 100;

	private static final int LOG_INS = 200;

	@Override
	public String heading() {
		return "Idle connections";
	}

	@Override
	public void run(Setting setting) {
		int few = setting.size(500, 200);
		int many = setting.size(10_000, 1000);
		setting.inTurns("idle", setting.java(), (peer, samples) -> {
			hold(setting, peer, samples, "before log-in", few, () -> BenchmarkClient.greet(peer.port(), Setting.PLAIN))
				.close();
			hold(setting, peer, samples, "logged in", few, () -> setting.logIn(peer, Setting.PLAIN)).close();
		});
		setting.inTurns("idle crowd", setting.ours(), (peer, samples) -> crowd(setting, peer, samples, many));
	}

	/**
	 * Compares log-ins beside a crowd with those without. The crowd's own have warmed the
	 * server up, so the faster of those before and behind it count.
	 */
	private static void crowd(Setting setting, Peer peer, Setting.Samples samples, int count) throws IOException {
		double before = logInMillis(setting, peer);
		double beside;
		try (Crowd crowd = hold(setting, peer, samples, "of " + count, count,
				() -> setting.logIn(peer, Setting.PLAIN))) {
			beside = logInMillis(setting, peer);
		}
		double alone = Math.min(before, logInMillis(setting, peer));
		samples.add("log-in beside " + count + " idle connections, ms", beside);
		samples.add("log-in beside " + count + " idle connections, times one without", beside / alone);
	}

	/**
	 * Opens connections and measures what the server holds for them.
	 */
	private static Crowd hold(Setting setting, Peer peer, Setting.Samples samples, String name, int count,
			Opening opening) throws IOException {
		ServerStats before = stats(setting, peer);
		Crowd crowd = Crowd.gather(count, opening);
		ServerStats after = stats(setting, peer);
		samples.add("idle connection " + name + ", KiB of heap",
				(after.heapBytes() - before.heapBytes()) / KIB / count);
		samples.add("idle connection " + name + ", platform threads",
				(double) (after.threads() - before.threads()) / count);
		return crowd;
	}

	private static ServerStats stats(Setting setting, Peer peer) throws IOException {
		try (BenchmarkClient client = setting.logIn(peer, Setting.PLAIN)) {
			return ServerStats.parse(client.exec("stats").readToEnd());
		}
	}

	/**
	 * Returns the median of some log-ins, after others that do not count.
	 */
	private static double logInMillis(Setting setting, Peer peer) throws IOException {
		double[] times = new double[LOG_INS];
		for (int i = -WARM_UP; i < LOG_INS; i++) {
			long start = System.nanoTime();
			setting.logIn(peer, Setting.PLAIN).close();
			if (i >= 0) {
				times[i] = (System.nanoTime() - start) / 1e6;
			}
		}
		return Table.quantile(times, 0.5);
	}

	/**
	 * Makes one connection.
	 */
	@FunctionalInterface
	private interface Opening {

		BenchmarkClient open() throws IOException;

	}

	/**
	 * Connections that are open together.
	 */
	private record Crowd(List<BenchmarkClient> clients) implements AutoCloseable {

		static Crowd gather(int count, Opening opening) throws IOException {
			Crowd crowd = new Crowd(new ArrayList<>(count));
			try {
				for (int i = 0; i < count; i++) {
					crowd.clients.add(opening.open());
				}
				return crowd;
			}
			catch (IOException ex) {
				crowd.close();
				throw ex;
			}
		}

		@Override
		public void close() {
			this.clients.forEach(BenchmarkClient::close);
		}

	}

}
