package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The key exchange of two sides that are told which markers to offer. A side without them
 * is neither strict nor does it read EXT_INFO.
 */
class KeyExchangeTests {

	private static final int SECONDS = 30;

	private static final byte[] MESSAGE = { 90 };

	private static final byte[] IGNORE = { MessageNumber.IGNORE, 0, 0, 0, 0 };

	private static final byte[] EXT_INFO = { MessageNumber.EXT_INFO, 0, 0, 0, 0 };

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private Socket clientSocket;

	private Socket serverSocket;

	@BeforeEach
	void connect() throws IOException {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.clientSocket = new Socket(listener.getInetAddress(), listener.getLocalPort());
			this.serverSocket = listener.accept();
		}
	}

	@AfterEach
	void disconnect() throws IOException {
		this.clientSocket.close();
		this.serverSocket.close();
		this.threads.shutdownNow();
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true", "false, false" })
	void sequenceNumbersBeginAnewIfBothSidesAreStrict(boolean clientIsStrict, boolean serverIsStrict) throws Exception {
		Side client = client(clientIsStrict);
		Side server = server(serverIsStrict);
		boolean strict = clientIsStrict && serverIsStrict;
		for (int exchange = 1; exchange <= 3; exchange++) {
			exchange(client, server);
			assertThat(client.exchange.sessionId()).isEqualTo(server.exchange.sessionId());
			client.writer.post(MESSAGE);
			client.writer.flush();
			assertThat(server.read()).isEqualTo(MESSAGE);
			// KEXINIT, the client's value, NEWKEYS, the message
			assertThat(server.reader.lastSequence()).isEqualTo(strict ? 0 : 4 * exchange - 1);
		}
	}

	@Test
	void theSessionIdIsThatOfTheFirstExchange() throws Exception {
		Side client = client(true);
		Side server = server(true);
		exchange(client, server);
		byte[] sessionId = client.exchange.sessionId();
		byte[] hostKey = server.exchange.hostKey();
		exchange(client, server);
		assertThat(client.exchange.sessionId()).isEqualTo(sessionId);
		assertThat(server.exchange.sessionId()).isEqualTo(sessionId);
		assertThat(client.exchange.hostKey()).isEqualTo(hostKey).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false" })
	void extInfoFollowsTheFirstNewKeysForThoseWhoReadIt(boolean clientReadsIt, boolean sent) throws Exception {
		Side client = client(clientReadsIt);
		Side server = server(true);
		server.extInfo = EXT_INFO;
		exchange(client, server);
		server.writer.post(MESSAGE);
		server.writer.flush();
		assertThat(client.read()).isEqualTo(sent ? EXT_INFO : MESSAGE);
		if (sent) {
			assertThat(client.read()).isEqualTo(MESSAGE);
		}
		exchange(client, server);
		server.writer.post(MESSAGE);
		server.writer.flush();
		assertThat(client.read()).isEqualTo(MESSAGE);
	}

	@Test
	void strictSidesTakeNothingBeforeKexInit() throws Exception {
		Side client = client(true);
		client.writer.post(IGNORE);
		client.writer.flush();
		Future<?> server = this.threads.submit(() -> server(true).runBehind(IGNORE));
		client.writer.postKexInit();
		client.writer.flush();
		assertRefused(server, "KEXINIT was not the first packet");
	}

	@Test
	void otherSidesTakeIgnoreBeforeKexInit() throws Exception {
		Side client = client(false);
		client.writer.post(IGNORE);
		client.writer.flush();
		Future<?> server = this.threads.submit(() -> server(true).runBehind(IGNORE));
		client.run();
		server.get(SECONDS, TimeUnit.SECONDS);
	}

	@Test
	void strictSidesTakeNothingElseInTheFirstExchange() throws Exception {
		Side client = client(true);
		Future<?> server = this.threads.submit(() -> server(true).run());
		client.writer.postKexInit();
		client.writer.postKeyExchange(IGNORE);
		client.writer.flush();
		assertRefused(server, "IGNORE in a key exchange that expects");
	}

	@ParameterizedTest
	@CsvSource({ "false, 1", "true, 2" })
	void ignoreIsPassedOverInOtherExchanges(boolean strict, int exchange) throws Exception {
		Side client = client(strict);
		Side server = server(strict);
		for (int i = 1; i < exchange; i++) {
			exchange(client, server);
		}
		client.writer.postKexInit();
		client.writer.postKeyExchange(IGNORE);
		client.writer.flush();
		exchange(client, server);
		client.writer.post(MESSAGE);
		client.writer.flush();
		assertThat(server.read()).isEqualTo(MESSAGE);
	}

	@Test
	void dataInsideOfAnExchangeIsRefused() throws Exception {
		Side client = client(true);
		Side server = server(true);
		exchange(client, server);
		Future<?> result = this.threads.submit(() -> server.run());
		client.writer.postKexInit();
		client.writer.postKeyExchange(MESSAGE);
		client.writer.flush();
		assertRefused(result, "CHANNEL_OPEN in a key exchange that expects");
	}

	@Test
	void bothSidesSayWhatTheyDoNotHaveInCommon() throws Exception {
		AlgorithmPreferences old = AlgorithmPreferences.MODERN.withKex(List.of("diffie-hellman-group14-sha256"));
		Side client = new Side(Role.CLIENT, this.clientSocket, old, true);
		Future<?> server = this.threads.submit(() -> server(true).run());
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(client::run)
			.withMessageContaining("no common key exchange method");
		assertRefused(server, "no common key exchange method: the client offers [diffie-hellman-group14-sha256, ");
	}

	private void exchange(Side client, Side server) throws Exception {
		Future<?> result = this.threads.submit(server::run);
		client.run();
		result.get(SECONDS, TimeUnit.SECONDS);
	}

	private static void assertRefused(Future<?> result, String message) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> result.get(SECONDS, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOf(DisconnectException.class)
			.withMessageContaining(message);
	}

	private Side client(boolean markers) throws IOException {
		return new Side(Role.CLIENT, this.clientSocket, AlgorithmPreferences.MODERN, markers);
	}

	private Side server(boolean markers) throws IOException {
		return new Side(Role.SERVER, this.serverSocket, AlgorithmPreferences.MODERN, markers);
	}

	/**
	 * One side, which has no other thread than that of its exchange.
	 */
	private static final class Side {

		private final SecureRandom random = new SecureRandom();

		private final PacketReader reader;

		private final PacketWriter writer;

		private final KeyExchange exchange;

		private byte[] extInfo;

		Side(Role role, Socket socket, AlgorithmPreferences algorithms, boolean markers) throws IOException {
			TransportConfig config = TransportConfig.builder().build();
			this.reader = new PacketReader(socket.getInputStream(), TransportConfig.builder().build());
			this.writer = new PacketWriter(socket.getOutputStream(), config,
					() -> KexInit.offer(algorithms, role, markers, this.random));
			this.reader.beforeWaiting(this.writer::flush);
			KeyExchange.Party party = role.<KeyExchange.Party>pick(new KexClient((key) -> true, this.random),
					new KexServer(List.of(HostKeys.generate()), config.moduli(), this.random));
			this.exchange = new KeyExchange(this.reader, this.writer, role, party);
			this.exchange.versions("SSH-2.0-" + role, "SSH-2.0-" + role.peer());
		}

		Void run() throws IOException {
			this.writer.postKexInit();
			this.exchange.run(read(), this.extInfo);
			this.writer.flush();
			return null;
		}

		/**
		 * Runs an exchange behind a message that comes before.
		 */
		Void runBehind(byte[] message) throws IOException {
			assertThat(read()).isEqualTo(message);
			return run();
		}

		byte[] read() throws IOException {
			WireReader packet = this.reader.read();
			return Arrays.copyOfRange(packet.array(), packet.position(), packet.position() + packet.remaining());
		}

	}

}
