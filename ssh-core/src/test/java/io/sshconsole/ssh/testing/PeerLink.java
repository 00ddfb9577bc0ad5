package io.sshconsole.ssh.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.wire.MessageNumber;
import org.jspecify.annotations.Nullable;

/**
 * A test's end of a connection: bytes and packets, each direction with its own keys and
 * its own count. Checks nothing; waits ten seconds for each byte, so that a test fails
 * rather than hangs.
 */
final class PeerLink implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private static final int MAX_PACKET = 1024 * 1024;

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private PacketCipher inCipher = PacketCipher.none();

	private PacketCipher outCipher = PacketCipher.none();

	private @Nullable PacketCipher nextInCipher;

	private boolean resetsInSequence;

	private int inSequence;

	private int outSequence;

	private PeerLink(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
		this.out = socket.getOutputStream();
	}

	/**
	 * Connects.
	 * @param port a port of this machine
	 * @param receiveBuffer size of the socket's receive buffer, {@code 0} for the usual
	 * @return a connection on which nothing was sent
	 */
	static PeerLink connect(int port, int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		if (receiveBuffer > 0) {
			socket.setReceiveBufferSize(receiveBuffer);
		}
		socket.setTcpNoDelay(true);
		socket.setSoTimeout(TIMEOUT_MILLIS);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
		return new PeerLink(socket);
	}

	void send(byte[] bytes) throws IOException {
		this.out.write(bytes);
	}

	/**
	 * Seals a packet as the next one, without sending it.
	 * @param payload the message
	 * @return the packet's bytes
	 */
	byte[] seal(byte[] payload) throws IOException {
		byte[] plain = new byte[PacketCipher.PAYLOAD_OFFSET + payload.length + PacketCipher.MAX_PADDING];
		System.arraycopy(payload, 0, plain, PacketCipher.PAYLOAD_OFFSET, payload.length);
		byte[] sealed = new byte[payload.length + this.outCipher.overhead()];
		int length = this.outCipher.seal(this.outSequence++, plain, payload.length, sealed, 0);
		return Arrays.copyOf(sealed, length);
	}

	/**
	 * Reads a packet. Behind NEWKEYS the announced keys are in use.
	 * @return its payload
	 */
	byte[] receive() throws IOException {
		byte[] head = readBytes(this.inCipher.headerLength());
		int wireLength = this.inCipher.wireLength(this.inSequence, head, 0, MAX_PACKET);
		byte[] sealed = Arrays.copyOf(head, wireLength);
		System.arraycopy(readBytes(wireLength - head.length), 0, sealed, head.length, wireLength - head.length);
		byte[] plain = new byte[wireLength];
		int length = this.inCipher.open(this.inSequence++, sealed, 0, wireLength, plain);
		byte[] payload = Arrays.copyOfRange(plain, PacketCipher.PAYLOAD_OFFSET, PacketCipher.PAYLOAD_OFFSET + length);
		if (payload[0] == MessageNumber.NEWKEYS && this.nextInCipher != null) {
			this.inCipher = this.nextInCipher;
			this.nextInCipher = null;
			this.inSequence = this.resetsInSequence ? 0 : this.inSequence;
		}
		return payload;
	}

	/**
	 * Reads up to a line feed.
	 * @return the line without its end
	 */
	String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = readBytes(1)[0]; next != '\n'; next = readBytes(1)[0]) {
			line.append((char) (next & 0xff));
		}
		return line.toString().replaceFirst("\r$", "");
	}

	private byte[] readBytes(int count) throws IOException {
		byte[] bytes = this.in.readNBytes(count);
		if (bytes.length < count) {
			throw new EOFException("the server closed the connection");
		}
		return bytes;
	}

	/**
	 * Reads and drops bytes until the server closes.
	 */
	void drain() throws IOException {
		this.in.transferTo(OutputStream.nullOutputStream());
	}

	/**
	 * Uses keys for the server's packets, once its NEWKEYS has come.
	 */
	void announceInCipher(PacketCipher cipher, boolean resetSequence) {
		this.nextInCipher = cipher;
		this.resetsInSequence = resetSequence;
	}

	/**
	 * Uses keys for our packets from now on.
	 */
	void useOutCipher(PacketCipher cipher, boolean resetSequence) {
		this.outCipher = cipher;
		this.outSequence = resetSequence ? 0 : this.outSequence;
	}

	/**
	 * Returns the number that the next packet will have.
	 */
	int outSequence() {
		return this.outSequence;
	}

	void shutdownOutput() throws IOException {
		this.socket.shutdownOutput();
	}

	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
