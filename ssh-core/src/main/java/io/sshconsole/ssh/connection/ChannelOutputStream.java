package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * What we send on a channel: CHANNEL_DATA, or CHANNEL_EXTENDED_DATA of one type (RFC 4254
 * §5.2). Not buffered: a write returns when all its bytes are in packets, after waiting
 * for the peer's window. They leave at once, or within a few milliseconds if they are
 * many and neither {@link #flush} nor anything else of the connection sends them before.
 * <p>
 * It is its own {@link Payload}, so a packet costs one copy and no object. Its lock keeps
 * the fields of one write together; application threads only, taken before the channel's
 * and the writer's.
 */
final class ChannelOutputStream extends OutputStream implements Payload {

	static final int STDERR = 1;

	/**
	 * A line, a screen or an answer is less. Who writes as many bytes at once copies
	 * something, block by block.
	 */
	private static final int MUCH = 4096;

	private final Channel channel;

	private final long peerId;

	private final ChannelFlow flow;

	private final int extendedType;

	private final ReentrantLock lock = new ReentrantLock();

	private byte[] source = new byte[0];

	private int offset;

	private int length;

	/**
	 * Makes a stream.
	 * @param channel the channel
	 * @param peerId the peer's number for it
	 * @param flow its windows
	 * @param extendedType the type of extended data, {@code 0} for ordinary data
	 */
	ChannelOutputStream(Channel channel, long peerId, ChannelFlow flow, int extendedType) {
		this.channel = channel;
		this.peerId = peerId;
		this.flow = flow;
		this.extendedType = extendedType;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, source.length);
		this.lock.lock();
		try {
			this.channel.active();
			this.source = source;
			this.offset = offset;
			int left = length;
			while (left > 0) {
				this.length = this.flow.reserve(left);
				left -= this.length;
				More more = this.flow.hasWindow() ? next(left) : More.NONE;
				if (!this.channel.transport().writeIf(this.flow::canSend, this, more)) {
					throw new SshException("the channel is closed");
				}
				this.offset += this.length;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private More next(int left) {
		if (left > 0) {
			return More.CERTAIN;
		}
		return (this.length >= MUCH) ? More.LIKELY : More.NONE;
	}

	/**
	 * Sends what a write of much data has left to wait for the next one.
	 */
	@Override
	public void flush() throws IOException {
		this.channel.transport().hurry();
	}

	@Override
	public void writeTo(WireWriter out) {
		if (this.extendedType == 0) {
			out.writeByte(MessageNumber.CHANNEL_DATA).writeUint32(this.peerId);
		}
		else {
			out.writeByte(MessageNumber.CHANNEL_EXTENDED_DATA).writeUint32(this.peerId).writeUint32(this.extendedType);
		}
		out.writeString(this.source, this.offset, this.length);
	}

	/**
	 * Ends our direction of the channel, if this is its main stream.
	 */
	@Override
	public void close() throws IOException {
		if (this.extendedType == 0) {
			this.channel.sendEof();
		}
	}

}
