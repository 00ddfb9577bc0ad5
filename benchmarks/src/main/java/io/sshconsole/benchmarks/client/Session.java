package io.sshconsole.benchmarks.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A command that runs on the server. Its window is opened again when half of it is used.
 */
public final class Session {

	/**
	 * The window of the stock client.
	 */
	public static final int WINDOW = 2 * 1024 * 1024;

	/**
	 * Most bytes in a packet that the stock client takes.
	 */
	public static final int MAX_DATA = 32 * 1024;

	private final BenchmarkClient client;

	private final int id;

	private final int window;

	private final ByteArrayOutputStream text = new ByteArrayOutputStream();

	private boolean keepsText;

	private int peerId;

	private long sendWindow;

	private int unacknowledged;

	private long received;

	private boolean closed;

	Session(BenchmarkClient client, int id, int window) {
		this.client = client;
		this.id = id;
		this.window = window;
	}

	void open(int maxData) throws IOException {
		this.client.send(WireWriter.message(MessageNumber.CHANNEL_OPEN)
			.writeText("session")
			.writeUint32(this.id)
			.writeUint32(this.window)
			.writeUint32(maxData));
		await(MessageNumber.CHANNEL_OPEN_CONFIRMATION);
	}

	void exec(String command) throws IOException {
		this.client
			.send(message(MessageNumber.CHANNEL_REQUEST).writeText("exec").writeBoolean(true).writeText(command));
		await(MessageNumber.CHANNEL_SUCCESS);
	}

	private WireWriter message(int number) {
		return WireWriter.message(number).writeUint32(this.peerId);
	}

	private void await(int number) throws IOException {
		int actual;
		do {
			actual = this.client.dispatch();
			if (actual == MessageNumber.CHANNEL_OPEN_FAILURE || actual == MessageNumber.CHANNEL_FAILURE) {
				throw new SshException("The server refused: " + MessageNumber.name(actual));
			}
		}
		while (actual != number);
	}

	void receive(int number, WireReader message) throws IOException {
		switch (number) {
			case MessageNumber.CHANNEL_OPEN_CONFIRMATION -> {
				this.peerId = message.readInt();
				this.sendWindow = message.readUint32();
			}
			case MessageNumber.CHANNEL_WINDOW_ADJUST -> this.sendWindow += message.readUint32();
			case MessageNumber.CHANNEL_DATA -> receiveData(message);
			case MessageNumber.CHANNEL_CLOSE -> {
				this.closed = true;
				this.client.send(message(MessageNumber.CHANNEL_CLOSE));
			}
			default -> {
			}
		}
	}

	private void receiveData(WireReader message) throws IOException {
		int length = message.readLength();
		this.received += length;
		this.unacknowledged += length;
		if (this.keepsText) {
			this.text.write(message.array(), message.position(), length);
		}
		if (this.unacknowledged > this.window / 2) {
			this.client.send(message(MessageNumber.CHANNEL_WINDOW_ADJUST).writeUint32(this.unacknowledged));
			this.unacknowledged = 0;
		}
	}

	/**
	 * Sends data, as the window allows.
	 * @param block what is sent again and again, at most 32 KiB
	 * @param count how many bytes in all
	 * @throws IOException if the server goes away
	 */
	public void send(byte[] block, long count) throws IOException {
		for (long left = count; left > 0;) {
			while (this.sendWindow == 0) {
				this.client.dispatch();
			}
			int length = (int) Math.min(Math.min(left, block.length), this.sendWindow);
			this.sendWindow -= length;
			left -= length;
			this.client.transport()
				.writeIf(() -> true,
						(out) -> out.writeByte(MessageNumber.CHANNEL_DATA)
							.writeUint32(this.peerId)
							.writeString(block, 0, length),
						(left > 0 && this.sendWindow > 0) ? More.CERTAIN : More.NONE);
		}
	}

	public void sendEof() throws IOException {
		this.client.send(message(MessageNumber.CHANNEL_EOF));
	}

	/**
	 * Reads until so many bytes have come in all.
	 * @param count since the command was started
	 * @throws IOException if the server goes away
	 */
	public void awaitReceived(long count) throws IOException {
		while (this.received < count && !this.closed) {
			this.client.dispatch();
		}
	}

	public long received() {
		return this.received;
	}

	/**
	 * Reads until the command has ended.
	 * @return how many bytes it wrote
	 * @throws IOException if the server goes away
	 */
	public long awaitEnd() throws IOException {
		while (!this.closed) {
			this.client.dispatch();
		}
		return this.received;
	}

	/**
	 * Reads until the command has ended, and keeps what it says from now on.
	 * @return its output
	 * @throws IOException if the server goes away
	 */
	public String readToEnd() throws IOException {
		this.keepsText = true;
		awaitEnd();
		return this.text.toString(StandardCharsets.UTF_8).trim();
	}

}
