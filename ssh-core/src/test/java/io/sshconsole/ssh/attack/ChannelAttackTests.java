package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.stream.Stream;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Windows, ends and numbers of channels (RFC 4254 §5).
 */
class ChannelAttackTests {

	private static final int MAX_DATA = 32 * 1024;

	private static final int MAX_STRAY_REPLIES = 1000;

	private static final long MAX_UINT32 = 0xffff_ffffL;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	// The window that the server grants

	@Test
	void windowOverrunByOneByteIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sleep");
		fillWindow(channel);
		channel.send(new byte[0]).send(new byte[1]);
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).contains("in a window of 0");
	}

	@Test
	void windowIsSharedWithExtendedData() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sleep");
		fillWindow(channel);
		peer.send(ClientMessages.extendedData(channel.id(), 1, new byte[1])).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void wholeWindowMayBeFilledWithoutAReader() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		fillWindow(peer.openSession());
		assertThat(peer.openSession(1, 1000, 1000).exec("echo other").readToEnd().text()).isEqualTo("other\n");
	}

	@Test
	void dataPacketBeyondTheMaximumIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sink");
		channel.send(new byte[MAX_DATA]).send(new byte[MAX_DATA + 1]);
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 0x8000_0000, 0xffff_ffff })
	void extendedDataThatNobodyReadsDoesNotSiltUpTheWindow(int type) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sink");
		long credit = channel.window();
		for (int i = 0; i < 3 * channel.window() / MAX_DATA; i++) {
			while (credit < MAX_DATA) {
				WireReader adjustment = peer.expect(MessageNumber.CHANNEL_WINDOW_ADJUST);
				adjustment.readInt();
				credit += adjustment.readUint32();
			}
			peer.send(ClientMessages.extendedData(channel.id(), type, new byte[MAX_DATA]));
			credit -= MAX_DATA;
		}
		channel.send(new byte[5]).sendEof();
		assertThat(channel.readToEnd().text()).isEqualTo("5\n");
	}

	@Test
	void extendedDataOfTypeZeroIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		peer.send(ClientMessages.extendedData(channel.id(), 0, new byte[1])).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	// The window that the client grants

	@Test
	void packetSizeOfZeroIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn().send(ClientMessages.open("session", 0, 1000, 0));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).doesNotContain("channel session");
	}

	@Test
	void windowAndPacketSizeAreNeverExceeded() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession(0, 0, 2).exec("echo abc");
		for (String next : new String[] { "a", "b", "c", "\n" }) {
			peer.send(ClientMessages.windowAdjust(channel.id(), 0)).send(ClientMessages.windowAdjust(channel.id(), 1));
			WireReader data = peer.expect(MessageNumber.CHANNEL_DATA);
			data.readInt();
			assertThat(data.readText()).isEqualTo(next);
		}
		assertThat(channel.readToEnd().end()).containsExactly("exit-status", "0", "EOF", "CLOSE");
	}

	@Test
	void windowBeyond32BitsIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession(0, 10, 1000).exec("sleep");
		peer.send(ClientMessages.windowAdjust(channel.id(), MAX_UINT32 - 10));
		peer.send(ClientMessages.windowAdjust(channel.id(), 1)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void largestWindowAndPacketSizeAreNumbersLikeOthers() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession(0, MAX_UINT32, MAX_UINT32).exec("zeros 100000");
		for (int left = 100_000; left > 0;) {
			WireReader data = peer.expect(MessageNumber.CHANNEL_DATA);
			data.readInt();
			int length = data.readString().length;
			assertThat(length).isLessThanOrEqualTo(MAX_DATA);
			left -= length;
		}
		assertThat(channel.readToEnd().bytes()).isEmpty();
	}

	@Test
	void adjustmentForAChannelThatIsGoneIsIgnored() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		channel.close();
		peer.send(ClientMessages.windowAdjust(channel.id(), MAX_UINT32)).openSession();
	}

	// Ends

	@Test
	void dataAfterEofIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession().exec("sleep").sendEof().send(new byte[1]);
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).isEqualTo("channel data after EOF");
	}

	@Test
	void extendedDataAfterEofIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sleep").sendEof();
		peer.send(ClientMessages.extendedData(channel.id(), 7, new byte[1])).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void secondEofIsHarmless() throws IOException {
		PeerChannel channel = attack.loggedIn().openSession().exec("sink").send(new byte[3]).sendEof().sendEof();
		assertThat(channel.readToEnd().text()).isEqualTo("3\n");
	}

	@Test
	void eofOfTheClientLeavesTheOtherDirectionOpen() throws IOException {
		PeerChannel channel = attack.loggedIn().openSession().sendEof().exec("zeros 100000");
		assertThat(channel.readToEnd().bytes()).hasSize(100_000);
	}

	@Test
	void dataBehindTheServersCloseIsDropped() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("exit 3");
		peer.await(MessageNumber.CHANNEL_CLOSE);
		channel.send(new byte[MAX_DATA]).sendEof();
		peer.send(ClientMessages.exec(channel.id(), "echo late"));
		channel.sendClose();
		assertThat(peer.openSession(1, 1000, 1000).exec("echo next").readToEnd().text()).isEqualTo("next\n");
		assertThat(attack.questions()).doesNotContain("exec echo late");
	}

	@Test
	void serverAnswersCloseOnce() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession().exec("sleep").close();
		peer.openSession().exec("cat").sendEof().readToEnd();
		// Nothing may come in between
		peer.openSession();
	}

	static Stream<Named<byte[]>> forOneChannel() {
		return ClientMessages.named(ClientMessages.data(5, new byte[1]), ClientMessages.extendedData(5, 1, new byte[1]),
				ClientMessages.channel(MessageNumber.CHANNEL_EOF, 5),
				ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, 5), ClientMessages.exec(5, "echo x"),
				ClientMessages.channel(MessageNumber.CHANNEL_SUCCESS, 5),
				ClientMessages.channel(MessageNumber.CHANNEL_FAILURE, 5));
	}

	@ParameterizedTest
	@MethodSource("forOneChannel")
	void messageForAChannelThatWasNeverOpenedIsRefused(byte[] message) throws IOException {
		byte[] payload = message.clone();
		for (int id : new int[] { 5, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff }) {
			ScriptedPeer peer = attack.loggedIn();
			peer.openSession();
			byte[] number = new WireWriter().writeUint32(id).toByteArray();
			System.arraycopy(number, 0, payload, 1, number.length);
			peer.send(payload).expectDisconnect(Reason.PROTOCOL_ERROR);
		}
	}

	@ParameterizedTest
	@MethodSource("forOneChannel")
	void messageForAChannelThatIsClosedIsRefused(byte[] message) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i <= 5; i++) {
			peer.openSession().close();
		}
		peer.send(message).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	// Numbers

	@Test
	void numberOfAChannelIsNeverUsedAgain() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 20; i++) {
			PeerChannel channel = peer.openSession();
			assertThat(channel.id()).isEqualTo(i);
			channel.close();
		}
	}

	@Test
	void twoChannelsMayHaveTheSameNumberOnTheClientsSide() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel first = peer.openSession(0xffff_ffff, 1000, 1000);
		PeerChannel second = peer.openSession(0xffff_ffff, 1000, 1000);
		assertThat(second.id()).isNotEqualTo(first.id());
		assertThat(second.exec("echo second").readToEnd().text()).isEqualTo("second\n");
	}

	// Answers without a question

	@ParameterizedTest
	@ValueSource(ints = { MessageNumber.REQUEST_SUCCESS, MessageNumber.REQUEST_FAILURE, MessageNumber.CHANNEL_SUCCESS,
			MessageNumber.CHANNEL_FAILURE })
	void answersWithoutAQuestionAreIgnoredUpToALimit(int number) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession();
		boolean global = number < MessageNumber.CHANNEL_OPEN;
		byte[] answer = global ? new byte[] { (byte) number }
				: ClientMessages.channel(number, channel.id()).toByteArray();
		for (int i = 0; i < MAX_STRAY_REPLIES; i++) {
			peer.send(answer);
		}
		peer.openSession();
		peer.send(answer).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void answerToAChannelThatWasNeverAskedForIsRefused() throws IOException {
		attack.loggedIn()
			.send(ClientMessages.channel(MessageNumber.CHANNEL_OPEN_CONFIRMATION, 0)
				.writeUint32(0)
				.writeUint32(1000)
				.writeUint32(1000))
			.expectDisconnect(Reason.PROTOCOL_ERROR);
		attack.loggedIn()
			.send(ClientMessages.channel(MessageNumber.CHANNEL_OPEN_FAILURE, 0)
				.writeUint32(1)
				.writeText("")
				.writeText(""))
			.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	// Loss

	@Test
	void lossOfTheConnectionEndsItsCommandsAndNoOthers() throws IOException {
		ScriptedPeer other = attack.loggedIn();
		PeerChannel channel = other.openSession().exec("sink");
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession().exec("sleep");
		peer.openSession().exec("cat");
		peer.openSession().exec("zeros 1000000000");
		Await.until("four commands", () -> attack.server().runningCommands() == 4);
		peer.close();
		Await.until("one command", () -> attack.server().runningCommands() == 1);
		assertThat(channel.send(new byte[7]).sendEof().readToEnd().text()).isEqualTo("7\n");
	}

	@Test
	void closeOfAChannelEndsItsCommandAndNoOther() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel[] channels = new PeerChannel[3];
		for (int i = 0; i < channels.length; i++) {
			channels[i] = peer.openSession().exec("sleep");
		}
		channels[1].close();
		Await.until("two commands", () -> attack.server().runningCommands() == 2);
		peer.send(ClientMessages.data(channels[2].id(), new byte[1])).openSession();
	}

	private static void fillWindow(PeerChannel channel) throws IOException {
		for (int i = 0; i < channel.window() / MAX_DATA; i++) {
			channel.send(new byte[MAX_DATA]);
		}
	}

}
