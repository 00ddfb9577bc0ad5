package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.time.Duration;

import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.auth.AuthLimits;
import io.sshconsole.ssh.connection.ConnectionLimits;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Limits that somebody has set lower than they are: the same attacks meet them earlier.
 */
class ConfiguredLimitAttackTests {

	private static final int MAX_PACKET = 40_000;

	private static final KexOffer AGAIN = KexOffer.DEFAULT.with(NameList.KEX, "curve25519-sha256");

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack((builder) -> builder
		.config(TransportConfig.builder()
			.maxPacketSize(MAX_PACKET)
			.maxBytesBeforeAuthentication(64 * 1024)
			.maxRekeysPerMinute(2)
			.rekeyAfterPackets(40)
			.maxPendingAnswers(16)
			.answerTimeout(Duration.ofMillis(500))
			.build())
		.limits((limits) -> limits.authentication(new AuthLimits(6, 8, 10))
			.connection(new ConnectionLimits(10, 100, 2, 20, 30, 5))));

	@Test
	void requestsBeyondTheLimitEndTheConnection() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		for (int i = 0; i < 8; i++) {
			peer.send(ClientMessages.query("alice", TestUsers.KEY.publicKey())).expect(60);
		}
		peer.expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
	}

	@Test
	void nameBeyondTheLimitIsRefused() throws IOException {
		attack.authenticating().send(ClientMessages.none("a".repeat(10))).expect(MessageNumber.USERAUTH_FAILURE);
		attack.authenticating().send(ClientMessages.none("a".repeat(11))).expectDisconnect(Reason.ILLEGAL_USER_NAME);
	}

	@Test
	void bytesBeforeAuthenticationBeyondTheLimitEndTheConnection() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		for (int i = 0; i < 3; i++) {
			peer.send(ClientMessages.ignore(30_000));
		}
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).isEqualTo("too much data before authentication");
	}

	@Test
	void packetBeyondTheLimitIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.send(ClientMessages.ignore(MAX_PACKET - 100));
		peer.openSession();
		peer.send(ClientMessages.ignore(MAX_PACKET)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void keyExchangesWithoutDataBeyondTheLimitEndTheConnection() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 2; i++) {
			peer.keyExchange(AGAIN).complete();
		}
		peer.send(AGAIN.message());
		assertThat(peer.expectDisconnect(Reason.BY_APPLICATION)).isEqualTo("too many key exchanges");
	}

	@Test
	void packetsBeyondTheLimitBringNewKeys() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 40; i++) {
			peer.send(ClientMessages.ignore(1));
		}
		peer.expect(MessageNumber.KEXINIT);
	}

	@Test
	void answersThatMustWaitBeyondTheLimitEndTheConnection() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 40; i++) {
			peer.send(ClientMessages.ignore(1));
		}
		peer.expect(MessageNumber.KEXINIT);
		for (int i = 0; i < 17; i++) {
			peer.send(ClientMessages.ping(1));
		}
		assertThat(peer.expectDisconnect(Reason.BY_APPLICATION)).isEqualTo("too many answers are waiting to be read");
	}

	@Test
	void variablesBeyondTheLimitAreRefused() throws IOException {
		PeerChannel channel = attack.loggedIn().openSession();
		channel.refused(ClientMessages.env(channel.id(), "A", "x".repeat(21)));
		channel.granted(ClientMessages.env(channel.id(), "A", "x".repeat(20)));
		channel.granted(ClientMessages.env(channel.id(), "B", "x"));
		channel.refused(ClientMessages.env(channel.id(), "C", "x"));
	}

	@Test
	void commandBeyondTheLimitEndsTheConnection() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		peer.send(ClientMessages.exec(channel.id(), "x".repeat(31))).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void strayRepliesBeyondTheLimitEndTheConnection() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 6; i++) {
			peer.send(new byte[] { MessageNumber.REQUEST_FAILURE });
		}
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void limitsThatAreNoneAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new AuthLimits(1, 0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionLimits(0, 1, 1, 1, 1, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> TransportConfig.builder().maxPacketSize(34_999));
		assertThatIllegalArgumentException().isThrownBy(() -> TransportConfig.builder().maxPacketSize(1 << 20));
		assertThatIllegalArgumentException().isThrownBy(() -> TransportConfig.builder().maxPendingAnswers(15));
		assertThatIllegalArgumentException().isThrownBy(() -> TransportConfig.builder().maxRekeysPerMinute(0));
		assertThatIllegalArgumentException().isThrownBy(() -> TransportConfig.builder().rekeyAfterPackets(1L << 32));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TransportConfig.builder().maxBytesBeforeAuthentication(1));
		assertThatIllegalArgumentException().isThrownBy(
				() -> SshServer.builder().limits((limits) -> limits.idleTimeout(Duration.ofSeconds(-1)).build()));
	}

}
