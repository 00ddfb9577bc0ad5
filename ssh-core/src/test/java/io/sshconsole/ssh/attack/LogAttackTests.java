package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of a client that want to be lines of a log or commands to a terminal, and secrets
 * that must not be in a log. The logger writes all it can.
 */
class LogAttackTests {

	private static final String EVIL = "x\u001b[2J\r\nERROR forged \u009b31m\u202e\u2028";

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.sshconsole");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void recordLog() {
		this.log.start();
		this.logger.setLevel(Level.TRACE);
		this.logger.setAdditive(false);
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stopRecording() {
		this.logger.detachAppender(this.log);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

	@Test
	void identificationIsLoggedInPrintableCharacters() throws IOException {
		attack.connect().identify("SSH-2.0-\u001b[2J\u009b31m").exchangeKeys().close();
		assertLogIsClean();
	}

	@Test
	void textOfADisconnectIsLoggedInPrintableCharacters() throws IOException {
		attack.encrypted().send(ClientMessages.disconnect(EVIL)).awaitClosed();
		attack.server().awaitQuiet();
		assertThat(lines()).anyMatch((line) -> line.contains("forged"));
		assertLogIsClean();
	}

	@Test
	void namesOfAlgorithmsAreLoggedInPrintableCharacters() throws IOException {
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.with(NameList.KEX, "x\u001b[2J\r\n").message());
		peer.awaitClosed();
		attack.server().awaitQuiet();
		assertLogIsClean();
	}

	@Test
	void nameOfAMethodIsHeardInPrintableCharacters() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.userAuth("alice", EVIL + "x".repeat(5000)));
		peer.expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(attack.recorder().events()).hasSize(1)
			.allMatch((event) -> event.matches("failed alice x\\P{C}*") && event.length() < 300);
		assertLogIsClean();
	}

	@Test
	void commandsAndNamesOfRequestsAreNotLogged() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession().refused(ClientMessages.exec(0, EVIL)).refused(ClientMessages.request(0, EVIL, true));
		peer.send(ClientMessages.globalRequest(EVIL, true)).expect(MessageNumber.REQUEST_FAILURE);
		peer.send(ClientMessages.open(EVIL, 1, 1, 1)).expect(MessageNumber.CHANNEL_OPEN_FAILURE);
		assertLogIsClean();
	}

	@Test
	void passwordsAreInNoLog() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.newPassword("alice", TestUsers.PASSWORD, TestUsers.PASSWORD))
			.expect(MessageNumber.USERAUTH_FAILURE);
		peer.authenticatePassword("alice", TestUsers.PASSWORD).close();
		// One that breaks the protocol, and one for which the question fails
		attack.authenticating()
			.send(ClientMessages.password("alice", TestUsers.PASSWORD).writeByte(0))
			.expectDisconnect(Reason.PROTOCOL_ERROR);
		attack.authenticating()
			.send(ClientMessages.password("mallory", TestUsers.PASSWORD))
			.expectDisconnect(Reason.BY_APPLICATION);
		attack.closePeers();
		attack.server().awaitQuiet();
		assertThat(lines()).isNotEmpty().noneMatch((line) -> line.contains(TestUsers.PASSWORD));
	}

	private void assertLogIsClean() {
		assertThat(lines()).allMatch((line) -> line.matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*"));
	}

	private List<String> lines() {
		return List.copyOf(this.log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}
