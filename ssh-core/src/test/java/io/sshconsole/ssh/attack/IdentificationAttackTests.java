package io.sshconsole.ssh.attack;

import java.io.IOException;

import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What does not speak SSH, or says so wrongly (RFC 4253 §4.2).
 */
class IdentificationAttackTests {

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	@Test
	void httpRequestIsRefusedAtItsFirstLine() throws IOException {
		ScriptedPeer peer = attack.connect().readServerVersion();
		peer.sendLine("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).isEqualTo("not an SSH identification");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hello\r\nSSH-2.0-Late\r\n", "\r\nSSH-2.0-Late\r\n", " SSH-2.0-Blank\r\n",
			"ssh-2.0-small\r\n", "SSH\r\n" })
	void linesBeforeTheIdentificationOfAClientAreRefused(String lines) throws IOException {
		ScriptedPeer peer = attack.connect().readServerVersion().sendLine(lines);
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-1.5-Old\r\n", "SSH-3.0-New\r\n", "SSH-2.01-Odd\r\n", "SSH-2.0\r\n", "SSH-\r\n" })
	void otherVersionsOfTheProtocolAreRefused(String line) throws IOException {
		ScriptedPeer peer = attack.connect().readServerVersion().sendLine(line);
		peer.expectDisconnect(Reason.PROTOCOL_VERSION_NOT_SUPPORTED);
	}

	@Test
	void threeHundredBytesWithoutLineEndAreRefusedBeforeMoreIsRead() throws IOException {
		ScriptedPeer peer = attack.connect().readServerVersion().sendLine("SSH-2.0-" + "x".repeat(292));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void identificationOf256BytesIsRefused() throws IOException {
		ScriptedPeer peer = attack.connect().readServerVersion();
		peer.sendLine("SSH-2.0-" + "x".repeat(256 - 8 - 2) + "\r\n");
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void identificationOf255BytesIsTheLongest() throws IOException {
		attack.connect().identify("SSH-2.0-" + "x".repeat(255 - 8 - 2)).exchangeKeys().requestService();
	}

	@Test
	void nulInTheIdentificationIsRefused() throws IOException {
		ScriptedPeer peer = attack.connect().readServerVersion().sendLine("SSH-2.0-Nul\0Nul\r\n");
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void identificationInSingleBytesIsReadLikeAnyOther() throws IOException {
		ScriptedPeer peer = attack.connect();
		for (char next : "SSH-2.0-Slow".toCharArray()) {
			peer.sendLine(String.valueOf(next));
		}
		peer.identify("");
		peer.hangUp().awaitClosed();
		assertThat(attack.recorder().causes()).isEmpty();
	}

	@Test
	void bytesThatAreNotAsciiEnterTheHashAsTheyCame() throws IOException {
		attack.connect().identify("SSH-2.0-\u00fc\u00ff comment  with blanks ").exchangeKeys().requestService();
	}

	/**
	 * Among them the terminal's escape in 7 and in 8 bits.
	 */
	@Test
	void controlCharactersOfTheIdentificationDoNotReachLogs() throws IOException {
		attack.connect().identify("SSH-2.0-\u001b[31mRed\u009b31m\u0007\u0085\u00ad\ttab").exchangeKeys();
		assertThat(attack.transport().clientVersion()).isEqualTo("SSH-2.0-?[31mRed?31m????tab");
	}

	@Test
	void peerThatLeavesInTheMiddleOfALineIsForgotten() throws IOException {
		attack.connect().readServerVersion().sendLine("SSH-2.0-Half").hangUp().awaitClosed();
		attack.server().awaitQuiet();
		assertThat(attack.recorder().causes()).isEmpty();
	}

}
