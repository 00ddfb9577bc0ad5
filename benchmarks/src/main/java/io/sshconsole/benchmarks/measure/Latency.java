package io.sshconsole.benchmarks.measure;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.benchmarks.client.Session;

/**
 * How long one waits for a command on an open connection, and for the echo of one byte,
 * alone and while another channel is busy.
 */
final class Latency implements Measurements.Part {

	/**
	 * A server that starts processes gets fewer samples.
	 */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

	private static final int COUNT = 2000;

	private static final int FEW = 300;

	/**
	 * What is on its way is in front of the echo, and the stock client's window lets as
	 * much as 2 MiB be on its way if the server is faster than the client.
	 */
	private static final int SMALL_WINDOW = 256 * 1024;

	private static final double NANOS_PER_MILLISECOND = 1e6;

	private static final long ENDLESS = Long.MAX_VALUE;

	private static final byte[] KEY = { 'x' };

	@Override
	public String heading() {
		return "Latency";
	}

	@Override
	public void run(Setting setting) {
		int count = setting.size(COUNT, FEW);
		setting.inTurns("latency", (peer, samples) -> {
			try (BenchmarkClient client = setting.logIn(peer, Setting.PLAIN)) {
				add(samples, "exec on an open connection", count, () -> client.exec("echo hello").awaitEnd());
				Session cat = client.exec("cat");
				add(samples, "one byte echoed", count, () -> echo(cat));
			}
			besideBulk(setting, peer, samples, "one byte echoed beside bulk", Session.WINDOW);
			besideBulk(setting, peer, samples, "one byte echoed beside bulk in a small window", SMALL_WINDOW);
		});
	}

	private static void besideBulk(Setting setting, Peer peer, Setting.Samples samples, String name, int window)
			throws Exception {
		try (BenchmarkClient client = setting.logIn(peer, Setting.PLAIN)) {
			Session cat = client.exec("cat");
			Session bulk = client.exec("zeros " + ENDLESS, window, Session.MAX_DATA);
			bulk.awaitReceived(Bulk.MIB);
			add(samples, name, setting.size(COUNT, FEW), () -> echo(cat));
		}
	}

	private static void echo(Session cat) throws Exception {
		long expected = cat.received() + KEY.length;
		cat.send(KEY, KEY.length);
		cat.awaitReceived(expected);
	}

	private static void add(Setting.Samples samples, String name, int count, Action action) throws Exception {
		double[] times = new double[count];
		int done = 0;
		for (long end = System.nanoTime() + PATIENCE_NANOS; done < count && System.nanoTime() < end; done++) {
			long start = System.nanoTime();
			action.run();
			times[done] = (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
		}
		double[] taken = Arrays.copyOf(times, done);
		samples.add(name + ", p50 ms", Table.quantile(taken, 0.5));
		samples.add(name + ", p99 ms", Table.quantile(taken, 0.99));
	}

	private interface Action {

		void run() throws Exception;

	}

}
