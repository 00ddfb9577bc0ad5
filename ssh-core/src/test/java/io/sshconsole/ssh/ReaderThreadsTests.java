package io.sshconsole.ssh;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.connection.ConnectionConfig;
import io.sshconsole.ssh.connection.ConnectionEvents;
import io.sshconsole.ssh.connection.ConnectionHandler;
import io.sshconsole.ssh.connection.ConnectionLimits;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.transport.VirtualThreads;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Who reads, as the handler of the peer's requests sees it.
 */
class ReaderThreadsTests implements ConnectionHandler, ConnectionEvents {

	private final ThreadPoolExecutor others = (ThreadPoolExecutor) VirtualThreads.platformExecutor("other-");

	private final BlockingQueue<Thread> readers = new LinkedBlockingQueue<>();

	private final CompletableFuture<Throwable> end = new CompletableFuture<>();

	private LoopbackPair pair;

	private Connection connection;

	private Thread own;

	@BeforeEach
	void connect() throws Exception {
		this.pair = LoopbackPair.builder().build().start().share(Runnable::run);
	}

	@AfterEach
	void disconnect() throws Exception {
		this.pair.close();
		this.own.join();
		this.others.shutdown();
		assertThat(this.others.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aPeerThatSaysLittleIsReadByTheThreadOfItsConnection() throws Exception {
		read(this.others);
		assertThat(readerOf("little")).isSameAs(this.own);
	}

	@Test
	void aBusyPeerIsReadByAThreadOfThePlatform() throws Exception {
		read(this.others);
		beBusy();
		assertThat(this.others.getActiveCount()).isOne();
	}

	@Test
	void thePeerIsReadByTheThreadOfItsConnectionAgainWhenItFallsSilent() throws Exception {
		read(this.others);
		beBusy();
		Await.until("no other reader", () -> this.others.getActiveCount() == 0);
		assertThat(this.pair.serverSocket().getSoTimeout()).isZero();
		assertThat(readerOf("little")).isSameAs(this.own);
		beBusy();
	}

	@Test
	void nobodyIsAwaitedWhereThePeerIsReadWhoeverReads() throws Exception {
		read(this.others);
		beBusy();
		assertThat(readerOf("refuse")).isNotSameAs(this.own);
		Await.until("no other reader", () -> this.others.getActiveCount() == 0);
		assertThat(readerOf("refuse")).isSameAs(this.own);
	}

	@Test
	void aViolationOfTheProtocolEndsTheConnectionWhoeverReads() throws Exception {
		read(this.others);
		beBusy();
		this.pair.client().writeIf(() -> true, (out) -> out.writeByte(MessageNumber.USERAUTH_SUCCESS), More.NONE);
		assertThat(this.end.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(DisconnectException.class,
				(ex) -> assertThat(ex.reasonCode()).isEqualTo(Reason.PROTOCOL_ERROR.code()));
	}

	@Test
	void aHandlerThatFailsEndsTheConnectionWhoeverReads() throws Exception {
		read(this.others);
		beBusy();
		send("fail");
		assertThat(this.end.get(30, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class)
			.hasMessage("the handler failed");
	}

	@Test
	void aPeerThatLeavesEndsTheConnectionWhoeverReads() throws Exception {
		read(this.others);
		beBusy();
		this.pair.client().close(new IOException("gone"));
		assertThat(this.end.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
	}

	@Test
	void aBusyPeerIsReadWithoutAThreadOfThePlatformToo() throws Exception {
		CompletableFuture<Void> asked = new CompletableFuture<>();
		read((task) -> {
			asked.complete(null);
			throw new RejectedExecutionException("the server has ended");
		});
		while (!asked.isDone()) {
			assertThat(readerOf("much")).isSameAs(this.own);
		}
		assertThat(readerOf("more")).isSameAs(this.own);
	}

	private void read(Executor platformThreads) {
		ConnectionConfig config = new ConnectionConfig(ConnectionLimits.DEFAULT, Runnable::run, Runnable::run);
		this.connection = new Connection(this.pair.server(), this, config, this);
		ReaderThreads threads = new ReaderThreads(this.pair.serverSocket(), this.pair.server(), this.connection,
				platformThreads);
		this.own = new Thread(() -> {
			try {
				threads.run();
			}
			catch (Throwable ex) {
				this.end.complete(ex);
			}
		});
		this.own.start();
	}

	/**
	 * Sends one message after the other until another thread reads them.
	 */
	private void beBusy() {
		Await.until("another reader", () -> {
			for (int i = 0; i < 100; i++) {
				if (readerOf("much") != this.own) {
					return true;
				}
			}
			return false;
		});
	}

	private Thread readerOf(String name) {
		try {
			send(name);
			return this.readers.poll(30, TimeUnit.SECONDS);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void send(String name) throws IOException {
		this.pair.client()
			.writeIf(() -> true,
					(out) -> out.writeByte(MessageNumber.GLOBAL_REQUEST).writeText(name).writeBoolean(false),
					More.NONE);
	}

	@Override
	public GlobalReply checkGlobalRequest(String name, WireReader fields) {
		if (name.equals("fail")) {
			throw new IllegalStateException("the handler failed");
		}
		if (name.equals("refuse")) {
			assertThatIllegalStateException().isThrownBy(this.connection::refuseReader);
		}
		this.readers.add(Thread.currentThread());
		return GlobalReply.REFUSED;
	}

	@Override
	public void opened(Channel channel) {
	}

	@Override
	public void closed(Channel channel) {
	}

}
