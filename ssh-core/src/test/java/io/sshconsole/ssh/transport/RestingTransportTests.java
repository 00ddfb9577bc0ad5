package io.sshconsole.ssh.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server holds of a client that does nothing. The buffers are seen where they meet
 * the socket.
 */
class RestingTransportTests {

	private static final int DATA = 94;

	private static final int AT_REST = 256;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final ObservedInput in = new ObservedInput();

	private final ObservedOutput out = new ObservedOutput();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void firstKeysLeaveNoLargeBuffers() throws Exception {
		try (LoopbackPair pair = pair().start()) {
			assertThat(this.in.buffer).isGreaterThan(AT_REST);
			assertThat(this.out.buffer).isGreaterThan(AT_REST);
			awaitRestingReader(pair.server());
			send(pair.server(), 10);
			assertThat(this.out.buffer).isEqualTo(AT_REST);
		}
	}

	@Test
	void logInLeavesNoLargeBuffers() throws Exception {
		try (LoopbackPair pair = pair().start()) {
			send(pair.client(), 10_000);
			pair.server().read();
			send(pair.server(), 10_000);
			assertThat(this.in.buffer).isGreaterThan(AT_REST);
			assertThat(this.out.buffer).isGreaterThan(AT_REST);
			pair.server().share(Runnable::run);
			awaitRestingReader(pair.server());
			send(pair.server(), 10);
			assertThat(this.out.buffer).isEqualTo(AT_REST);
		}
	}

	private LoopbackPair pair() throws IOException {
		return LoopbackPair.builder().serverStreams(this.in::over, this.out::over).build();
	}

	private void awaitRestingReader(PacketTransport server) {
		this.threads.submit(server::read);
		Await.until("a reader with a small buffer", () -> this.in.buffer == AT_REST);
	}

	private static void send(PacketTransport from, int size) throws IOException {
		from.post(WireWriter.message(DATA).writeBytes(new byte[size]));
		from.flush();
	}

	/**
	 * Notes the buffer of each read when it begins.
	 */
	private static final class ObservedInput {

		private volatile int buffer;

		InputStream over(InputStream socket) {
			return new FilterInputStream(socket) {

				@Override
				public int read(byte[] target, int offset, int length) throws IOException {
					ObservedInput.this.buffer = target.length;
					return super.read(target, offset, length);
				}

			};
		}

	}

	/**
	 * Notes the buffer of each write.
	 */
	private static final class ObservedOutput {

		private volatile int buffer;

		OutputStream over(OutputStream socket) {
			return new FilterOutputStream(socket) {

				@Override
				public void write(byte[] source, int offset, int length) throws IOException {
					ObservedOutput.this.buffer = source.length;
					this.out.write(source, offset, length);
				}

			};
		}

	}

}
