package io.sshconsole.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.benchmarks.client.Session;

/**
 * What an echo costs while more and more connections have a command running, each of
 * which echoes in its turn.
 */
final class Flat implements Measurements.Part {

	private static final byte[] LINE = new byte[64];

	@Override
	public String heading() {
		return "Many sessions with a command each";
	}

	@Override
	public void run(Setting setting) {
		int echoes = setting.size(10_000, 2000);
		for (int count : List.of(1, 10, 100, 1000)) {
			setting.inTurns("flat " + count, setting.ours(), (peer, samples) -> {
				List<BenchmarkClient> clients = new ArrayList<>();
				try {
					List<Session> sessions = new ArrayList<>();
					for (int i = 0; i < count; i++) {
						BenchmarkClient client = setting.logIn(peer, Setting.PLAIN);
						clients.add(client);
						sessions.add(client.exec("cat"));
					}
					Stopwatch watch = new Stopwatch(peer);
					for (int i = 0; i < echoes; i++) {
						Session session = sessions.get(i % count);
						session.send(LINE, LINE.length);
						session.awaitReceived((i / count + 1L) * LINE.length);
					}
					samples.add("echo with " + count + " sessions, per second", echoes / watch.seconds());
					samples.add("echo with " + count + " sessions, server CPU µs", watch.cpuSeconds() * 1e6 / echoes);
				}
				finally {
					clients.forEach(BenchmarkClient::close);
				}
			});
		}
	}

}
