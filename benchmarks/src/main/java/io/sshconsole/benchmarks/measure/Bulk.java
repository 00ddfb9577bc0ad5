package io.sshconsole.benchmarks.measure;

import java.io.IOException;
import java.util.List;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.benchmarks.client.Session;
import io.sshconsole.ssh.transport.TransportConfig;

/**
 * How fast many bytes go in each direction with each cipher, and what that costs the
 * server.
 */
final class Bulk implements Measurements.Part {

	static final List<String> CIPHERS = List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com",
			"chacha20-poly1305@openssh.com", "aes128-ctr");

	static final long MIB = 1024 * 1024;

	private static final double MIB_PER_GIB = 1024;

	private static final byte[] BLOCK = new byte[32 * 1024];

	@Override
	public String heading() {
		return "Bulk data";
	}

	@Override
	public void run(Setting setting) {
		int mib = setting.size(512, 128);
		for (String cipher : CIPHERS) {
			TransportConfig config = Setting.algorithms("curve25519-sha256", cipher);
			setting.inTurns("bulk " + cipher, (peer, samples) -> {
				try (BenchmarkClient client = setting.logIn(peer, config)) {
					Stopwatch down = new Stopwatch(peer);
					download(client, mib);
					add(samples, cipher + " down", down, mib);
					Stopwatch up = new Stopwatch(peer);
					upload(client, mib);
					add(samples, cipher + " up", up, mib);
				}
			});
		}
	}

	static void add(Setting.Samples samples, String name, Stopwatch watch, int mib) {
		samples.add(name + ", MiB/s", mib / watch.seconds());
		samples.add(name + ", server CPU s/GiB", watch.cpuSeconds() * MIB_PER_GIB / mib);
	}

	static void download(BenchmarkClient client, int mib) throws IOException {
		client.exec("zeros " + mib * MIB).awaitEnd();
	}

	private static void upload(BenchmarkClient client, int mib) throws IOException {
		Session session = client.exec("sink");
		session.send(BLOCK, mib * MIB);
		session.sendEof();
		session.awaitEnd();
	}

}
