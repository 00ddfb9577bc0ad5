package io.sshconsole.ssh.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VersionExchangeTests {

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-Peer_1.0\r\n", "SSH-2.0-Peer_1.0\n" })
	void readsALineWithOrWithoutCr(String line) throws IOException {
		assertThat(read(Role.CLIENT, line)).isEqualTo("SSH-2.0-Peer_1.0");
	}

	@Test
	void keepsComments() throws IOException {
		assertThat(read(Role.CLIENT, "SSH-2.0-Peer_1.0 for  testing \r\n")).isEqualTo("SSH-2.0-Peer_1.0 for  testing ");
	}

	@ParameterizedTest
	@EnumSource
	void takesOneWhoAlsoSpeaksSsh1(Role peer) throws IOException {
		assertThat(read(peer, "SSH-1.99-Old\r\n")).isEqualTo("SSH-1.99-Old");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-1.5-Older\r\n", "SSH-3.0-Newer\r\n", "SSH-2.1-Newer\r\n", "SSH-2.0\r\n" })
	void refusesOtherVersions(String line) {
		assertRefused(Role.CLIENT, line, Reason.PROTOCOL_VERSION_NOT_SUPPORTED);
		assertRefused(Role.SERVER, line, Reason.PROTOCOL_VERSION_NOT_SUPPORTED);
	}

	@Test
	void letsAServerSayOtherLinesBefore() throws IOException {
		assertThat(read(Role.SERVER, "Welcome\r\n\r\nssh- no\nSSH-2.0-Peer\r\n")).isEqualTo("SSH-2.0-Peer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "\r\nSSH-2.0-Peer\r\n", " SSH-2.0-Peer\r\n" })
	void letsAClientSayNothingBefore(String text) {
		assertRefused(Role.CLIENT, text, Reason.PROTOCOL_ERROR);
	}

	@Test
	void hearsAServerOutForSomeTimeOnly() throws IOException {
		assertThat(read(Role.SERVER, "hello\r\n".repeat(1024) + "SSH-2.0-Peer\r\n")).isEqualTo("SSH-2.0-Peer");
		assertRefused(Role.SERVER, "hello\r\n".repeat(1025) + "SSH-2.0-Peer\r\n", Reason.PROTOCOL_ERROR);
		assertThat(read(Role.SERVER, "h".repeat(8000) + "\r\nSSH-2.0-Peer\r\n")).isEqualTo("SSH-2.0-Peer");
		assertRefused(Role.SERVER, "h".repeat(9000) + "\r\nSSH-2.0-Peer\r\n", Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@EnumSource
	void readsAtMost255Bytes(Role peer) throws IOException {
		String longest = "SSH-2.0-" + "x".repeat(255 - 8 - 2);
		assertThat(read(peer, longest + "\r\n")).isEqualTo(longest);
		assertRefused(peer, longest + "x\r\n", Reason.PROTOCOL_ERROR);
		assertRefused(peer, "SSH-2.0-" + "x".repeat(1_000_000), Reason.PROTOCOL_ERROR);
	}

	@Test
	void refusesNul() {
		assertRefused(Role.CLIENT, "SSH-2.0-Pe\0er\r\n", Reason.PROTOCOL_ERROR);
	}

	@Test
	void refusesAPeerThatLeaves() {
		assertRefused(Role.CLIENT, "SSH-2.0-Pe", Reason.CONNECTION_LOST);
		assertRefused(Role.CLIENT, "", Reason.CONNECTION_LOST);
	}

	@Test
	void takesNoByteTooMany() throws IOException {
		PacketReader reader = reader("SSH-2.0-Peer\r\nx");
		VersionExchange.read(reader, Role.CLIENT);
		assertThat(reader.readByte()).isEqualTo('x');
	}

	private static void assertRefused(Role peer, String text, Reason reason) {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> read(peer, text))
			.returns(reason.code(), DisconnectException::reasonCode);
	}

	private static String read(Role peer, String text) throws IOException {
		return VersionExchange.read(reader(text), peer);
	}

	/**
	 * A reader to which bytes come one by one.
	 */
	private static PacketReader reader(String text) {
		InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
		return new PacketReader(new InputStream() {

			@Override
			public int read() throws IOException {
				return bytes.read();
			}

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				return bytes.read(target, offset, Math.min(length, 1));
			}

		}, TransportConfig.builder().build());
	}

}
