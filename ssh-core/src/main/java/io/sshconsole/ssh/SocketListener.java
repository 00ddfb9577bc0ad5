package io.sshconsole.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.Forwarder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one port or path for a peer, and opens a channel to it for each connection
 * that comes in.
 */
final class SocketListener implements Forwarder.Listener {

	private static final Logger logger = LoggerFactory.getLogger(SocketListener.class);

	private static final int BACKLOG = 16;

	/**
	 * How long the listener rests after a failure, say for lack of file descriptors.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final ServerSocketChannel socket;

	private final SocketAddress address;

	private final ThreadFactory threads;

	private final Semaphore places;

	private final Target target;

	private SocketListener(ServerSocketChannel socket, SocketAddress address, ThreadFactory threads, Semaphore places,
			Target target) {
		this.socket = socket;
		this.address = address;
		this.threads = threads;
		this.places = places;
		this.target = target;
	}

	/**
	 * Binds a port.
	 * @param bind where to listen
	 * @param threads makes threads
	 * @param places bounds the connections
	 * @param address makes the address by which the peer knows the port
	 * @param target opens channels
	 * @return a listener that does not accept yet
	 * @throws IOException if the port is not free
	 */
	static SocketListener onPort(InetSocketAddress bind, ThreadFactory threads, Semaphore places,
			IntFunction<SocketAddress> address, Target target) throws IOException {
		ServerSocketChannel socket = ServerSocketChannel.open();
		try {
			socket.bind(bind, BACKLOG);
			int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
			return new SocketListener(socket, address.apply(port), threads, places, target);
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * Makes a socket in the file system, for the owner of this process only.
	 * @param path where; must not exist
	 * @param threads makes threads
	 * @param places bounds the connections
	 * @param target opens channels
	 * @return a listener that does not accept yet
	 * @throws IOException if the socket cannot be made
	 */
	static SocketListener onPath(UnixDomainSocketAddress path, ThreadFactory threads, Semaphore places, Target target)
			throws IOException {
		ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			socket.bind(path, BACKLOG);
			PosixFileAttributeView view = Files.getFileAttributeView(path.getPath(), PosixFileAttributeView.class);
			if (view != null) {
				view.setPermissions(PosixFilePermissions.fromString("rw-------"));
			}
			return new SocketListener(socket, path, threads, places, target);
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * Returns the address by which the peer knows the listener.
	 */
	SocketAddress address() {
		return this.address;
	}

	@Override
	public int port() {
		return (this.address instanceof InetSocketAddress tcp) ? tcp.getPort() : 0;
	}

	@Override
	public void start() {
		this.threads.newThread(this::acceptUntilClosed).start();
	}

	private void acceptUntilClosed() {
		while (this.socket.isOpen()) {
			this.places.acquireUninterruptibly();
			try {
				start(this.socket.accept());
			}
			catch (ClosedChannelException ex) {
				this.places.release();
			}
			catch (IOException | OutOfMemoryError ex) {
				this.places.release();
				logger.warn("A connection to {} could not be accepted: {}", this.address, ex.toString());
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
	}

	private void start(SocketChannel connection) throws IOException {
		try {
			this.threads.newThread(() -> serve(connection)).start();
		}
		catch (OutOfMemoryError ex) {
			connection.close();
			throw ex;
		}
	}

	private void serve(SocketChannel connection) {
		try (Tunnel tunnel = new Tunnel(connection, this.threads)) {
			Channel channel = this.target.open(this.address, connection.getRemoteAddress());
			try {
				tunnel.run(channel);
			}
			finally {
				channel.close();
			}
		}
		catch (IOException ex) {
			logger.debug("A connection to {} was not forwarded: {}", this.address, ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.places.release();
		}
	}

	/**
	 * Stops listening. Connections that came in go on.
	 */
	void close() {
		try {
			this.socket.close();
			if (this.address instanceof UnixDomainSocketAddress path) {
				Files.deleteIfExists(path.getPath());
			}
		}
		catch (IOException ex) {
			logger.debug("{} could not be closed: {}", this.address, ex.getMessage());
		}
	}

	/**
	 * Opens a channel to the peer.
	 */
	@FunctionalInterface
	interface Target {

		/**
		 * Opens a channel.
		 * @param listened where a connection came in
		 * @param origin where it comes from
		 * @return an open channel
		 * @throws IOException if the peer refuses
		 */
		Channel open(SocketAddress listened, SocketAddress origin) throws IOException;

	}

}
