package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

import io.sshconsole.ssh.transport.PacketTransport;

/**
 * What the peer sends on a channel. Reading blocks until there are bytes and gives the
 * peer window for what was read, so a consumer that does not read stops its sender and
 * nobody else.
 * <p>
 * The stream ends with the peer's EOF. If the channel or the connection goes away before,
 * a read throws instead: what has arrived must not be taken for the whole.
 */
final class ChannelInputStream extends InputStream {

	private final Channel channel;

	private final ChannelFlow flow;

	private final boolean extended;

	ChannelInputStream(Channel channel, ChannelFlow flow, boolean extended) {
		this.channel = channel;
		this.flow = flow;
		this.extended = extended;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, target.length);
		if (length == 0) {
			return 0;
		}
		PacketTransport transport = this.channel.transport();
		// In this order: each read of an upload would take the channel's lock twice
		if (transport.lingers() && this.flow.available(this.extended) == 0) {
			// The peer may have to read an answer before it sends more
			transport.hurryLater();
		}
		int count = this.flow.read(this.extended, target, offset, length);
		this.channel.adjustWindow();
		return count;
	}

	/**
	 * Ends the reading of this stream. What the peer still sends is dropped.
	 */
	@Override
	public void close() throws IOException {
		if (!this.extended) {
			this.channel.stopReading();
		}
	}

	@Override
	public int available() {
		return this.flow.available(this.extended);
	}

}
