package io.sshconsole.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;

import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a peer is told before its connection ends, and the time to read it.
 */
final class LastWords {

	private static final Logger logger = LoggerFactory.getLogger(LastWords.class);

	/**
	 * How long they may take before the socket is closed over them.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	/**
	 * How much and how long is still read after our DISCONNECT. Closing a socket with
	 * unread bytes resets the connection, and the peer might never see the reason.
	 */
	private static final int MAX_LINGER_BYTES = 256 * 1024;

	private static final int LINGER_MILLIS = 500;

	private final Transport transport;

	private final Watchdog watchdog;

	private final Socket socket;

	private final PacketTransport packets;

	LastWords(Transport transport, Watchdog watchdog, Socket socket, PacketTransport packets) {
		this.transport = transport;
		this.watchdog = watchdog;
		this.socket = socket;
		this.packets = packets;
	}

	/**
	 * Sends the reason. A write that is stuck, because the peer does not read, is freed
	 * by closing the socket.
	 */
	void send(DisconnectException reason) {
		Future<?> deadline = this.watchdog.schedule(PATIENCE, () -> this.packets.close(reason));
		this.packets.sendDisconnect(reason, PATIENCE.toMillis());
		deadline.cancel(false);
	}

	/**
	 * Reads on for a moment, so that the peer sees the reason.
	 */
	void linger() {
		try {
			this.socket.shutdownOutput();
			this.socket.setSoTimeout(LINGER_MILLIS);
			InputStream in = this.socket.getInputStream();
			byte[] ignored = new byte[8192];
			long end = System.nanoTime() + Duration.ofMillis(LINGER_MILLIS).toNanos();
			int total = 0;
			while (total < MAX_LINGER_BYTES && System.nanoTime() < end) {
				int count = in.read(ignored);
				if (count < 0) {
					return;
				}
				total += count;
			}
		}
		catch (IOException ex) {
			logger.trace("{} did not wait for our last words: {}", this.transport, ex.getMessage());
		}
	}

}
