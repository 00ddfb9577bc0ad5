package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of a session, too many, too large or too late (RFC 4254 §6).
 */
class SessionAttackTests {

	private static final int MAX_SESSIONS = 10;

	private static final int RESOURCE_SHORTAGE = 4;

	private static final int MAX_ENVIRONMENT = 64;

	private static final int MAX_COMMAND = 64 * 1024;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	// Too many sessions

	@Test
	void eleventhSessionIsRefusedAndTheOthersGoOn() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		List<PeerChannel> channels = new ArrayList<>();
		for (int i = 0; i < MAX_SESSIONS; i++) {
			channels.add(peer.openSession());
		}
		expectRefusal(peer.send(ClientMessages.open("session", 77, 1000, 1000)), 77, RESOURCE_SHORTAGE);
		channels.get(3).close();
		Await.until("a free place", () -> attack.transport().sessions() < MAX_SESSIONS);
		assertThat(peer.openSession().exec("echo eleventh").readToEnd().text()).isEqualTo("eleventh\n");
	}

	@Test
	void commandsThatGoOnBehindTheCloseOfTheirChannelCountAsSessions() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < MAX_SESSIONS; i++) {
			peer.openSession().exec("stubborn").close();
		}
		Await.until("no channel", () -> attack.transport().channels().isEmpty());
		Await.until("all commands", () -> attack.server().runningCommands() == MAX_SESSIONS);
		assertThat(attack.transport().sessions()).isEqualTo(MAX_SESSIONS);
		expectRefusal(peer.send(ClientMessages.open("session", 77, 1000, 1000)), 77, RESOURCE_SHORTAGE);
		attack.server().releaseStubbornCommands();
		Await.until("a free place", () -> attack.transport().sessions() == 0);
		peer.openSession();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x11", "forwarded-tcpip", "auth-agent@openssh.com", "tun@openssh.com", "", "Session",
			"session\0" })
	void channelOfAnotherKindIsRefusedWhateverItsFields(String kind) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.send(ClientMessages.open(kind, 8, 1000, 1000).writeText("localhost").writeUint32(22));
		WireReader failure = peer.expect(MessageNumber.CHANNEL_OPEN_FAILURE);
		assertThat(failure.readInt()).isEqualTo(8);
		peer.openSession();
		assertThat(attack.recorder().events()).doesNotContain("opened " + kind + " 0");
	}

	@Test
	void noMoreSessionsHoldsTheClientToItsWord() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		peer.send(ClientMessages.globalRequest("no-more-sessions@openssh.com", false));
		channel.exec("echo last").readToEnd();
		peer.send(ClientMessages.open("session", 1, 1000, 1000)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcpip-forward", "cancel-tcpip-forward", "hostkeys-prove-00@openssh.com", "unknown", "" })
	void globalRequestIsRefused(String name) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.send(ClientMessages.globalRequest(name, true).writeText("0.0.0.0").writeUint32(0));
		peer.expect(MessageNumber.REQUEST_FAILURE).expectEnd();
		peer.send(ClientMessages.globalRequest(name, false).writeText("0.0.0.0").writeUint32(0)).openSession();
	}

	// One command for a session

	@ParameterizedTest
	@ValueSource(strings = { "exec", "shell", "subsystem", "pty-req", "env" })
	void nothingIsGrantedAfterTheCommandHasStarted(String type) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sink");
		int asked = attack.questions().size();
		channel.refused(switch (type) {
			case "exec" -> ClientMessages.exec(channel.id(), "echo second");
			case "subsystem" -> ClientMessages.request(channel.id(), type, true).writeText("echo");
			case "pty-req" -> ClientMessages.pty(channel.id(), "xterm", new byte[0]);
			case "env" -> ClientMessages.env(channel.id(), "LANG", "C");
			default -> ClientMessages.request(channel.id(), type, true);
		});
		assertThat(attack.questions()).hasSize(asked);
		assertThat(channel.sendEof().readToEnd().text()).isEqualTo("0\n");
	}

	@Test
	void refusedRequestChangesNothing() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.refused(ClientMessages.exec(channel.id(), "unknown"))
			.refused(ClientMessages.pty(channel.id(), "refuse", new byte[0]))
			.refused(ClientMessages.request(channel.id(), "subsystem", true).writeText("sftp"))
			.refused(ClientMessages.request(channel.id(), "x11-req", true)
				.writeBoolean(false)
				.writeText("MIT-MAGIC-COOKIE-1")
				.writeText("00")
				.writeUint32(0))
			.refused(ClientMessages.request(channel.id(), "auth-agent-req@openssh.com", true));
		assertThat(channel.exec("pty").readToEnd().text()).isEqualTo("none\n");
	}

	@Test
	void requestThatWantsNoAnswerGetsNone() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		for (String type : List.of("unknown", "shell", "shell", "auth-agent-req@openssh.com")) {
			peer.send(ClientMessages.request(channel.id(), type, false));
		}
		assertThat(channel.send("to cat".getBytes()).sendEof().readToEnd().text()).isEqualTo("to cat");
	}

	@Test
	void signalAndSizeWithoutACommandOrTerminalAreRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.refused(ClientMessages.request(channel.id(), "signal", true).writeText("KILL"));
		peer.send(ClientMessages.windowChange(channel.id(), 1, 1));
		channel.exec("echo x").readToEnd();
		assertThat(attack.questions()).containsExactly("password alice", "channel session", "exec echo x");
	}

	@Test
	void commandThatFailsEndsWithAStatusAndLeavesTheConnection() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		assertThat(peer.openSession().exec("fail").readToEnd().end()).containsExactly("exit-status", "1", "EOF",
				"CLOSE");
		assertThat(peer.openSession().exec("exit 7").readToEnd().end()).containsExactly("exit-status", "7", "EOF",
				"CLOSE");
	}

	@Test
	void questionThatFailsEndsItsConnectionOnly() throws IOException {
		ScriptedPeer other = attack.loggedIn();
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		peer.send(ClientMessages.exec(channel.id(), "throw"));
		assertThat(peer.expectDisconnect(Reason.BY_APPLICATION)).isEqualTo("internal error");
		other.openSession();
	}

	// Too large

	@Test
	void commandOf65537CharactersIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		String longest = "echo " + "x".repeat(MAX_COMMAND - 5);
		assertThat(channel.exec(longest).readToEnd().text()).isEqualTo(longest.substring(5) + "\n");
		channel = peer.openSession();
		peer.send(ClientMessages.exec(channel.id(), longest + "x")).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void commandThatIsNotUtf8IsRefusedRatherThanRepaired() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		peer.send(ClientMessages.request(channel.id(), "exec", true).writeString(new byte[] { 'a', (byte) 0xff }));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void floodOfVariablesIsRefusedBeyondALimit() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		for (int i = 0; i < MAX_ENVIRONMENT; i++) {
			channel.granted(ClientMessages.env(channel.id(), "V" + i, "old"));
		}
		for (int i = 0; i < 1000; i++) {
			channel.refused(ClientMessages.env(channel.id(), "W" + i, "x"));
		}
		String text = channel.granted(ClientMessages.env(channel.id(), "V0", "new")).exec("env").readToEnd().text();
		assertThat(text).contains("V0=new", "V63=old").doesNotContain("W");
	}

	@Test
	void hugeVariableIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		String text = "x".repeat(4097);
		channel.refused(ClientMessages.env(channel.id(), "NAME", text));
		channel.refused(ClientMessages.env(channel.id(), text, "value"));
		channel.granted(ClientMessages.env(channel.id(), "NAME", text.substring(1)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 255, 10_000 })
	void anyNumberOfTerminalModesIsRead(int count) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		WireWriter modes = new WireWriter();
		for (int i = 0; i < count; i++) {
			modes.writeByte(1 + i % 159).writeUint32(i);
		}
		channel.granted(ClientMessages.pty(channel.id(), "xterm", modes.toByteArray()));
		assertThat(channel.exec("pty").readToEnd().text()).contains("terminal=xterm");
	}

	@Test
	void terminalModesThatAreUndefinedOrCutShortEndTheList() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		byte[] undefined = { 3, 0, 0, 0, 8, (byte) 160, 0, 0, 0, 1, 4, 0, 0, 0, 2 };
		channel.granted(ClientMessages.pty(channel.id(), "xterm", undefined));
		byte[] cutShort = { 3, 0, 0, 0, 8, 4, 0, 0 };
		channel.granted(ClientMessages.pty(channel.id(), "xterm", cutShort));
		assertThat(channel.exec("pty").readToEnd().text()).contains("modes={3=8}");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 10_001 })
	void hugeTerminalIsClamped(long size) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.granted(ClientMessages.pty(channel.id(), "xterm", new byte[0]));
		peer.send(ClientMessages.windowChange(channel.id(), size, size));
		assertThat(channel.exec("pty").readToEnd().text()).contains("columns=10000", "rows=10000");
	}

	private static void expectRefusal(ScriptedPeer peer, int id, int reason) throws IOException {
		WireReader failure = peer.expect(MessageNumber.CHANNEL_OPEN_FAILURE);
		assertThat(failure.readInt()).isEqualTo(id);
		assertThat(failure.readInt()).isEqualTo(reason);
		failure.readText();
		failure.readText();
		failure.expectEnd();
	}

}
