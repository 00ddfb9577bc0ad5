package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.transport.TransportConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Much data to and from the OpenSSH client, compared byte by byte. Set the system
 * property {@code ssh-console.tests.full} for 512 MiB with every cipher; otherwise only
 * the first gets that much.
 */
class OpenSshTransferTests {

	private static final boolean FULL = Boolean.getBoolean("ssh-console.tests.full");

	private static final long MIB = 1024 * 1024;

	private static final long MUCH = 512 * MIB;

	private static final long SOME = 32 * MIB;

	private static final String NO_LIMIT = "default";

	/**
	 * A fast method: some tests exchange keys hundreds of times, and it is not their
	 * subject what that costs.
	 */
	private static final AlgorithmPreferences ALGORITHMS = AlgorithmPreferences.MODERN
		.withKex(List.of("curve25519-sha256"));

	@TempDir
	private Path directory;

	private OpenSsh ssh;

	private InteropServer server;

	static List<Arguments> variants() {
		List<Arguments> variants = new ArrayList<>();
		for (CipherAlgorithm cipher : CipherAlgorithm.values()) {
			for (String rekeyLimit : List.of(NO_LIMIT, "1M")) {
				variants.add(Arguments.of(cipher, rekeyLimit, (FULL || variants.isEmpty()) ? MUCH : SOME));
			}
		}
		return variants;
	}

	private void start(TransportConfig config) throws Exception {
		this.ssh = new OpenSsh(this.directory);
		this.server = new InteropServer(this.ssh.publicKey(), config);
		this.ssh.trust(this.server);
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@ParameterizedTest
	@MethodSource("variants")
	void allBytesArriveBothWaysWithEachCipher(CipherAlgorithm cipher, String rekeyLimit, long length) throws Exception {
		AlgorithmPreferences algorithms = ALGORITHMS.withCiphers(List.of(cipher.algorithmName()));
		start(TransportConfig.builder().algorithms(algorithms).build());
		this.ssh.requireAlgorithm("cipher", cipher.algorithmName());
		String[] options = { "-o", "Ciphers=" + cipher.algorithmName(), "-o", "RekeyLimit=" + rekeyLimit };
		long start = System.nanoTime();
		receive(length, options);
		long received = System.nanoTime();
		send(length, options);
		long sent = System.nanoTime();
		if (FULL) {
			System.out.printf("%s, RekeyLimit %s: %d MB/s to the client, %d MB/s from it%n", cipher.algorithmName(),
					rekeyLimit, 1000 * length / (received - start), 1000 * length / (sent - received));
		}
	}

	/**
	 * What is under way when an exchange ends belongs to the next keys: there are fewer
	 * exchanges than the limit suggests.
	 */
	@Test
	void newKeysAreMadeAtTheServersLimit() throws Exception {
		start(TransportConfig.builder().algorithms(ALGORITHMS).rekeyAfter(64 * 1024).build());
		assertThat(keyExchanges(receive(SOME / 2, "-v", "-v"))).isGreaterThan(10);
		assertThat(keyExchanges(send(SOME / 2, "-v", "-v"))).isGreaterThan(10);
	}

	@Test
	void newKeysAreMadeAtTheClientsLimit() throws Exception {
		start(TransportConfig.builder().algorithms(ALGORITHMS).build());
		assertThat(keyExchanges(receive(SOME / 2, "-v", "-v", "-o", "RekeyLimit=64K"))).isGreaterThan(10);
		assertThat(keyExchanges(send(SOME / 2, "-v", "-v", "-o", "RekeyLimit=64K"))).isGreaterThan(10);
	}

	@Test
	void newKeysAreMadeAtBothLimitsAtOnce() throws Exception {
		start(TransportConfig.builder().algorithms(ALGORITHMS).rekeyAfter(64 * 1024).build());
		Process process = this.ssh.start(this.server.port(), "-o", "RekeyLimit=64K", "cat");
		CompletableFuture<String> err = OpenSsh.read(process.getErrorStream());
		Thread sender = write(process, SOME / 4);
		assertThat(Pattern.check(process.getInputStream())).isEqualTo(SOME / 4);
		sender.join();
		assertThat(OpenSsh.awaitEnd(process)).as(err.get()).isZero();
	}

	@Test
	void aStoppedClientGoesOnWhereItWas() throws Exception {
		start(TransportConfig.builder().algorithms(ALGORITHMS).build());
		Process process = this.ssh.start(this.server.port(), "-o", "RekeyLimit=1M", "source", String.valueOf(2 * SOME));
		Await.until("data under way", () -> this.server.written() > 0);
		signal(process, "STOP");
		awaitStandstill();
		assertThat(this.server.written()).isLessThan(SOME);
		signal(process, "CONT");
		assertThat(Pattern.check(process.getInputStream())).isEqualTo(2 * SOME);
		assertThat(OpenSsh.awaitEnd(process)).isZero();
	}

	/**
	 * Waits until windows and buffers are full, so that nothing has moved for a while.
	 */
	private void awaitStandstill() {
		long[] seen = { -1, 0 };
		Await.until("a standstill", () -> {
			long written = this.server.written();
			seen[1] = (written == seen[0]) ? seen[1] + 1 : 0;
			seen[0] = written;
			return seen[1] > 200;
		});
	}

	private static void signal(Process process, String name) throws Exception {
		String pid = String.valueOf(process.pid());
		assertThat(new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor()).isZero();
	}

	private String receive(long length, String... options) throws Exception {
		Process process = start(options, "source", String.valueOf(length));
		CompletableFuture<String> err = OpenSsh.read(process.getErrorStream());
		long received = Pattern.check(process.getInputStream());
		assertThat(OpenSsh.awaitEnd(process)).as(() -> err.join()).isZero();
		assertThat(received).isEqualTo(length);
		return err.get();
	}

	private String send(long length, String... options) throws Exception {
		Process process = start(options, "sink");
		Thread sender = write(process, length);
		CompletableFuture<String> err = OpenSsh.read(process.getErrorStream());
		CompletableFuture<String> out = OpenSsh.read(process.getInputStream());
		assertThat(OpenSsh.awaitEnd(process)).as(() -> err.join()).isZero();
		sender.join();
		assertThat(out.get()).isEqualTo(length + "\n");
		return err.get();
	}

	private Process start(String[] options, String... command) throws IOException {
		List<String> all = new ArrayList<>(List.of(options));
		all.addAll(List.of(command));
		return this.ssh.start(this.server.port(), all.toArray(String[]::new));
	}

	private static Thread write(Process process, long length) {
		Thread thread = new Thread(() -> {
			try (OutputStream out = process.getOutputStream()) {
				Pattern.write(out, length, (position) -> {
				});
			}
			catch (IOException ex) {
				// The other end tells what is missing
			}
		});
		thread.start();
		return thread;
	}

	private static long keyExchanges(String log) {
		return log.lines().filter((line) -> line.contains("SSH2_MSG_KEXINIT received")).count();
	}

}
