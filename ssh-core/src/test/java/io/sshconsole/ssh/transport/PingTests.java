package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The extension {@code ping@openssh.com}.
 */
class PingTests {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 1024 })
	void isAnsweredWithItsData(int length) throws Exception {
		try (LoopbackPair pair = LoopbackPair.builder().build().start().share(this.threads)) {
			byte[] data = new byte[length];
			pair.client().post(ping(data));
			pair.client().flush();
			Future<WireReader> server = this.threads.submit(() -> pair.server().read());
			WireReader answer = pair.client().read();
			assertThat(answer.readByte()).isEqualTo(MessageNumber.PONG);
			assertThat(answer.readString()).isEqualTo(data);
			answer.expectEnd();
			assertThat(server.isDone()).isFalse();
		}
	}

	@Test
	void isNotAnsweredBeforeAuthentication() throws Exception {
		assertRefused(ping(new byte[5]), false);
	}

	/**
	 * Answers wait while a key exchange runs (CVE-2025-26466).
	 */
	@Test
	void isRefusedIfItIsLong() throws Exception {
		assertRefused(ping(new byte[1025]), true);
	}

	@Test
	void isRefusedWithBytesBehindItsEnd() throws Exception {
		assertRefused(ping(new byte[5]).writeByte(0), true);
	}

	private void assertRefused(WireWriter ping, boolean authenticated) throws Exception {
		try (LoopbackPair pair = LoopbackPair.builder().build().start()) {
			if (authenticated) {
				pair.share(this.threads);
			}
			pair.client().post(ping);
			pair.client().flush();
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> read(pair.server()))
				.returns(Reason.PROTOCOL_ERROR.code(), DisconnectException::reasonCode);
		}
	}

	private void read(PacketTransport transport) throws IOException {
		try {
			this.threads.submit(() -> transport.read()).get(10, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (IOException) ex.getCause();
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	private static WireWriter ping(byte[] data) {
		return WireWriter.message(MessageNumber.PING).writeString(data);
	}

}
