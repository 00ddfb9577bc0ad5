package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexAlgorithm;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two transports, one of each role. How many key exchanges there were is what the host
 * key has signed.
 */
class PacketTransportTests {

	private static final int DATA = 94;

	private static final int SECONDS = 30;

	private static final int PATIENCE = 10_000;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountingSigner hostKey = new CountingSigner();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	// The first exchange

	@ParameterizedTest
	@EnumSource
	void keysAreExchangedByEachMethod(KexAlgorithm kex) throws Exception {
		AlgorithmPreferences algorithms = AlgorithmPreferences.MODERN.withKex(List.of(kex.algorithmName()));
		try (Ends ends = start((config) -> config.algorithms(algorithms), UnaryOperator.identity(), algorithms)) {
			assertThat(ends.client.transport().negotiated().kex()).isEqualTo(kex);
			ends.talk(3, 10);
		}
	}

	@ParameterizedTest
	@EnumSource
	void packetsAreProtectedByEachCipher(CipherAlgorithm cipher) throws Exception {
		AlgorithmPreferences algorithms = AlgorithmPreferences.MODERN.withCiphers(List.of(cipher.algorithmName()));
		try (Ends ends = start((config) -> config.algorithms(algorithms), UnaryOperator.identity(), algorithms)) {
			assertThat(ends.server.transport().negotiated().client().cipher()).isEqualTo(cipher);
			ends.talk(3, 20_000);
		}
	}

	@Test
	void bothSidesKnowOneAnotherAfterwards() throws Exception {
		try (LoopbackPair pair = builder().build().start()) {
			assertThat(pair.client().sessionId()).isEqualTo(pair.server().sessionId()).hasSize(32);
			assertThat(pair.client().hostKey()).isEqualTo(this.hostKey.publicKey().blob());
			assertThat(pair.client().peerVersion()).startsWith("SSH-2.0-").isEqualTo(pair.server().peerVersion());
		}
	}

	@Test
	void theClientLearnsWhichSignaturesTheServerTakes() throws Exception {
		try (LoopbackPair pair = builder().build().start()) {
			pair.server().post(WireWriter.message(DATA));
			pair.server().flush();
			assertThat(pair.client().read().readByte()).isEqualTo(DATA);
			assertThat(pair.client().serverSignatureAlgorithms())
				.containsExactlyElementsOf(AlgorithmPreferences.MODERN.publicKeys()
					.stream()
					.filter((name) -> !name.contains("-cert-"))
					.toList());
			assertThat(pair.server().serverSignatureAlgorithms()).isEmpty();
		}
	}

	@Test
	void aHostKeyThatIsNotTrustedIsRefused() throws Exception {
		try (LoopbackPair pair = builder().verifier(HostKeyVerifier.rejectAll()).build()) {
			assertStartFails(pair, Reason.HOST_KEY_NOT_VERIFIABLE);
		}
	}

	@Test
	void oneHostKeyIsAcceptedByItsFingerprint() throws Exception {
		HostKeyVerifier verifier = HostKeyVerifier.acceptFingerprint(this.hostKey.publicKey().fingerprint());
		try (LoopbackPair pair = builder().verifier(verifier).build()) {
			pair.start();
		}
		try (LoopbackPair pair = builder().hostKeys(HostKeys.generate()).verifier(verifier).build()) {
			assertStartFails(pair, Reason.HOST_KEY_NOT_VERIFIABLE);
		}
	}

	@Test
	void aServerThatDoesNotOwnItsHostKeyIsRefused() throws Exception {
		AtomicInteger questions = new AtomicInteger();
		this.hostKey.signsWith(HostKeys.generate());
		try (LoopbackPair pair = builder().verifier((key) -> questions.incrementAndGet() > 0).build()) {
			assertStartFails(pair, Reason.KEY_EXCHANGE_FAILED);
			assertThat(questions).hasValue(0);
		}
	}

	// Later exchanges

