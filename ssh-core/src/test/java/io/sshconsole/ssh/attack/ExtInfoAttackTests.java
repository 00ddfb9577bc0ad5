package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Arrays;

import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
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
 * EXT_INFO where it must not be (RFC 8308 §2.4, CVE-2023-46445), and what is in it.
 */
class ExtInfoAttackTests {

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	@Test
	void extInfoBeforeKexInitIsRefused() throws IOException {
		ScriptedPeer peer = attack.identified().send(ClientMessages.extInfo(1));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void extInfoInTheFirstKeyExchangeIsRefusedStrictOrNot() throws IOException {
		for (KexOffer offer : new KexOffer[] { KexOffer.DEFAULT, KexOffer.LAX }) {
			ScriptedPeer peer = attack.identified();
			peer.keyExchange(offer).sendOffer().readOffer();
			peer.send(ClientMessages.extInfo(1)).expectDisconnect(Reason.PROTOCOL_ERROR);
		}
	}

	@Test
	void extInfoIsReadRightBehindTheFirstNewKeysOnly() throws IOException {
		ScriptedPeer peer = attack.encrypted().send(ClientMessages.extInfo(1)).requestService();
		peer.send(ClientMessages.extInfo(1)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void secondExtInfoIsRefused() throws IOException {
		ScriptedPeer peer = attack.encrypted().send(ClientMessages.extInfo(1)).send(ClientMessages.extInfo(1));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void extInfoBehindAnIgnoredPacketIsRefused() throws IOException {
		ScriptedPeer peer = attack.encrypted().send(ClientMessages.ignore(0)).send(ClientMessages.extInfo(1));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void extInfoAfterAuthenticationIsRefused() throws IOException {
		attack.loggedIn().send(ClientMessages.extInfo(1)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void extInfoBehindLaterNewKeysIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn().exchangeKeys();
		peer.send(ClientMessages.extInfo(1)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void extInfoThatIsCutShortAnywhereIsRefused() throws IOException {
		byte[] message = ClientMessages.extInfo(2).toByteArray();
		for (int length = 1; length < message.length; length++) {
			try (ScriptedPeer peer = attack.encrypted()) {
				peer.send(Arrays.copyOf(message, length)).expectDisconnect(Reason.PROTOCOL_ERROR);
			}
		}
	}

	@Test
	void extInfoWithTrailingBytesIsRefused() throws IOException {
		attack.encrypted().send(ClientMessages.extInfo(1).writeByte(0)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 1025 })
	void extInfoThatClaimsTooManyExtensionsIsRefused(int count) throws IOException {
		ScriptedPeer peer = attack.encrypted();
		peer.send(WireWriter.message(MessageNumber.EXT_INFO).writeUint32(count));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void hundredsOfUnknownExtensionsAreTolerated() throws IOException {
		attack.encrypted().send(ClientMessages.extInfo(1024)).requestService();
	}

	@Test
	void clientDoesNotChangeWhatTheServerAccepts() throws IOException {
		ScriptedPeer peer = attack.encrypted();
		peer.send(WireWriter.message(MessageNumber.EXT_INFO)
			.writeUint32(1)
			.writeText("server-sig-algs")
			.writeText("ssh-dss,none"));
		WireReader fields = peer.expect(MessageNumber.EXT_INFO);
		assertThat(fields.readUint32()).isEqualTo(4);
		assertThat(fields.readText()).isEqualTo("server-sig-algs");
		assertThat(fields.readNameList()).contains("ssh-ed25519")
			.doesNotContain("ssh-dss", "none", "ssh-rsa")
			.doesNotHaveDuplicates()
			.noneMatch((name) -> name.contains("-cert-"));
		List<String> others = new ArrayList<>();
		while (fields.remaining() > 0) {
			others.add(fields.readText() + "=" + fields.readText());
		}
		assertThat(others).containsExactly("publickey-hostbound@openssh.com=0", "ping@openssh.com=0",
				"agent-forward=0");
		peer.requestService();
	}

	@Test
	void extInfoIsNotSentToWhoDoesNotAskForIt() throws IOException {
		ScriptedPeer peer = attack.identified().exchangeKeys(KexOffer.DEFAULT.without("ext-info-c"));
		peer.send(ClientMessages.serviceRequest("ssh-userauth"));
		assertThat(peer.read()[0]).isEqualTo((byte) MessageNumber.SERVICE_ACCEPT);
	}

}
