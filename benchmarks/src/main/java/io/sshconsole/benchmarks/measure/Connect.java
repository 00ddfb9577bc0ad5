package io.sshconsole.benchmarks.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.ssh.transport.TransportConfig;

/**
 * How many times in a second one can connect, log in with a key, run a command and leave.
 */
final class Connect implements Measurements.Part {

	private static final int PARALLEL = 4;

	@Override
	public void run(Setting setting) {
		measure(setting, "connect", Setting.PLAIN);
		setting.inTurns("connect in parallel", (peer, samples) -> {
			Stopwatch watch = new Stopwatch(peer);
			ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
			List<Future<Integer>> visits = new ArrayList<>();
			for (int i = 0; i < PARALLEL; i++) {
				visits.add(threads.submit(() -> visit(setting, peer, Setting.PLAIN)));
			}
			threads.shutdown();
			int count = 0;
			for (Future<Integer> visit : visits) {
				count += visit.get();
			}
			add(samples, "connect, 4 in parallel", watch, count);
		});
	}

	/**
	 * Measures connections one after the other.
	 */
	static void measure(Setting setting, String name, TransportConfig config) {
		setting.inTurns(name, (peer, samples) -> {
			Stopwatch watch = new Stopwatch(peer);
			add(samples, name, watch, visit(setting, peer, config));
		});
	}

	private static void add(Setting.Samples samples, String name, Stopwatch watch, int count) {
		samples.add(name + ", per second", count / watch.seconds());
		samples.add(name + ", server CPU ms", watch.cpuSeconds() * 1000 / count);
	}

	/**
	 * Connects again and again for a while.
	 * @return how often
	 */
	private static int visit(Setting setting, Peer peer, TransportConfig config) throws IOException {
		int count = 0;
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(setting.size(3000, 1000));
		while (System.nanoTime() < end) {
			try (BenchmarkClient client = setting.logIn(peer, config)) {
				client.exec("echo hello").awaitEnd();
			}
			count++;
		}
		return count;
	}

}
