package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.List;

import io.sshconsole.ssh.StartupLimits;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestServer;
import io.sshconsole.ssh.testing.TestUsers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that take all places, give them back or do not, and peers that do not let go.
 */
class ConnectionLimitAttackTests {

	private static final int MAX_UNAUTHENTICATED = 3;

	private static final int MAX_CONNECTIONS = 5;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack((builder) -> builder
		.limits((limits) -> limits.startups(StartupLimits.upTo(MAX_UNAUTHENTICATED)).maxConnections(MAX_CONNECTIONS)));

	@Test
	void strangerBeyondTheLimitIsClosedAtOnceAndTheNextIsAdmitted() throws IOException {
		takePlacesOfStrangers();
		assertRefused();
		attack.closePeers();
		attack.server().awaitQuiet();
		attack.serveGoodClient();
	}

	@Test
	void usersDoNotTakeThePlacesOfStrangers() throws IOException {
		attack.loggedIn();
		attack.loggedIn();
		takePlacesOfStrangers();
		assertRefused();
		attack.closePeers();
		attack.server().awaitQuiet();
	}

	@Test
	void userBeyondTheLimitIsClosedAtOnce() throws IOException {
		for (int i = 0; i < MAX_CONNECTIONS; i++) {
			attack.loggedIn();
		}
		assertRefused();
		attack.closePeers();
		attack.server().awaitQuiet();
	}

	@Test
	void placeIsGivenBackExactlyOnceWhereverAPeerLeaves() throws IOException {
		for (int i = 0; i < 20; i++) {
			ScriptedPeer offered = attack.identified();
			offered.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer();
			for (ScriptedPeer peer : List.of(offered, attack.connect())) {
				peer.close();
			}
			attack.server().awaitQuiet();
			attack.authenticating().close();
			attack.loggedIn().close();
			attack.identified().sendRaw(new byte[8]).awaitClosed();
			attack.closePeers();
			attack.server().awaitQuiet();
		}
		takePlacesOfStrangers();
		assertRefused();
		attack.closePeers();
		attack.server().awaitQuiet();
	}

	/**
	 * A place that leaks in one state, however seldom, is the end of the server in a
	 * month.
	 */
	@ParameterizedTest
	@EnumSource
	void placeOfAHalfOpenConnectionIsGivenBackHoweverItsPeerLeaves(HalfOpen state) throws IOException {
		for (int i = 0; i < MAX_UNAUTHENTICATED; i++) {
			state.enter(attack).close();
			attack.server().awaitQuiet();
			state.enter(attack).reset();
			attack.server().awaitQuiet();
			state.enter(attack).hangUp().awaitClosed();
			attack.server().awaitQuiet();
			state.enter(attack).sendRaw(new byte[64 * 1024]).awaitClosed();
			attack.server().awaitQuiet();
		}
		takePlacesOfStrangers();
		assertRefused();
		attack.closePeers();
		attack.server().awaitQuiet();
	}

	/**
	 * A good client connects while strangers come and go, and tries again as long as all
	 * places are taken.
	 */
	@Test
	void floodOfConnectionsLeavesGoodClientsAChance() throws IOException {
		for (int i = 0; i < 300; i++) {
			attack.connect().close();
		}
		Await.until("a place", ConnectionLimitAttackTests::goodClientIsServed);
	}

	@Test
	void peerThatDoesNotReadCannotKeepTheServerFromClosing() throws IOException {
		TestServer server = TestServer.start((builder) -> builder);
		try (server; ScriptedPeer peer = ScriptedPeer.connect(server.port(), 4096)) {
			peer.identify().exchangeKeys().requestService().authenticatePassword("alice", TestUsers.PASSWORD);
			PeerChannel channel = peer.openSession().exec("zeros 1000000000");
			assertThat(channel.id()).isZero();
			server.close();
			peer.awaitClosed();
		}
		assertThat(server.recorder().events()).contains("ended");
	}

	private static void takePlacesOfStrangers() throws IOException {
		for (int i = 0; i < MAX_UNAUTHENTICATED; i++) {
			attack.identified();
		}
	}

	private static void assertRefused() throws IOException {
		ScriptedPeer peer = attack.connect();
		peer.expectClosed();
	}

	private static boolean goodClientIsServed() {
		try {
			attack.serveGoodClient();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
