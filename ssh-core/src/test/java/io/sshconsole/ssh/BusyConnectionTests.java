package io.sshconsole.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import io.sshconsole.ssh.transport.VirtualThreads;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which threads a server takes for a connection that has much to read.
 */
class BusyConnectionTests {

	private static final String READERS = "ssh-reader-";

	@BeforeEach
	@AfterEach
	void noReader() {
		Await.until("no reader", () -> TestServer.countThreads(READERS) == 0);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads")
	void aVirtualThreadLetsOneOfThePlatformReadForIt() throws Exception {
		ThreadFactory threads = VirtualThreads.factory("connection-");
		try (TestServer server = TestServer.start((builder) -> builder.threadFactory(threads));
				ScriptedPeer peer = server.logIn()) {
			Await.until("a reader", () -> {
				ask(peer, 100);
				return TestServer.countThreads(READERS) == 1;
			});
		}
	}

	@Test
	void aThreadOfThePlatformReadsItself() throws Exception {
		ThreadFactory threads = VirtualThreads.platformFactory("connection-");
		try (TestServer server = TestServer.start((builder) -> builder.threadFactory(threads));
				ScriptedPeer peer = server.logIn()) {
			ask(peer, 2000);
			assertThat(TestServer.countThreads(READERS)).isZero();
		}
	}

	/**
	 * Asks one question after the other, each in a packet of its own.
	 */
	private static void ask(ScriptedPeer peer, int times) {
		try {
			for (int i = 0; i < times; i++) {
				peer.send(WireWriter.message(MessageNumber.GLOBAL_REQUEST).writeText("anything").writeBoolean(true));
				peer.await(MessageNumber.REQUEST_FAILURE);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
