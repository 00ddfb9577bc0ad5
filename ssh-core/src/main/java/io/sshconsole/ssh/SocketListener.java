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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
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

	private final TcpForwarder forwarder;

	private final ServerSocketChannel socket;

	private final SocketAddress address;

	private final Target target;

	/**
	 * Held by the thread that is inside {@code accept}. The system listens for as long as
	 * it is, closed or not.
	 */
	private final ReentrantLock accepting = new ReentrantLock();

	private SocketListener(TcpForwarder forwarder, ServerSocketChannel socket, SocketAddress address, Target target) {
		this.forwarder = forwarder;
		this.socket = socket;
		this.address = address;
		this.target = target;
	}

	/**
	 * Binds a port.
	 * @param forwarder whose listener it is
	 * @param bind where to listen
	 * @param address makes the address by which the peer knows the port
	 * @param target opens channels
	 * @return a listener that does not accept yet
	 * @throws IOException if the port is not free
	 */
	static SocketListener onPort(TcpForwarder forwarder, InetSocketAddress bind, IntFunction<SocketAddress> address,
			Target target) throws IOException {
		ServerSocketChannel socket = ServerSocketChannel.open();
		try {
			socket.bind(bind, BACKLOG);
			int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
			return new SocketListener(forwarder, socket, address.apply(port), target);
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * Makes a socket in the file system, for the owner of this process only.
	 * @param forwarder whose listener it is
	 * @param path where; must not exist
	 * @param target opens channels
	 * @return a listener that does not accept yet
	 * @throws IOException if the socket cannot be made
	 */
	static SocketListener onPath(TcpForwarder forwarder, UnixDomainSocketAddress path, Target target)
			throws IOException {
		ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			socket.bind(path, BACKLOG);
			PosixFileAttributeView view = Files.getFileAttributeView(path.getPath(), PosixFileAttributeView.class);
			if (view != null) {
				view.setPermissions(PosixFilePermissions.fromString("rw-------"));
			}
			return new SocketListener(forwarder, socket, path, target);
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
		this.forwarder.threads().newThread(this::acceptUntilClosed).start();
	}

	private void acceptUntilClosed() {
		while (this.socket.isOpen()) {
			this.forwarder.incoming().acquireUninterruptibly();
			try {
				start(accept());
			}
			catch (ClosedChannelException ex) {
				this.forwarder.incoming().release();
			}
			catch (IOException | OutOfMemoryError ex) {
				this.forwarder.incoming().release();
				logger.warn("A connection to {} could not be accepted: {}", this.address, ex.toString());
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
	}

	private SocketChannel accept() throws IOException {
		this.accepting.lock();
		try {
			return this.socket.accept();
		}
		finally {
			this.accepting.unlock();
		}
	}

	private void start(SocketChannel connection) throws IOException {
		try {
			this.forwarder.threads().newThread(() -> serve(connection)).start();
		}
		catch (OutOfMemoryError ex) {
			connection.close();
			throw ex;
		}
	}

	private void serve(SocketChannel connection) {
		try (Tunnel tunnel = this.forwarder.tunnel(connection)) {
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
			this.forwarder.incoming().release();
		}
	}

	/**
	 * Stops listening. Connections that came in go on. The port is free when this
	 * returns, for closing wakes the thread that accepts.
	 */
	void close() {
		try {
			this.socket.close();
			this.accepting.lock();
			this.accepting.unlock();
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