	@Test
	void theClientMakesNewKeysAtItsLimit() throws Exception {
		try (Ends ends = start((config) -> config.rekeyAfter(1024), UnaryOperator.identity())) {
			ends.sendUntilNewKeys(ends.client, ends.server);
		}
	}

	@Test
	void theServerMakesNewKeysAtItsLimit() throws Exception {
		try (Ends ends = start(UnaryOperator.identity(), (config) -> config.rekeyAfter(1024))) {
			ends.sendUntilNewKeys(ends.server, ends.client);
		}
	}

	@Test
	void whoOnlyReceivesMakesNewKeysAtItsLimitToo() throws Exception {
		try (Ends ends = start(UnaryOperator.identity(), (config) -> config.rekeyAfter(1024))) {
			ends.sendUntilNewKeys(ends.client, ends.server);
		}
	}

	@Test
	void bothMakeNewKeysAtOnce() throws Exception {
		UnaryOperator<TransportConfig.Builder> limit = (config) -> config.rekeyAfter(1024);
		try (Ends ends = start(limit, limit)) {
			ends.talk(500, 300);
			ends.sendUntilNewKeys(ends.client, ends.server);
			byte[] sessionId = ends.client.transport().sessionId();
			ends.talk(500, 300);
			assertThat(ends.client.transport().sessionId()).isEqualTo(sessionId);
			assertThat(ends.server.transport().sessionId()).isEqualTo(sessionId);
		}
	}

	@Test
	void newKeysAreMadeWhenTheOldOnesAreOldEnough() throws Exception {
		try (Ends ends = start((config) -> config.rekeyInterval(Duration.ofNanos(1)), UnaryOperator.identity())) {
			ends.sendUntilNewKeys(ends.client, ends.server);
		}
	}

