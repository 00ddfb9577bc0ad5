package io.sshconsole.ssh.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session that a {@link ScriptedPeer} has opened.
 */
public final class PeerChannel {

	/**
	 * Our window: as much as there can be, so that tests need not adjust it.
	 */
	public static final long WINDOW = 0xffff_ffffL;

	public static final long MAX_DATA = 32 * 1024;

	private final ScriptedPeer peer;

	private final int id;

	private final long window;

	PeerChannel(ScriptedPeer peer, int id, long window) {
		this.peer = peer;
		this.id = id;
		this.window = window;
	}

	/**
	 * Returns the server's number for the channel.
	 * @return what our messages must name
	 */
	public int id() {
		return this.id;
	}

	/**
	 * Returns how many bytes the server first lets us send.
	 * @return the initial window
	 */
	public int window() {
		return Math.toIntExact(this.window);
	}

	/**
	 * Starts a command.
	 * @param command the command
	 * @return this channel
	 * @throws IOException if the server goes away
	 */
	public PeerChannel exec(String command) throws IOException {
		this.peer.send(ClientMessages.exec(this.id, command));
		return expectSuccess();
	}

	/**
	 * Sends a request and expects that it is granted.
	 * @param request made for this channel
	 * @return this channel
	 * @throws IOException if the server goes away
	 */
	public PeerChannel granted(WireWriter request) throws IOException {
		this.peer.send(request);
		return expectSuccess();
	}

	/**
	 * Sends a request and expects that it is refused.
	 * @param request made for this channel
	 * @return this channel
	 * @throws IOException if the server goes away
	 */
	public PeerChannel refused(WireWriter request) throws IOException {
		this.peer.send(request);
		this.peer.expect(MessageNumber.CHANNEL_FAILURE);
		return this;
	}

	private PeerChannel expectSuccess() throws IOException {
		this.peer.expect(MessageNumber.CHANNEL_SUCCESS);
		return this;
	}

	public PeerChannel send(byte[] data) throws IOException {
		this.peer.send(ClientMessages.data(this.id, data));
		return this;
	}

	public PeerChannel sendEof() throws IOException {
		this.peer.send(ClientMessages.channel(MessageNumber.CHANNEL_EOF, this.id));
		return this;
	}

	public PeerChannel sendClose() throws IOException {
		this.peer.send(ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, this.id));
		return this;
	}

	/**
	 * Closes the channel on both sides.
	 * @throws IOException if the server goes away
	 */
	public void close() throws IOException {
		sendClose();
		this.peer.await(MessageNumber.CHANNEL_CLOSE);
	}

	/**
	 * Reads up to the server's CLOSE and answers it.
	 * @return all that the server sent on the channel
	 * @throws IOException if the server goes away
	 */
	public Output readToEnd() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		List<String> end = new ArrayList<>();
		for (byte[] message = this.peer.read();; message = this.peer.read()) {
			WireReader fields = new WireReader(message, 1, message.length - 1);
			fields.readInt();
			switch (message[0] & 0xff) {
				case MessageNumber.CHANNEL_WINDOW_ADJUST -> {
				}
				case MessageNumber.CHANNEL_DATA -> out.writeBytes(fields.readString());
				case MessageNumber.CHANNEL_EXTENDED_DATA -> {
					assertThat(fields.readInt()).isEqualTo(1);
					err.writeBytes(fields.readString());
				}
				case MessageNumber.CHANNEL_REQUEST -> {
					end.add(fields.readText());
					assertThat(fields.readBoolean()).as("want reply").isFalse();
					end.add(String.valueOf(fields.readInt()));
				}
				case MessageNumber.CHANNEL_EOF -> end.add("EOF");
				case MessageNumber.CHANNEL_CLOSE -> {
					end.add("CLOSE");
					sendClose();
					return new Output(out.toByteArray(), err.toByteArray(), end);
				}
				default -> throw new AssertionError(MessageNumber.name(message[0] & 0xff) + " on a channel");
			}
		}
	}

	/**
	 * What a command wrote, and how it ended.
	 *
	 * @param bytes standard output
	 * @param errorBytes standard error
	 * @param end the names of the messages at the end, such as {@code exit-status, 0,
	 * EOF, CLOSE}
	 */
	public record Output(byte[] bytes, byte[] errorBytes, List<String> end) {

		public String text() {
			return new String(this.bytes, StandardCharsets.UTF_8);
		}

	}

}
