package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.Ports;
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
 * Tunnels and listeners that are malformed, too many, too greedy or abandoned (RFC 4254
 * §7).
 */
class ForwardingAttackTests {

	private static final int MAX_TUNNELS = 100;

	private static final int MAX_LISTENERS = 16;

	private static final int PROHIBITED = 1;

	private static final int CONNECT_FAILED = 2;

	private static final int RESOURCE_SHORTAGE = 4;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	// What may not be forwarded

	@Test
	void nothingIsForwardedForWhomItIsNotGranted() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		try (ServerSocket target = listen()) {
			expectRefusal(peer.send(tunnel(5, "127.0.0.1", target.getLocalPort(), 100)), 5, PROHIBITED);
		}
		expectRefusal(peer.send(pathTunnel(6, "/run/x")), 6, PROHIBITED);
		peer.send(forward("127.0.0.1", 0)).expect(MessageNumber.REQUEST_FAILURE).expectEnd();
		peer.send(forwardPath("/tmp/never")).expect(MessageNumber.REQUEST_FAILURE).expectEnd();
		assertThat(attack.questions()).contains("direct-tcpip 127.0.0.1", "direct-streamlocal /run/x",
				"tcpip-forward 127.0.0.1:0", "streamlocal-forward /tmp/never");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a\nb", "\u001b[2J", "host\0", "hört" })
	void hostThatIsNoneIsRefusedWithoutAQuestion(String host) throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int asked = attack.questions().size();
		expectRefusal(peer.send(tunnel(5, host, 80, 100)), 5, CONNECT_FAILED);
		expectRefusal(peer.send(tunnel(5, "x".repeat(256), 80, 100)), 5, CONNECT_FAILED);
		if (!host.isEmpty()) {
			peer.send(forward(host, 0)).expect(MessageNumber.REQUEST_FAILURE);
		}
		assertThat(attack.questions()).hasSize(asked);
	}

