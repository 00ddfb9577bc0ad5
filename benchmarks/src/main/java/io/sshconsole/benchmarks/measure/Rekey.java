package io.sshconsole.benchmarks.measure;

import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.ssh.transport.TransportConfig;

/**
 * How much slower bulk data are while the client asks for new keys again and again.
 */
final class Rekey implements Measurements.Part {

	private static final long OFTEN = 32 * Bulk.MIB;

	@Override
	public String heading() {
		return "New keys during bulk data";
	}

	@Override
	public void run(Setting setting) {
		int mib = setting.size(512, 128);
		TransportConfig often = Setting.PLAIN.toBuilder().rekeyAfter(OFTEN).build();
		setting.inTurns("rekey", (peer, samples) -> {
			double rate = rate(setting, peer, Setting.PLAIN, mib);
			double slowed = rate(setting, peer, often, mib);
			samples.add("down without re-keying, MiB/s", rate);
			samples.add("down with new keys each 32 MiB, MiB/s", slowed);
			samples.add("one re-key, ms", 1000 * (mib / slowed - mib / rate) / (mib * Bulk.MIB / OFTEN));
		});
	}

	private static double rate(Setting setting, Peer peer, TransportConfig config, int mib) throws Exception {
		try (BenchmarkClient client = setting.logIn(peer, config)) {
			Stopwatch watch = new Stopwatch(peer);
			Bulk.download(client, mib);
			return mib / watch.seconds();
		}
	}

}
