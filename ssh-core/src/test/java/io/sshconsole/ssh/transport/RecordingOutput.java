package io.sshconsole.ssh.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * A socket that keeps what is written to it, and in how many writes. It can be stuck.
 */
final class RecordingOutput extends OutputStream {

	private final Queue<byte[]> writes = new ConcurrentLinkedQueue<>();

	private volatile CountDownLatch stuck = new CountDownLatch(0);

	/**
	 * Lets the next writes wait until {@link #free}.
	 */
	void stick() {
		this.stuck = new CountDownLatch(1);
	}

	void free() {
		this.stuck.countDown();
	}

	@Override
	public void write(int value) {
		throw new AssertionError("one byte at a time");
	}

	@Override
	public void write(byte[] source, int offset, int length) throws IOException {
		byte[] copy = new byte[length];
		System.arraycopy(source, offset, copy, 0, length);
		try {
			this.stuck.await();
		}
		catch (InterruptedException ex) {
			throw new IOException("interrupted inside of the socket", ex);
		}
		this.writes.add(copy);
	}

	int writes() {
		return this.writes.size();
	}

	/**
	 * Forgets what was written.
	 */
	void clear() {
		this.writes.clear();
	}

	byte[] bytes() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		this.writes.forEach(all::writeBytes);
		return all.toByteArray();
	}

	/**
	 * Returns all packets, which must not be encrypted.
	 * @return their payloads
	 */
	List<byte[]> packets() throws IOException {
		PacketReader reader = new PacketReader(new ByteArrayInputStream(bytes()), TransportConfig.builder().build());
		reader.peerIsKnown();
		List<byte[]> packets = new ArrayList<>();
		while (true) {
			try {
				WireReader packet = reader.read();
				packets.add(packet.readBytes(packet.remaining()));
			}
			catch (DisconnectException ex) {
				if (ex.reasonCode() != DisconnectException.Reason.CONNECTION_LOST.code()) {
					throw ex;
				}
				return packets;
			}
		}
	}

	/**
	 * Returns the numbers of all messages.
	 */
	List<Integer> numbers() throws IOException {
		return packets().stream().map((packet) -> packet[0] & 0xff).toList();
	}

}
