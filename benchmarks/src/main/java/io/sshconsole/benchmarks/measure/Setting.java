package io.sshconsole.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sshconsole.benchmarks.Options;
import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.transport.TransportConfig;

/**
 * What all measurements share: the servers, how to log in, how often, and the table.
 *
 * @param peers the servers, ours first
 * @param keyFile the user's private key
 * @param key the same, read
 * @param rounds how many samples there are of each value
 * @param quick whether to use less data, for a first look
 * @param table takes the samples
 */
record Setting(List<Peer> peers, Path keyFile, Signer key, int rounds, boolean quick, Table table) {

	/**
	 * The algorithms of a measurement that is about something else.
	 */
	static final TransportConfig PLAIN = algorithms("curve25519-sha256", "aes128-gcm@openssh.com");

	private static final int ROUNDS = 5;

	private static final long LONG = 32L << 30;

	private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(8);

	static Setting of(Options options) throws IOException {
		List<Peer> peers = Arrays.stream(options.get("peers").split(",")).map(Peer::parse).toList();
		Path keyFile = Path.of(options.get("key"));
		boolean quick = options.has("quick");
		return new Setting(peers, keyFile, PrivateKeyReader.read(Files.readString(keyFile), null),
				(int) options.number("rounds", ROUNDS), quick, new Table(peers.stream().map(Peer::name).toList()));
	}

	/**
	 * Makes the settings of a client that knows one key exchange and one cipher. It
	 * leaves new keys to the server: its one thread could not send while it waits for
	 * them.
	 */
	static TransportConfig algorithms(String kex, String cipher) {
		return TransportConfig.builder()
			.algorithms(AlgorithmPreferences.MODERN.withKex(List.of(kex))
				.withCiphers(List.of(cipher))
				.withMacs(List.of("hmac-sha2-256-etm@openssh.com"))
				.withCompressions(List.of("none")))
			.rekeyAfter(LONG)
			.build();
	}

	/**
	 * Returns one size or the other.
	 */
	int size(int full, int small) {
		return this.quick ? small : full;
	}

	BenchmarkClient logIn(Peer peer, TransportConfig config) throws IOException {
		return BenchmarkClient.logIn(peer.port(), config, this.key);
	}

	/**
	 * Measures the servers in turns, so that what else the machine does hits all alike.
	 * Before, each is used for a while without keeping what it did: the compilers of its
	 * Java runtime work on processors, too. A server that fails, because it does not know
	 * an algorithm perhaps, is left out from then on.
	 * @param name says what is measured
	 * @param peers some of the servers
	 * @param measurement adds samples to the table
	 */
	void inTurns(String name, List<Peer> peers, Measurement measurement) {
		List<Peer> left = new ArrayList<>(peers);
		left.removeIf((peer) -> fails(name, peer, () -> warmUp(peer, measurement)));
		for (int round = 0; round < this.rounds; round++) {
			left.removeIf((peer) -> fails(name, peer,
					() -> measurement.measure(peer, (row, sample) -> this.table.add(row, peer.name(), sample))));
		}
		System.err.println("Measured: " + name);
	}

	private void warmUp(Peer peer, Measurement measurement) throws Exception {
		long start = System.nanoTime();
		do {
			measurement.measure(peer, (row, sample) -> {
			});
		}
		while (!this.quick && System.nanoTime() - start < WARM_UP_NANOS);
	}

	private static boolean fails(String name, Peer peer, Turn turn) {
		try {
			turn.run();
			return false;
		}
		catch (Exception ex) {
			System.err.println(name + ": " + peer.name() + " cannot: " + ex.getMessage());
			return true;
		}
	}

	void inTurns(String name, Measurement measurement) {
		inTurns(name, this.peers, measurement);
	}

	List<Peer> ours() {
		return this.peers.stream().filter(Peer::isOurs).toList();
	}

	List<Peer> java() {
		return this.peers.stream().filter(Peer::isJava).toList();
	}

	/**
	 * Measures one server once.
	 */
	@FunctionalInterface
	interface Measurement {

		void measure(Peer peer, Samples samples) throws Exception;

	}

	/**
	 * What one server does in one round.
	 */
	private interface Turn {

		void run() throws Exception;

	}

	/**
	 * Takes what one server did in one round.
	 */
	@FunctionalInterface
	interface Samples {

		void add(String row, double sample);

	}

}
