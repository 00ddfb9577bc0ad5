package io.sshconsole.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.ssh.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptorTests {

	private final AtomicInteger connections = new AtomicInteger();

	private final CountDownLatch second = new CountDownLatch(2);

	private Acceptor acceptor;

	@AfterEach
	void close() {
		this.acceptor.close();
	}

	@Test
	void remembersWhatItCouldNotAcceptAndGoesOn() throws Exception {
		Instant before = Instant.now();
		this.acceptor = Acceptor.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::admit);
		assertThat(this.acceptor.lastError()).isEmpty();
		connect();
		Await.until("an error", () -> this.acceptor.lastError().isPresent());
		assertThat(this.acceptor.lastError()).hasValueSatisfying((error) -> {
			assertThat(error.type()).isEqualTo("SocketException");
			assertThat(error.time()).isBetween(before, Instant.now());
			assertThat(error.toString()).doesNotContain("203.0.113.7");
		});
		connect();
		assertThat(this.second.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void closingIsNoError() throws Exception {
		this.acceptor = Acceptor.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::admit);
		this.acceptor.close();
		assertThat(this.acceptor.isOpen()).isFalse();
		assertThat(this.acceptor.lastError()).isEmpty();
	}

	private void connect() throws IOException {
		new Socket(InetAddress.getLoopbackAddress(), this.acceptor.address().getPort()).close();
	}

	private void admit(Socket socket) throws IOException {
		socket.close();
		this.second.countDown();
		if (this.connections.incrementAndGet() == 1) {
			throw new SocketException("Too many open files, /203.0.113.7");
		}
	}

}