	@ParameterizedTest
	@ValueSource(longs = { 65_536, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL })
	void portThatIsNoneIsRefusedWithoutAQuestion(long port) throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int asked = attack.questions().size();
		expectRefusal(peer.send(tunnel(5, "127.0.0.1", port, 100)), 5, CONNECT_FAILED);
		peer.send(forward("127.0.0.1", port)).expect(MessageNumber.REQUEST_FAILURE);
		assertThat(attack.questions()).hasSize(asked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "relative", "../up", "/a\0b", "/a\nb" })
	void pathThatIsNoneIsRefusedWithoutAQuestion(String path) throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int asked = attack.questions().size();
		expectRefusal(peer.send(pathTunnel(5, path)), 5, CONNECT_FAILED);
		peer.send(forwardPath(path)).expect(MessageNumber.REQUEST_FAILURE);
		assertThat(attack.questions()).hasSize(asked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1", "::1" })
	void closedPortIsReportedAndLeavesNothing(String host) throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int port;
		try (ServerSocket closed = listen()) {
			port = closed.getLocalPort();
		}
		for (int i = 0; i < MAX_TUNNELS + 1; i++) {
			expectRefusal(peer.send(tunnel(i, host, port, 100)), i, CONNECT_FAILED);
		}
		assertThat(attack.transport().channels()).isEmpty();
		assertThat(attack.recorder().events()).noneMatch((event) -> event.contains("direct-tcpip"));
	}

	@Test
	void malformedTunnelEndsTheConnection() throws IOException {
		for (WireWriter message : List.of(open("direct-tcpip", 1, 100).writeText("localhost").writeUint32(22),
				tunnel(1, "localhost", 22, 100).writeByte(0), open("direct-streamlocal@openssh.com", 1, 100),
				pathTunnel(1, "/x").writeByte(0))) {
			attack.forwarding().send(message).expectDisconnect(Reason.PROTOCOL_ERROR);
		}
		for (WireWriter message : List.of(ClientMessages.globalRequest("tcpip-forward", true).writeText("localhost"),
				forward("localhost", 0).writeByte(0),
				ClientMessages.globalRequest("cancel-tcpip-forward", false).writeText(""),
				ClientMessages.globalRequest("streamlocal-forward@openssh.com", true),
				ClientMessages.globalRequest("cancel-streamlocal-forward@openssh.com", true)
					.writeText("/x")
					.writeByte(0))) {
			attack.forwarding().send(message).expectDisconnect(Reason.PROTOCOL_ERROR);
		}
	}

	// Too many

	@Test
	void tunnelsBeyondTheirNumberAreRefusedAndSessionsAreNot() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		try (ServerSocket target = listen()) {
			List<Socket> ends = new ArrayList<>();
			for (int i = 0; i < MAX_TUNNELS; i++) {
				peer.send(tunnel(i, "127.0.0.1", target.getLocalPort(), 100));
				ends.add(target.accept());
				peer.expect(MessageNumber.CHANNEL_OPEN_CONFIRMATION);
			}
			expectRefusal(peer.send(tunnel(1000, "127.0.0.1", target.getLocalPort(), 100)), 1000, RESOURCE_SHORTAGE);
			peer.openSession();
			assertThat(attack.transport().sessions()).isOne();
			ends.get(7).close();
			peer.send(ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, 7));
			peer.await(MessageNumber.CHANNEL_CLOSE);
			Await.until("a free place", () -> attack.recorder().events().contains("closed direct-tcpip 7"));
			peer.openTunnel(tunnel(1001, "127.0.0.1", target.getLocalPort(), 100));
			for (Socket end : ends) {
				end.close();
			}
		}
	}

	@Test
	void listenersBeyondTheirNumberAreRefused() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		List<Integer> ports = new ArrayList<>();
		for (int i = 0; i < MAX_LISTENERS; i++) {
			WireReader reply = peer.send(forward("localhost", 0)).expect(MessageNumber.REQUEST_SUCCESS);
			ports.add(reply.readInt());
			reply.expectEnd();
		}
		peer.send(forward("localhost", 0)).expect(MessageNumber.REQUEST_FAILURE);
		peer.send(cancel("localhost", ports.get(3))).expect(MessageNumber.REQUEST_SUCCESS).expectEnd();
		assertThat(Ports.isOpen(ports.get(3))).isFalse();
		peer.send(cancel("localhost", ports.get(3))).expect(MessageNumber.REQUEST_FAILURE);
		peer.send(forward("localhost", ports.get(3))).expect(MessageNumber.REQUEST_SUCCESS).expectEnd();
		peer.send(forward("localhost", ports.get(4))).expect(MessageNumber.REQUEST_FAILURE);
		assertThat(Ports.isOpen(ports.get(4))).isTrue();
		peer.close();
		Await.until("closed ports", () -> ports.stream().noneMatch(Ports::isOpen));
	}

	@Test
	void listenerOfAnotherConnectionCannotBeCancelled() throws IOException {
		int port = attack.forwarding().send(forward("", 0)).expect(MessageNumber.REQUEST_SUCCESS).readInt();
		ScriptedPeer other = attack.forwarding();
		other.send(cancel("", port)).expect(MessageNumber.REQUEST_FAILURE);
		other.send(forward("", port)).expect(MessageNumber.REQUEST_FAILURE);
		assertThat(Ports.isOpen(port)).isTrue();
	}

	@Test
	void requestsThatWantNoAnswerGetNoneAndAreServed() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int port = Ports.free();
		peer.send(ClientMessages.globalRequest("tcpip-forward", false).writeText("localhost").writeUint32(port));
		peer.openSession();
		assertThat(Ports.isOpen(port)).isTrue();
		// A connection that nobody has accepted ends with the port
		peer.openTunnelOf(peer.await(MessageNumber.CHANNEL_OPEN));
		peer.send(ClientMessages.globalRequest("cancel-tcpip-forward", false).writeText("localhost").writeUint32(port));
		Await.until("a closed port", () -> !Ports.isOpen(port));
	}

	@Test
	void portsAreBoundOnLoopbackWhateverIsAsked() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		for (String address : List.of("", "0.0.0.0", "*", "192.0.2.1", "some.name")) {
			int port = peer.send(forward(address, 0)).expect(MessageNumber.REQUEST_SUCCESS).readInt();
			try (ServerSocket elsewhere = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
				assertThat(elsewhere.isBound()).as(address).isTrue();
			}
		}
	}

	// Channels that the server opens

	@Test
	void connectionThatThePeerRefusesIsClosed() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int port = peer.send(forward("localhost", 0)).expect(MessageNumber.REQUEST_SUCCESS).readInt();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			WireReader open = peer.expect(MessageNumber.CHANNEL_OPEN);
			assertThat(open.readText()).isEqualTo("forwarded-tcpip");
			int id = open.readInt();
			peer.send(ClientMessages.channel(MessageNumber.CHANNEL_OPEN_FAILURE, id)
				.writeUint32(CONNECT_FAILED)
				.writeText("no\u001b[2J")
				.writeText(""));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			peer.send(ClientMessages.channel(MessageNumber.CHANNEL_OPEN_CONFIRMATION, id)
				.writeUint32(0)
				.writeUint32(100)
				.writeUint32(100)).expectDisconnect(Reason.PROTOCOL_ERROR);
		}
	}

	@Test
	void connectionThatThePeerNeverAnswersEndsWithIt() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int port = peer.send(forward("localhost", 0)).expect(MessageNumber.REQUEST_SUCCESS).readInt();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			peer.expect(MessageNumber.CHANNEL_OPEN);
			peer.close();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "exec", "shell", "subsystem", "pty-req", "env", "signal", "auth-agent-req@openssh.com" })
	void nothingStartsOnAChannelThatTheServerHasOpened(String type) throws IOException {
		ScriptedPeer peer = attack.forwarding();
		int port = peer.send(forward("localhost", 0)).expect(MessageNumber.REQUEST_SUCCESS).readInt();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			PeerChannel channel = peer.openTunnelOf(peer.await(MessageNumber.CHANNEL_OPEN));
			int asked = attack.questions().size();
			channel.refused(switch (type) {
				case "exec", "subsystem", "signal" ->
					ClientMessages.request(channel.id(), type, true).writeText("echo");
				case "pty-req" -> ClientMessages.pty(channel.id(), "xterm", new byte[0]);
				case "env" -> ClientMessages.env(channel.id(), "LANG", "C");
				default -> ClientMessages.request(channel.id(), type, true);
			});
			assertThat(attack.questions()).hasSize(asked);
			channel.send("data".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("data");
		}
	}

	// Data

	@Test
	void eachDirectionEndsOnItsOwn() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		try (ServerSocket target = listen()) {
			PeerChannel channel = peer.openTunnel(tunnel(0, "127.0.0.1", target.getLocalPort(), 100));
			try (Socket end = target.accept()) {
				channel.send("question".getBytes(StandardCharsets.US_ASCII)).sendEof();
				assertThat(end.getInputStream().readAllBytes()).asString().isEqualTo("question");
				end.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
			}
			PeerChannel.Output output = channel.readToEnd();
			assertThat(output.text()).isEqualTo("answer");
			assertThat(output.end()).containsExactly("EOF", "CLOSE");
			channel = peer.openTunnel(tunnel(0, "127.0.0.1", target.getLocalPort(), 100));
			try (Socket end = target.accept()) {
				end.shutdownOutput();
				peer.await(MessageNumber.CHANNEL_EOF);
				channel.send("late".getBytes(StandardCharsets.US_ASCII)).sendEof();
				assertThat(end.getInputStream().readAllBytes()).asString().isEqualTo("late");
			}
			peer.await(MessageNumber.CHANNEL_CLOSE);
		}
	}

	@Test
	void peerWithoutWindowHoldsUpItsTunnelOnly() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		try (ServerSocket target = listen()) {
			PeerChannel channel = peer.openTunnel(tunnel(0, "127.0.0.1", target.getLocalPort(), 10));
			try (Socket end = target.accept()) {
				end.getOutputStream().write(new byte[1000]);
				assertThat(new WireReader(peer.await(MessageNumber.CHANNEL_DATA), 5, 4).readInt()).isEqualTo(10);
				peer.openSession(1, 1000, 1000).exec("echo other").readToEnd();
				channel.sendClose();
				peer.await(MessageNumber.CHANNEL_CLOSE);
				assertThat(end.getInputStream().read()).isEqualTo(-1);
			}
		}
	}

	@Test
	void dataForATunnelThatIsNotConfirmedEndsTheConnection() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		PeerChannel session = peer.openSession();
		peer.send(tunnel(5, "localhost", 1, 100)).send(ClientMessages.data(session.id() + 1, new byte[1]));
		peer.await(MessageNumber.DISCONNECT);
	}

	private static ServerSocket listen() throws IOException {
		return new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
	}

	private static WireWriter open(String kind, int id, long window) {
		return ClientMessages.open(kind, id, window, 1000);
	}

	private static WireWriter tunnel(int id, String host, long port, long window) {
		return open("direct-tcpip", id, window).writeText(host).writeUint32(port).writeText("127.0.0.1").writeUint32(1);
	}

	private static WireWriter pathTunnel(int id, String path) {
		return open("direct-streamlocal@openssh.com", id, 100).writeText(path).writeText("").writeUint32(0);
	}

	private static WireWriter forward(String address, long port) {
		return ClientMessages.globalRequest("tcpip-forward", true).writeText(address).writeUint32(port);
	}

	private static WireWriter forwardPath(String path) {
		return ClientMessages.globalRequest("streamlocal-forward@openssh.com", true).writeText(path);
	}

	private static WireWriter cancel(String address, int port) {
		return ClientMessages.globalRequest("cancel-tcpip-forward", true).writeText(address).writeUint32(port);
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
