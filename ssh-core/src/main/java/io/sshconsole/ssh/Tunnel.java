package io.sshconsole.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelListener;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket joined to a channel: moves bytes both ways until both have ended, each as fast
 * as the other side takes them. An end of one direction is passed on and leaves the other
 * one open.
 */
final class Tunnel implements ChannelTask, Closeable {

	private static final Logger logger = LoggerFactory.getLogger(Tunnel.class);

	/**
	 * Bytes moved in one step, the size of a packet.
	 */
	private static final int BUFFER = 32 * 1024;

	private final SocketChannel socket;

	private final ThreadFactory threads;

	private final Consumer<Tunnel> whenClosed;

	/**
	 * Prepares to move bytes.
	 * @param socket a connection, closed by this tunnel
	 * @param threads makes the thread of the second direction
	 * @param whenClosed hears of the end
	 */
	Tunnel(SocketChannel socket, ThreadFactory threads, Consumer<Tunnel> whenClosed) {
		this.socket = socket;
		this.threads = threads;
		this.whenClosed = whenClosed;
	}

	/**
	 * Moves bytes. When the peer closes the channel, nothing more can be sent to it, but
	 * what came from it is still handed on; closing this tunnel ends that, too.
	 */
	@Override
	public ExitStatus run(Channel channel) throws IOException, InterruptedException {
		try (this) {
			if (this.socket.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
				this.socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
			}
			channel.listener(new ChannelListener() {

				@Override
				public void closed() {
					stopReading();
				}

			});
			Thread toSocket = this.threads.newThread(() -> moveToSocket(channel));
			toSocket.start();
			moveToChannel(channel);
			toSocket.join();
		}
		return ExitStatus.OK;
	}

	/**
	 * Frees the thread that waits for bytes to send to the peer.
	 */
	private void stopReading() {
		try {
			this.socket.shutdownInput();
		}
		catch (IOException ex) {
			logger.trace("A forwarded connection has ended already: {}", ex.getMessage());
		}
	}

	private void moveToChannel(Channel channel) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
		OutputStream out = channel.out();
		try {
			while (this.socket.read(buffer) >= 0) {
				out.write(buffer.array(), 0, buffer.position());
				out.flush();
				buffer.clear();
			}
			channel.sendEof();
		}
		catch (IOException ex) {
			logger.debug("{} ended: {}", channel, ex.toString());
			if (channel.isOpen()) {
				// Both, so that the other direction is stuck in neither
				close();
				channel.close();
			}
		}
	}

	private void moveToSocket(Channel channel) {
		byte[] bytes = new byte[BUFFER];
		InputStream in = channel.in();
		try {
			for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
				if (!write(ByteBuffer.wrap(bytes, 0, count))) {
					// Nobody reads there any more, but something may still come from
					// there
					in.close();
					return;
				}
			}
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			logger.debug("{} ended: {}", channel, ex.toString());
			close();
		}
	}

	private boolean write(ByteBuffer bytes) {
		try {
			while (bytes.hasRemaining()) {
				this.socket.write(bytes);
			}
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		this.whenClosed.accept(this);
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			logger.debug("A forwarded connection could not be closed: {}", ex.getMessage());
		}
	}

}
