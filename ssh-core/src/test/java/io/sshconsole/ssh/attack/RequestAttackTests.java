package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests of a channel that come in the wrong shape or at the wrong time (RFC 4254 §5.4,
 * §6).
 */
class RequestAttackTests {

	private static final String END_OF_WRITE = "eow@openssh.com";

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	// The end of one direction

	@Test
	void commandWithoutEndStopsWhenThePeerReadsNoMore() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession(0, 100_000, 1000).exec("zeros 1000000000000");
		peer.await(MessageNumber.CHANNEL_DATA);
		peer.send(ClientMessages.request(channel.id(), END_OF_WRITE, false));
		assertThat(channel.readToEnd().end()).containsExactly("exit-status", "1", "EOF", "CLOSE");
	}

	@Test
	void commandThatWaitsForTheWindowStopsWhenThePeerReadsNoMore() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession(0, 10, 1000).exec("zeros 1000");
		peer.await(MessageNumber.CHANNEL_DATA);
		peer.send(ClientMessages.request(channel.id(), END_OF_WRITE, false));
		peer.send(ClientMessages.request(channel.id(), END_OF_WRITE, false));
		assertThat(channel.readToEnd().end()).containsExactly("exit-status", "1", "EOF", "CLOSE");
	}

	@Test
	void peerThatReadsNoMoreMayStillSend() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sleep");
		channel.granted(ClientMessages.request(channel.id(), END_OF_WRITE, true));
		channel.send(new byte[1000]);
		Channel ours = attack.transport().channels().get(0);
		assertThat(ours.in().readNBytes(1000)).hasSize(1000);
		assertThat(ours.isOpen()).isTrue();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> ours.out().write(1))
			.withMessage("the peer does not read any more");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-OpenSSH_9.2", "SSH-2.0-Scripted" })
	void onlyOpenSshHearsThatWeReadNoMore(String version) throws IOException {
		ScriptedPeer peer = attack.connect().identify(version).exchangeKeys().requestService();
		peer.authenticatePassword("alice", TestUsers.PASSWORD);
		PeerChannel channel = peer.openSession().exec("sleep");
		channel.send(new byte[1000]);
		Channel ours = attack.transport().channels().get(0);
		ours.in().close();
		ours.in().close();
		ours.out().write('x');
		if (version.contains("OpenSSH")) {
			WireReader request = peer.expect(MessageNumber.CHANNEL_REQUEST);
			request.readInt();
			assertThat(request.readText()).isEqualTo(END_OF_WRITE);
			assertThat(request.readBoolean()).isFalse();
		}
		peer.expect(MessageNumber.CHANNEL_DATA);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> ours.in().read())
			.withMessage("the stream is closed");
		// What is not read gives its window back
		for (int i = 0; i < 100; i++) {
			channel.send(new byte[32 * 1024]);
			if (i % 32 == 31) {
				peer.await(MessageNumber.CHANNEL_WINDOW_ADJUST);
			}
		}
	}

	// Signals and breaks

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "A\nB", "TERM\0", "\u001b[2J", "ÄÖ", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "@", "A@" })
	void signalWithAStrangeNameIsRefusedWithoutAQuestion(String name) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sleep");
		int asked = attack.questions().size();
		channel.refused(ClientMessages.request(channel.id(), "signal", true).writeText(name));
		assertThat(attack.questions()).hasSize(asked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ABRT", "ALRM", "FPE", "HUP", "ILL", "INT", "KILL", "PIPE", "QUIT", "SEGV", "TERM", "USR1",
			"USR2", "INFO@openssh.com", "TSTP" })
	void everySignalReachesTheHandler(String name) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sleep");
		channel.granted(ClientMessages.request(channel.id(), "signal", true).writeText(name));
		assertThat(attack.questions()).contains("signal " + name);
	}

	@Test
	void breakIsBoundedAndNeedsACommand() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.refused(ClientMessages.request(channel.id(), "break", true).writeUint32(500));
		channel.exec("sleep").granted(ClientMessages.request(channel.id(), "break", true).writeUint32(0xffff_ffffL));
		assertThat(attack.questions()).contains("break 3000").doesNotContain("break 500");
		peer.send(ClientMessages.request(channel.id(), "break", true)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	// X11 and the agent

	@Test
	void displayAndAgentAreOnlyUsedWhenGranted() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.refused(x11(channel, "MIT-MAGIC-COOKIE-1", "00"))
			.refused(ClientMessages.request(channel.id(), "auth-agent-req@openssh.com", true))
			.refused(ClientMessages.request(channel.id(), "agent-req", true));
		channel.exec("sleep");
		assertThat(attack.transport().channels().get(0).x11()).isEmpty();
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> attack.transport().openForwardAgentChannel());
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> attack.transport().openX11Channel(new InetSocketAddress(0)));
	}

	@Test
	void hugeCookieIsRefusedWithoutAQuestion() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		PeerChannel channel = peer.openSession();
		channel.refused(x11(channel, "MIT-MAGIC-COOKIE-1", "0".repeat(257))).refused(x11(channel, "x".repeat(257), ""));
		assertThat(attack.questions()).doesNotContain("x11 MIT-MAGIC-COOKIE-1");
		channel.granted(x11(channel, "MIT-MAGIC-COOKIE-1", "5ec4e7")).exec("sleep");
		assertThat(attack.transport().channels().get(0).x11().orElseThrow().toString()).doesNotContain("5ec4e7");
		channel.refused(x11(channel, "MIT-MAGIC-COOKIE-1", "00"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth-agent-req@openssh.com", "agent-req" })
	void agentIsReachedByTheNameThatGoesWithTheRequest(String request) throws Exception {
		ScriptedPeer peer = attack.forwarding();
		PeerChannel channel = peer.openSession();
		channel.granted(ClientMessages.request(channel.id(), request, true)).exec("sleep");
		Thread opener = new Thread(() -> {
			try {
				attack.transport().openForwardAgentChannel().close();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		opener.start();
		byte[] open = peer.await(MessageNumber.CHANNEL_OPEN);
		assertThat(new WireReader(open, 1, open.length - 1).readText())
			.isEqualTo(request.equals("agent-req") ? "agent-connect" : "auth-agent@openssh.com");
		peer.openTunnelOf(open);
		peer.await(MessageNumber.CHANNEL_CLOSE);
		opener.join();
	}

	// Behind our CLOSE

	@Test
	void nothingStartsOnAChannelThatWeHaveClosed() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		Await.until("a channel", () -> !attack.transport().channels().isEmpty());
		attack.transport().channels().get(0).close();
		peer.expect(MessageNumber.CHANNEL_CLOSE);
		int asked = attack.questions().size();
		for (String type : List.of("shell", "auth-agent-req@openssh.com", "unknown")) {
			peer.send(ClientMessages.request(channel.id(), type, true));
		}
		peer.send(ClientMessages.exec(channel.id(), "echo late"));
		peer.send(ClientMessages.env(channel.id(), "LANG", "C"));
		channel.sendEof().sendClose();
		Await.until("no channel", () -> attack.transport().channels().isEmpty());
		assertThat(attack.questions()).hasSize(asked);
		// No answer either, or this would be one
		peer.openSession();
	}

	private static WireWriter x11(PeerChannel channel, String protocol, String cookie) {
		return ClientMessages.request(channel.id(), "x11-req", true)
			.writeBoolean(false)
			.writeText(protocol)
			.writeText(cookie)
			.writeUint32(0);
	}

}
