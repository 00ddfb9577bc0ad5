package io.sshconsole.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.ssh.transport.TransportConfig;

/**
 * How many times in a second one can connect, log in with a key, run a command and leave.
 */
final class Connect implements Measurements.Part {

	/**
	 * Visits until a Java server has compiled what it runs again and again.
	 */
	private static final int WARM_UP = 6000;

	private static final int WARM_UP_PARALLEL = 16;

	@Override
	public String heading() {
		return "Connections: key exchange, log-in with a key, one command, close";
	}

	@Override
	public void run(Setting setting) throws Exception {
		warmUp(setting, setting.java());
		measure(setting, setting.peers(), "connect", Setting.PLAIN, 1);
		measure(setting, setting.peers(), "connect, 4 in parallel", Setting.PLAIN, 4);
	}

	/**
	 * Measures connections one after the other, some at the same time.
	 * @param peers some of the servers
	 * @param parallel how many at the same time
	 */
	static void measure(Setting setting, List<Peer> peers, String name, TransportConfig config, int parallel) {
		setting.inTurns(name, peers, (peer, samples) -> {
			// A server that starts processes takes a hundred times as long
			int each = peer.isJava() ? setting.size(100, 40) : 4;
			Stopwatch watch = new Stopwatch(peer);
			visit(setting, peer, config, parallel, each);
			samples.add(name + ", per second", parallel * each / watch.seconds());
			samples.add(name + ", server CPU ms", watch.cpuSeconds() * 1000 / (parallel * each));
		});
	}

	static void warmUp(Setting setting, List<Peer> peers) throws Exception {
		for (Peer peer : peers) {
			visit(setting, peer, Setting.PLAIN, WARM_UP_PARALLEL,
					setting.size(WARM_UP, WARM_UP / 4) / WARM_UP_PARALLEL);
		}
	}

	private static void visit(Setting setting, Peer peer, TransportConfig config, int parallel, int each)
			throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(parallel);
		List<Future<?>> visits = new ArrayList<>();
		for (int i = 0; i < parallel; i++) {
			visits.add(threads.submit(() -> {
				for (int left = each; left > 0; left--) {
					try (BenchmarkClient client = setting.logIn(peer, config)) {
						client.exec("echo hello").awaitEnd();
					}
				}
				return null;
			}));
		}
		threads.shutdown();
		for (Future<?> visit : visits) {
			visit.get();
		}
	}

}
