package io.sshconsole.benchmarks.measure;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.wire.SshException;

/**
 * Bulk data and short connections as OpenSSH's own client sees them.
 */
final class StockClient implements Measurements.Part {

	private static final byte[] BLOCK = new byte[256 * 1024];

	@Override
	public String heading() {
		return "The stock client: bulk data and connections";
	}

	@Override
	public void run(Setting setting) {
		int mib = setting.size(512, 128);
		for (String cipher : Bulk.CIPHERS) {
			setting.inTurns("stock " + cipher, (peer, samples) -> {
				Stopwatch down = new Stopwatch(peer);
				ssh(setting, peer, cipher, "zeros " + mib * Bulk.MIB, 0);
				Bulk.add(samples, "ssh, " + cipher + " down", down, mib);
				Stopwatch up = new Stopwatch(peer);
				ssh(setting, peer, cipher, "sink", mib);
				Bulk.add(samples, "ssh, " + cipher + " up", up, mib);
			});
		}
		int count = setting.size(10, 5);
		setting.inTurns("stock connect", (peer, samples) -> {
			Stopwatch watch = new Stopwatch(peer);
			for (int i = 0; i < count; i++) {
				ssh(setting, peer, Bulk.CIPHERS.get(0), "echo hello", 0);
			}
			samples.add("ssh, connect and exec, ms", watch.seconds() * 1000 / count);
			samples.add("ssh, connect and exec, server CPU ms", watch.cpuSeconds() * 1000 / count);
		});
	}

	private static void ssh(Setting setting, Peer peer, String cipher, String command, int mib)
			throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(List.of("ssh", "-F", "none", "-T", "-p", String.valueOf(peer.port()), "-i",
				setting.keyFile().toString(), "-c", cipher));
		for (String option : List.of("MACs=hmac-sha2-256-etm@openssh.com", "IdentitiesOnly=yes", "BatchMode=yes",
				"StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR")) {
			line.addAll(List.of("-o", option));
		}
		line.addAll(List.of("127.0.0.1", command));
		Process process = new ProcessBuilder(line).redirectOutput(new File("/dev/null"))
			.redirectError(Redirect.INHERIT)
			.start();
		try (OutputStream in = process.getOutputStream()) {
			for (long left = mib * Bulk.MIB; left > 0; left -= BLOCK.length) {
				in.write(BLOCK);
			}
		}
		int status = process.waitFor();
		if (status != 0) {
			throw new SshException("ssh ended with " + status);
		}
	}

}
