package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packets that lie about their length, their padding or their integrity (RFC 4253 §6).
 */
class PacketAttackTests {

	private static final int MAX_BEFORE_AUTHENTICATION = 35_000;

	private static final int MAX = 256 * 1024;

	/**
	 * Far more than a connection needs, far less than what the attacks claim.
	 */
	private static final long MODEST_MEMORY = 16 * 1024 * 1024;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	@ParameterizedTest
	@ValueSource(longs = { 0xffff_ffffL, 0x8000_0000L, 0x7fff_ffffL, 0x7fff_fffcL, 0x1000_0000L,
			MAX_BEFORE_AUTHENTICATION + 4, 0, 1, 4, 11, 13 })
	void impossibleLengthIsRefusedBeforeMemoryIsSetAside(long length) throws IOException {
		ScriptedPeer peer = attack.identified().sendRaw(plainPacket(length, 4, 12));
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).isEqualTo("a packet length of " + length + " bytes");
		peer.close();
		attack.recorder().awaitCause();
		assertThat(attack.recorder().allocatedBytes()).isLessThan(MODEST_MEMORY);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 11, 12, 255 })
	void impossiblePaddingIsRefused(int padding) throws IOException {
		ScriptedPeer peer = attack.identified().sendRaw(plainPacket(12, padding, 12));
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).contains("a padding of " + padding + " bytes");
	}

	@ParameterizedTest
	@EnumSource
	void impossibleLengthIsRefusedUnderEveryCipher(CipherAlgorithm cipher) throws IOException {
		for (long length : new long[] { 0xffff_ffffL, 0x8000_0000L, 0x7fff_ffffL, MAX_BEFORE_AUTHENTICATION + 8, 0 }) {
			ScriptedPeer peer = encrypted(cipher);
			byte[] sealed = peer.seal(ClientMessages.ignore(20).toByteArray());
			peer.sendRaw(withLength(sealed, cipher, length));
			assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).startsWith("a packet length of ");
			peer.close();
		}
		assertThat(attack.recorder().allocatedBytes()).isLessThan(MODEST_MEMORY);
	}

	/**
	 * One text for every flaw: whoever flips bits must not learn what they did.
	 */
	@ParameterizedTest
	@EnumSource
	void flippedBitIsFoundAtEveryByteOfAPacketUnderEveryCipher(CipherAlgorithm cipher) throws IOException {
		int count = encrypted(cipher).seal(ClientMessages.serviceRequest("ssh-userauth").toByteArray()).length;
		for (int i = 4; i < count; i++) {
			try (ScriptedPeer peer = encrypted(cipher)) {
				byte[] sealed = peer.seal(ClientMessages.serviceRequest("ssh-userauth").toByteArray());
				sealed[i] ^= 1;
				peer.sendRaw(sealed);
				assertThat(peer.expectDisconnect(Reason.MAC_ERROR)).isEqualTo("a corrupted packet");
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void packetThatIsSentTwiceIsFoundUnderEveryCipher(CipherAlgorithm cipher) throws IOException {
		ScriptedPeer peer = encrypted(cipher);
		byte[] sealed = peer.seal(ClientMessages.ignore(20).toByteArray());
		peer.sendRaw(sealed).sendRaw(sealed);
		peer.awaitClosed();
		assertThat(attack.recorder().awaitCause().reasonCode()).isIn(Reason.MAC_ERROR.code(),
				Reason.PROTOCOL_ERROR.code());
	}

	@ParameterizedTest
	@EnumSource
	void packetThatIsLeftOutIsFoundUnderEveryCipher(CipherAlgorithm cipher) throws IOException {
		ScriptedPeer peer = encrypted(cipher);
		peer.seal(ClientMessages.ignore(20).toByteArray());
		peer.send(ClientMessages.ignore(20));
		// Under a cipher that encrypts the length, the wrong one may promise more bytes
		peer.hangUp().awaitClosed();
		attack.server().awaitQuiet();
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void largestPacketBeforeAuthenticationIs35000Bytes() throws IOException {
		ScriptedPeer peer = encrypted(CipherAlgorithm.CHACHA20_POLY1305);
		peer.send(ClientMessages.ignore(34_900)).requestService();
		peer.send(ClientMessages.ignore(35_000));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@EnumSource
	void largestPacketAfterAuthenticationIs256Kibibytes(CipherAlgorithm cipher) throws IOException {
		ScriptedPeer peer = encrypted(cipher).requestService().authenticatePassword("alice", TestUsers.PASSWORD);
		peer.send(ClientMessages.ignore(MAX - 100));
		peer.openSession();
		peer.send(ClientMessages.ignore(MAX));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void dataWithoutEndIsRefusedBeforeAuthentication() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		sendTooMuch(peer);
		assertThat(attack.recorder().awaitCause()).hasMessage("too much data before authentication");
	}

	@Test
	void dataWithoutEndIsRefusedBeforeTheFirstKeys() throws IOException {
		ScriptedPeer peer = attack.identified();
		sendTooMuch(peer);
		assertThat(attack.recorder().awaitCause()).hasMessage("too much data before authentication");
	}

	@Test
	void dataWithoutEndIsRefusedInTheFirstKeyExchange() throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.LAX).sendOffer().readOffer();
		sendTooMuch(peer);
		assertThat(attack.recorder().awaitCause()).hasMessage("too much data before authentication");
	}

	@Test
	void packetThatNeverEndsHoldsNoMoreMemoryThanItMay() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		byte[] sealed = peer.seal(ClientMessages.ignore(MAX - 100).toByteArray());
		peer.sendRaw(Arrays.copyOf(sealed, sealed.length - 1)).hangUp().awaitClosed();
		attack.server().awaitQuiet();
		assertThat(attack.recorder().allocatedBytes()).isLessThan(MODEST_MEMORY);
	}

	@Test
	void packetsInSingleBytesAreReadLikeAnyOther() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		for (byte next : peer.seal(ClientMessages.exec(channel.id(), "echo slow").toByteArray())) {
			peer.sendRaw(new byte[] { next });
		}
		peer.await(99);
		assertThat(channel.readToEnd().text()).isEqualTo("slow\n");
	}

	/**
	 * Sends four times as much as a stranger may, or until the server has had enough.
	 */
	private static void sendTooMuch(ScriptedPeer peer) {
		try {
			for (int i = 0; i < 140; i++) {
				peer.send(ClientMessages.ignore(30_000));
			}
		}
		catch (IOException ex) {
			// The server is gone already
		}
	}

	private static ScriptedPeer encrypted(CipherAlgorithm cipher) throws IOException {
		return attack.identified().exchangeKeys(KexOffer.DEFAULT.withCipher(cipher.algorithmName()));
	}

	private static byte[] plainPacket(long length, int padding, int body) {
		return new WireWriter().writeUint32(length).writeByte(padding).writeBytes(new byte[body - 1]).toByteArray();
	}

	/**
	 * Replaces the length in a packet. Encryption of the length, where there is one, is a
	 * stream, so the difference of plain lengths is the difference of encrypted ones.
	 */
	private static byte[] withLength(byte[] sealed, CipherAlgorithm cipher, long length) {
		int tag = cipher.isAuthenticated() ? 16 : 64;
		ByteBuffer packet = ByteBuffer.wrap(sealed);
		return packet.putInt(0, packet.getInt(0) ^ (sealed.length - 4 - tag) ^ (int) length).array();
	}

}
