package io.sshconsole.benchmarks.measure;

import java.util.List;

/**
 * What a connection costs with each key exchange.
 */
final class KeyExchanges implements Measurements.Part {

	private static final int PARALLEL = 8;

	private static final List<String> METHODS = List.of("curve25519-sha256", "mlkem768x25519-sha256",
			"sntrup761x25519-sha512");

	@Override
	public String heading() {
		return "Key exchanges, each with log-in, command and close, 8 in parallel";
	}

	@Override
	public void run(Setting setting) throws Exception {
		Connect.warmUp(setting, setting.ours());
		for (String method : METHODS) {
			Connect.measure(setting, setting.ours(), "kex " + method, Setting.algorithms(method, Bulk.CIPHERS.get(0)),
					PARALLEL);
		}
	}

}
