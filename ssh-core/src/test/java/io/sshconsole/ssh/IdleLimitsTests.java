package io.sshconsole.ssh;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdleLimitsTests {

	private static final Duration SHORT = Duration.ofMillis(600);

	@Test
	void connectionThatHasNoChannelEnds() throws IOException {
		try (TestServer server = start((limits) -> limits.unusedTimeout(SHORT)); ScriptedPeer used = server.logIn()) {
			PeerChannel channel = used.openSession().exec("cat");
			try (ScriptedPeer unused = server.logIn()) {
				assertThat(unused.expectDisconnect(Reason.BY_APPLICATION)).contains("unused");
			}
			// What has a channel, silent or not, is none of them
			channel.send(new byte[] { 1 });
			used.expect(MessageNumber.CHANNEL_DATA);
			channel.close();
			assertThat(used.expectDisconnect(Reason.BY_APPLICATION)).contains("unused");
		}
	}

	@Test
	void silentChannelIsClosedAndItsConnectionGoesOn() throws IOException {
		try (TestServer server = start((limits) -> limits.channelTimeout("session", SHORT));
				ScriptedPeer peer = server.logIn()) {
			PeerChannel channel = peer.openSession().exec("cat");
			peer.expect(MessageNumber.CHANNEL_CLOSE);
			channel.sendClose();
			Await.until("no running command", () -> server.runningCommands() == 0);
			assertThat(peer.openSession().exec("echo still here").readToEnd().text()).isEqualTo("still here\n");
		}
	}

	@Test
	void messageInEitherDirectionEndsSilence() throws IOException {
		try (TestServer server = start((limits) -> {
		}); ScriptedPeer peer = server.logIn()) {
			PeerChannel peerChannel = peer.openSession().exec("sleep");
			Channel channel = server.transports().get(0).channels().get(0);
			long opened = channel.lastActivity();
			peerChannel.send(new byte[] { 1 });
			Await.until("a message of the peer", () -> channel.lastActivity() - opened > 0);
			long received = channel.lastActivity();
			channel.out().write(1);
			assertThat(channel.lastActivity() - received).isPositive();
		}
	}

	@Test
	void limitOfOtherChannelsDoesNotMatter() throws IOException {
		try (TestServer server = start(
				(limits) -> limits.channelTimeout("direct-tcpip", Duration.ofNanos(1)).unusedTimeout(SHORT));
				ScriptedPeer peer = server.logIn();
				ScriptedPeer unused = server.logIn()) {
			PeerChannel channel = peer.openSession().exec("cat");
			unused.expectDisconnect(Reason.BY_APPLICATION);
			channel.send(new byte[] { 1 });
			peer.expect(MessageNumber.CHANNEL_DATA);
		}
	}

	/**
	 * A watchdog that failed at it would look after no connection any more.
	 */
	@Test
	void timeMayBeLongerThanNanosecondsCount() throws IOException {
		Duration ever = ChronoUnit.FOREVER.getDuration();
		try (TestServer server = start((limits) -> limits.idle(new IdleLimits(ever, ever, Map.of("session", ever))));
				ScriptedPeer used = server.logIn();
				ScriptedPeer unused = server.logIn()) {
			used.openSession().exec("cat");
			server.transports().forEach((transport) -> transport.check(System.nanoTime()));
			unused.openSession().exec("cat");
			assertThat(server.transports()).hasSize(2);
		}
	}

	@Test
	void timeOutsArePositive() {
		ServerLimits.Builder builder = ServerLimits.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.idleTimeout(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.unusedTimeout(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.channelTimeout("session", Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.channelTimeout("x11", Duration.ofNanos(-1)));
	}

	private static TestServer start(Consumer<ServerLimits.Builder> limits) throws IOException {
		return TestServer.start((builder) -> builder.limits(limits));
	}

}
