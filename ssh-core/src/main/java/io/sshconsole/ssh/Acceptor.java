package io.sshconsole.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket and the thread that accepts from it. The thread is no daemon: a
 * server keeps its process up.
 */
final class Acceptor {

	private static final Logger logger = LoggerFactory.getLogger(Acceptor.class);

	private static final int BACKLOG = 128;

	/**
	 * How long the acceptor rests after a failure, say for lack of file descriptors, so
	 * that it does not spin.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * How long {@link #close} waits for the thread to leave {@code accept}.
	 */
	private static final long CLOSE_PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

	private final ServerSocket socket;

	private final Target target;

	private final Thread thread = new Thread(this::acceptUntilClosed, "ssh-acceptor");

	private volatile @Nullable AcceptError lastError;

	private Acceptor(ServerSocket socket, Target target) {
		this.socket = socket;
		this.target = target;
	}

	/**
	 * Binds an address and starts to accept.
	 * @param address where to listen
	 * @param target takes the connections
	 * @return a running acceptor
	 * @throws IOException if the address cannot be bound
	 */
	static Acceptor start(InetSocketAddress address, Target target) throws IOException {
		ServerSocket socket = new ServerSocket();
		try {
			socket.setReuseAddress(true);
			socket.bind(address, BACKLOG);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
		Acceptor acceptor = new Acceptor(socket, target);
		acceptor.thread.start();
		return acceptor;
	}

	private void acceptUntilClosed() {
		while (isOpen()) {
			try {
				this.target.admit(this.socket.accept());
			}
			catch (IOException | RuntimeException | OutOfMemoryError ex) {
				if (isOpen()) {
					this.lastError = new AcceptError(Instant.now(), ex.getClass().getSimpleName());
					logger.warn("A connection could not be accepted: {}", ex.toString());
					LockSupport.parkNanos(PAUSE_NANOS);
				}
			}
		}
	}

	/**
	 * Gives the port back. The system listens for as long as a thread is inside
	 * {@code accept}, closed or not, so a restart on the same port waits for it.
	 */
	void close() {
		try {
			this.socket.close();
			if (Thread.currentThread() != this.thread) {
				this.thread.join(CLOSE_PATIENCE_MILLIS);
			}
		}
		catch (IOException ex) {
			logger.debug("The listening socket could not be closed: {}", ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	boolean isOpen() {
		return !this.socket.isClosed();
	}

	Optional<AcceptError> lastError() {
		return Optional.ofNullable(this.lastError);
	}

	InetSocketAddress address() {
		return new InetSocketAddress(this.socket.getInetAddress(), this.socket.getLocalPort());
	}

	/**
	 * Takes connections.
	 */
	@FunctionalInterface
	interface Target {

		/**
		 * Takes a connection, or closes it.
		 * @param socket the connection
		 * @throws IOException if it broke already
		 */
		void admit(Socket socket) throws IOException;

	}

}
