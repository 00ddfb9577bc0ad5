package io.sshconsole.benchmarks.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.sshconsole.benchmarks.Options;
import io.sshconsole.benchmarks.client.BenchmarkClient;
import io.sshconsole.benchmarks.client.Session;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.transport.TransportConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the server allocates while bulk data move: nothing per packet but what the
 * runtime's ciphers allocate, which the limits leave room for. The client runs on the
 * test's thread, so all other threads are the server's; those that carry virtual threads
 * count what these allocate.
 */
class AllocationTests {

	private static final long MIB = 1024 * 1024;

	/**
	 * Small, so that an object for each of them is more than what is needed now and then.
	 */
	private static final int PACKET = 1024;

	private static final int WARM_UP = 48;

	private static final int MEASURED = 48;

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final byte[] block = new byte[PACKET];

	private final Signer key = HostKeys.generate();

	private SshServer server;

	@BeforeEach
	void startServer(@TempDir Path directory) throws IOException {
		HostKeys.loadOrGenerate(directory);
		Path authorizedKeys = Files.writeString(directory.resolve("authorized_keys"),
				this.key.publicKey().toAuthorizedKey("test") + "\n");
		this.server = OurPeer.start(new Options("--host-key", directory.resolve("ssh_host_ed25519_key").toString(),
				"--authorized-keys", authorizedKeys.toString()));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "aes128-ctr, 224", "aes128-gcm@openssh.com, 1300", "chacha20-poly1305@openssh.com, 460" })
	void allocatesNothingForAPacketItSends(String cipher, long limit) throws IOException {
		try (BenchmarkClient client = logIn(cipher)) {
			Session zeros = client.exec("zeros " + Long.MAX_VALUE, Session.WINDOW, PACKET);
			zeros.awaitReceived(WARM_UP * MIB);
			long before = allocatedByServer();
			long start = zeros.received();
			zeros.awaitReceived(start + MEASURED * MIB);
			long perPacket = (allocatedByServer() - before) * PACKET / (zeros.received() - start);
			assertThat(perPacket).as("bytes per packet").isLessThan(limit);
		}
	}

	@ParameterizedTest
	@CsvSource({ "aes128-ctr, 224", "aes128-gcm@openssh.com, 1300", "chacha20-poly1305@openssh.com, 460" })
	void allocatesNothingForAPacketItReceives(String cipher, long limit) throws IOException {
		try (BenchmarkClient client = logIn(cipher)) {
			Session sink = client.exec("sink");
			sink.send(this.block, WARM_UP * MIB);
			long before = allocatedByServer();
			sink.send(this.block, MEASURED * MIB);
			long perPacket = (allocatedByServer() - before) * PACKET / (MEASURED * MIB);
			assertThat(perPacket).as("bytes per packet").isLessThan(limit);
		}
	}

	private BenchmarkClient logIn(String cipher) throws IOException {
		AlgorithmPreferences algorithms = AlgorithmPreferences.MODERN.withCiphers(List.of(cipher));
		return BenchmarkClient.logIn(this.server.port(), TransportConfig.builder().algorithms(algorithms).build(),
				this.key);
	}

	private static long allocatedByServer() {
		long self = Thread.currentThread().getId();
		long[] ids = Arrays.stream(threads.getAllThreadIds()).filter((id) -> id != self).toArray();
		return Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter((count) -> count > 0).sum();
	}

}
