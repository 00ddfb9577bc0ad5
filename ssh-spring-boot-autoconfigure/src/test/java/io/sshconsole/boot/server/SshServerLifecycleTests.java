package io.sshconsole.boot.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SshServerLifecycle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SshServerLifecycleTests {

	private final Signer hostKey = HostKeys.generate();

	private final List<Object> events = new ArrayList<>();

	private final SshServerLifecycle lifecycle = lifecycle(0);

	@AfterEach
	void stop() {
		this.lifecycle.stop();
	}

	@Test
	void startsListensAndTells(CapturedOutput output) throws IOException {
		this.lifecycle.start();
		int port = this.lifecycle.server().orElseThrow().port();
		assertThat(this.lifecycle.isRunning()).isTrue();
		assertThat(this.events).singleElement().isInstanceOfSatisfying(SshServerStartedEvent.class, (event) -> {
			assertThat(event.getPort()).isEqualTo(port).isPositive();
			assertThat(event.getAddress().isLoopbackAddress()).isTrue();
			assertThat(event.getSource()).isSameAs(this.lifecycle);
		});
		assertThat(output).contains("SSH server started on port " + port + " (address 127.0.0.1)")
			.contains("SSH host key ssh-ed25519 " + this.hostKey.publicKey().fingerprint());
		new Socket(InetAddress.getLoopbackAddress(), port).close();
	}

	@Test
	void stopsAndStartsAgain() {
		this.lifecycle.start();
		int port = this.lifecycle.server().orElseThrow().port();
		this.lifecycle.stop();
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(this.lifecycle.server()).isEmpty();
		// The kernel lets go of the socket when the acceptor has woken up
		await().untilAsserted(() -> assertThatIOException()
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close()));
		this.lifecycle.start();
		assertThat(this.lifecycle.isRunning()).isTrue();
		assertThat(this.events).hasSize(2);
	}

	@Test
	void keepsTheProcessUpWhileItRuns() {
		this.lifecycle.start();
		assertThat(acceptors()).isNotEmpty().noneMatch(Thread::isDaemon);
	}

	@Test
	void isNoGuestInThePauseOfATestContext() {
		assertThat(this.lifecycle.isPauseable()).isFalse();
	}

	@Test
	void portInUseIsReportedWithTheAddress() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SshServerLifecycle second = lifecycle(socket.getLocalPort());
			assertThatExceptionOfType(SshServerBindException.class).isThrownBy(second::start)
				.satisfies((ex) -> assertThat(ex.getAddress().getPort()).isEqualTo(socket.getLocalPort()));
			assertThat(second.isRunning()).isFalse();
		}
	}

	@Test
	void listenerThatFailsLeavesNoServerBehind() {
		SshServerLifecycle failing = new SshServerLifecycle(() -> server(0), address(0), (event) -> {
			throw new IllegalStateException("listener");
		}, SshServerStart.WITH_CONTEXT);
		assertThatIllegalStateException().isThrownBy(failing::start).withMessage("listener");
		assertThat(failing.isRunning()).isFalse();
	}

	@Test
	void waitsUntilItIsReadyHoweverOftenItIsStarted() {
		SshServerLifecycle waiting = lifecycle(0, SshServerStart.WHEN_READY);
		assertThat(waiting.isAutoStartup()).isFalse();
		waiting.start();
		assertThat(waiting.isRunning()).isFalse();
		waiting.ready();
		SshServer server = waiting.server().orElseThrow();
		waiting.ready();
		assertThat(waiting.server()).contains(server);
		waiting.stop();
		assertThat(waiting.isAutoStartup()).isTrue();
		waiting.start();
		assertThat(waiting.isRunning()).isTrue();
		waiting.stop();
	}

	@Test
	void neverStartsWhereItIsSwitchedOff() {
		SshServerLifecycle never = lifecycle(0, SshServerStart.NEVER);
		never.ready();
		never.start();
		assertThat(never.isAutoStartup()).isFalse();
		assertThat(never.isRunning()).isFalse();
	}

	private SshServerLifecycle lifecycle(int port) {
		return lifecycle(port, SshServerStart.WITH_CONTEXT);
	}

	private SshServerLifecycle lifecycle(int port, SshServerStart start) {
		return new SshServerLifecycle(() -> server(port), address(port), this.events::add, start);
	}

	private SshServer server(int port) {
		return SshServer.builder()
			.address(address(port).getAddress())
			.port(port)
			.hostKeys(List.of(this.hostKey))
			.build();
	}

	private static InetSocketAddress address(int port) {
		return new InetSocketAddress("127.0.0.1", port);
	}

	private static List<Thread> acceptors() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("ssh-acceptor"))
			.toList();
	}

}
