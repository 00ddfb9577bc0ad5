package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionTests implements ConnectionHandler, ConnectionEvents {

	private static final int CHANNEL = 0;

	private static final ChannelMessages MESSAGES = new ChannelMessages(CHANNEL);

	private final AtomicReference<Thread> task = new AtomicReference<>();

	private final CountDownLatch taskHasRead = new CountDownLatch(1);

	private final CompletableFuture<Boolean> taskReadDuringTheRequest = new CompletableFuture<>();

	@Test
	void whoWaitsForDataIsWokenWhenNothingElseComes() throws Exception {
		withTaskThatWaits((pair) -> {
			send(pair, More.NONE, ConnectionTests::writeData);
			assertThat(this.taskHasRead.await(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	/**
	 * Both arrive in one piece, and the handler of the second takes its time.
	 */
	@Test
	void whoWaitsForDataIsWokenBeforeTheNextMessageIsServed() throws Exception {
		withTaskThatWaits((pair) -> {
			send(pair, More.CERTAIN, ConnectionTests::writeData);
			send(pair, More.NONE, MESSAGES.request("signal", false, (out) -> out.writeText("USR1")));
			assertThat(this.taskReadDuringTheRequest.get(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	private void withTaskThatWaits(Check check) throws Exception {
		try (LoopbackPair pair = LoopbackPair.builder().build().start().share(Runnable::run)) {
			ConnectionConfig config = new ConnectionConfig(ConnectionLimits.DEFAULT.withMaxSessions(1),
					(task) -> taskThread(task).start(), Runnable::run);
			Connection connection = new Connection(pair.server(), this, config, this);
			Thread reader = new Thread(() -> runUntilItEnds(connection));
			reader.start();
			send(pair, More.NONE,
					(out) -> out.writeByte(MessageNumber.CHANNEL_OPEN)
						.writeText("session")
						.writeUint32(CHANNEL)
						.writeUint32(1000)
						.writeUint32(1000));
			send(pair, More.NONE, MESSAGES.request("shell", false, (out) -> {
			}));
			Await.until("a task that waits",
					() -> this.task.get() != null && this.task.get().getState() == Thread.State.WAITING);
			check.run(pair);
			pair.close();
			reader.join();
		}
	}

	private static void writeData(WireWriter out) {
		out.writeByte(MessageNumber.CHANNEL_DATA).writeUint32(CHANNEL).writeText("hello");
	}

	private static void send(LoopbackPair pair, More more, Payload message) throws IOException {
		pair.client().writeIf(() -> true, message, more);
	}

	private static void runUntilItEnds(Connection connection) {
		try {
			connection.run();
		}
		catch (IOException ex) {
			connection.end();
		}
	}

	private Thread taskThread(Runnable work) {
		Thread thread = new Thread(work);
		this.task.set(thread);
		return thread;
	}

	@Override
	public OpenResult checkChannelRequest(String kind, int channelId) {
		return OpenResult.SUCCEEDED;
	}

	@Override
	public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
		return Optional.of((sameChannel) -> {
			assertThat(sameChannel.in().read()).isEqualTo('h');
			this.taskHasRead.countDown();
			// a task that ends closes its channel, which would then not be asked about
			// the signal
			sameChannel.in().transferTo(OutputStream.nullOutputStream());
			return ExitStatus.OK;
		});
	}

	@Override
	public boolean checkChannelSignalRequest(Channel channel, String name) {
		try {
			this.taskReadDuringTheRequest.complete(this.taskHasRead.await(10, TimeUnit.SECONDS));
		}
		catch (InterruptedException ex) {
			this.taskReadDuringTheRequest.completeExceptionally(ex);
		}
		return true;
	}

	@Override
	public void opened(Channel channel) {
	}

	@Override
	public void closed(Channel channel) {
	}

	/**
	 * What is done while the task waits for data.
	 */
	@FunctionalInterface
	private interface Check {

		void run(LoopbackPair pair) throws Exception;

	}

}
