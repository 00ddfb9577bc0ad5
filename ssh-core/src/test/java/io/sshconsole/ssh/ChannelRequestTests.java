package io.sshconsole.ssh;

import java.io.IOException;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests about a channel that a server sends, and those that only clients get.
 */
class ChannelRequestTests {

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	/**
	 * RFC 4254 §6.8.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void clientHearsWhetherItMayStopOutput(boolean clientMay) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.granted(ClientMessages.pty(channel.id(), "xterm", new byte[0])).exec("cat");
		channel().allowFlowControl(clientMay);
		WireReader request = expectRequest(peer, "xon-xoff");
		assertThat(request.readBoolean()).isEqualTo(clientMay);
		request.expectEnd();
	}

	/**
	 * RFC 4254 §6.10.
	 */
	@Test
	void clientHearsWhichSignalEndedACommand() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession();
		channel().finish(new ExitStatus.Signal("KILL", true, "out of patience"));
		WireReader request = expectRequest(peer, "exit-signal");
		assertThat(request.readText()).isEqualTo("KILL");
		assertThat(request.readBoolean()).isTrue();
		assertThat(request.readText()).isEqualTo("out of patience");
		assertThat(request.readText()).isEmpty();
		request.expectEnd();
		peer.expect(MessageNumber.CHANNEL_EOF);
		peer.expect(MessageNumber.CHANNEL_CLOSE);
	}

	/**
	 * Any answer keeps the sender of a keepalive content.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "keepalive@openssh.com", "xon-xoff", "unknown@example.org" })
	void requestThatIsNotForAServerIsRefusedAndHarmless(String type) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.refused(ClientMessages.request(channel.id(), type, true));
		channel.refused(ClientMessages.request(channel.id(), type, true).writeBoolean(true));
		assertThat(channel.exec("echo still here").readToEnd().text()).isEqualTo("still here\n");
	}

	private static Channel channel() {
		return attack.transport().channels().get(0);
	}

	private static WireReader expectRequest(ScriptedPeer peer, String type) throws IOException {
		WireReader request = peer.expect(MessageNumber.CHANNEL_REQUEST);
		request.readInt();
		assertThat(request.readText()).isEqualTo(type);
		assertThat(request.readBoolean()).as("wants a reply").isFalse();
		return request;
	}

}