	@Test
	void theHostKeyMustStayTheSame() throws Exception {
		try (Ends ends = start((config) -> config.rekeyInterval(Duration.ofNanos(1)), UnaryOperator.identity())) {
			this.hostKey.becomes(HostKeys.generate());
			ends.client.send(1, 10);
			Await.until("a failure", () -> ends.client.failure() != null);
			assertThat(ends.client.failure()).isInstanceOf(DisconnectException.class)
				.hasMessageContaining("the host key changed");
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> ends.client.send(1, 10));
		}
	}

	@Test
	void theVerifierIsAskedOnce() throws Exception {
		AtomicInteger questions = new AtomicInteger();
		TransportConfig config = TransportConfig.builder().rekeyAfter(1024).build();
		LoopbackPair pair = builder().client(config).verifier((key) -> questions.incrementAndGet() > 0).build();
		try (Ends ends = new Ends(pair.start())) {
			ends.sendUntilNewKeys(ends.client, ends.server);
			assertThat(questions).hasValue(1);
		}
	}

	@Test
	void strangersGetOneExchangeOnly() throws Exception {
		TransportConfig config = TransportConfig.builder().rekeyInterval(Duration.ofNanos(1)).build();
		try (LoopbackPair pair = builder().client(config).build().start()) {
			pair.client().share(this.threads);
			pair.client().writeIf(() -> true, (out) -> out.writeByte(DATA), More.NONE);
			assertThat(pair.server().read().readByte()).isEqualTo(DATA);
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> pair.server().read())
				.withMessageContaining("before authentication");
		}
	}

	@Test
	void anExchangeThatThePeerIgnoresIsOverdueSomeTime() throws Exception {
		TransportConfig config = TransportConfig.builder()
			.rekeyInterval(Duration.ofNanos(1))
			.keyExchangeTimeout(Duration.ofSeconds(10))
			.build();
		try (LoopbackPair pair = builder().client(config).build().start()) {
			pair.client().share(this.threads);
			long now = System.nanoTime();
			assertThat(pair.client().isKeyExchangeOverdue(now + Duration.ofHours(1).toNanos())).isFalse();
			pair.client().writeIf(() -> true, (out) -> out.writeByte(DATA), More.NONE);
			assertThat(pair.client().isKeyExchangeOverdue(now)).isFalse();
			assertThat(pair.client().isKeyExchangeOverdue(now + Duration.ofHours(1).toNanos())).isTrue();
		}
	}

	// The end

	@Test
	void theFirstCauseWins() throws Exception {
		try (LoopbackPair pair = builder().build().start()) {
			pair.client().share(this.threads);
			IOException first = new IOException("first");
			pair.client().close(first);
			pair.client().close(new IOException("second"));
			assertThat(pair.client().closeCause()).isSameAs(first);
			assertThatExceptionOfType(SshException.class)
				.isThrownBy(() -> pair.client().writeIf(() -> true, (out) -> out.writeByte(DATA), More.NONE))
				.withCause(first);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> pair.client().read());
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> pair.server().read())
				.returns(Reason.CONNECTION_LOST.code(), DisconnectException::reasonCode);
		}
	}

	@Test
	void lastWordsReachThePeer() throws Exception {
		try (LoopbackPair pair = builder().build().start()) {
			pair.server().sendDisconnect(new DisconnectException(Reason.BY_APPLICATION, "good\u001b bye\r\n"), 1000);
			pair.server().close(new IOException("closed"));
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> pair.client().read())
				.withMessage("good? bye??")
				.returns(true, DisconnectException::isByPeer)
				.returns(Reason.BY_APPLICATION.code(), DisconnectException::reasonCode);
		}
	}

	private void assertStartFails(LoopbackPair pair, Reason reason) {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(pair::start)
			.returns(reason.code(), DisconnectException::reasonCode)
			.returns(false, DisconnectException::isByPeer);
	}

	private LoopbackPair.Builder builder() {
		return LoopbackPair.builder().hostKeys(this.hostKey);
	}

	private Ends start(UnaryOperator<TransportConfig.Builder> client, UnaryOperator<TransportConfig.Builder> server)
			throws Exception {
		return start(client, server, AlgorithmPreferences.MODERN.withKex(List.of("curve25519-sha256")));
	}

	private Ends start(UnaryOperator<TransportConfig.Builder> client, UnaryOperator<TransportConfig.Builder> server,
			AlgorithmPreferences algorithms) throws Exception {
		TransportConfig.Builder config = TransportConfig.builder().algorithms(algorithms);
		return new Ends(builder().client(client.apply(config.build().toBuilder()).build())
			.server(server.apply(config.build().toBuilder()).build())
			.build()
			.start());
	}

	/**
	 * Both ends past authentication, each with a reader.
	 */
	private final class Ends implements AutoCloseable {

		private final LoopbackPair pair;

		private final NumberedEnd client;

		private final NumberedEnd server;

		Ends(LoopbackPair pair) throws IOException {
			this.pair = pair.share(PacketTransportTests.this.threads);
			this.client = new NumberedEnd(pair.client());
			this.server = new NumberedEnd(pair.server());
			PacketTransportTests.this.threads.execute(this.client::read);
			PacketTransportTests.this.threads.execute(this.server::read);
		}

		/**
		 * Sends messages both ways at once, and awaits them.
		 */
		void talk(int count, int size) throws Exception {
			Future<?> sending = PacketTransportTests.this.threads.submit(() -> {
				this.server.send(count, size);
				return null;
			});
			this.client.send(count, size);
			this.server.expect(count);
			this.client.expect(count);
			sending.get(SECONDS, TimeUnit.SECONDS);
		}

		/**
		 * Sends until there were two exchanges after the first.
		 */
		void sendUntilNewKeys(NumberedEnd from, NumberedEnd to) throws Exception {
			for (int i = 0; i < PATIENCE && PacketTransportTests.this.hostKey.signatures() < 3; i++) {
				from.send(5, 400);
				to.expect(5);
			}
			assertThat(PacketTransportTests.this.hostKey.signatures()).isGreaterThan(2);
		}

		@Override
		public void close() {
			this.pair.close();
		}

	}

}
