package io.sshconsole.ssh.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.transport.HostKeyVerifier;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;

/**
 * Both ends of one connection over a loopback socket: a client's and a server's
 * {@link PacketTransport} with real keys, and no authentication.
 */
public final class LoopbackPair implements AutoCloseable {

	private static final long START_SECONDS = 30;

	private final PacketTransport client;

	private final PacketTransport server;

	private final Socket serverSocket;

	private LoopbackPair(PacketTransport client, PacketTransport server, Socket serverSocket) {
		this.client = client;
		this.server = server;
		this.serverSocket = serverSocket;
	}

	public static Builder builder() {
		return new Builder();
	}

	public PacketTransport client() {
		return this.client;
	}

	public PacketTransport server() {
		return this.server;
	}

	public Socket serverSocket() {
		return this.serverSocket;
	}

	/**
	 * Exchanges the first keys.
	 * @return this pair
	 * @throws Exception the client's failure, with that of the server if both fail
	 */
	public LoopbackPair start() throws Exception {
		CompletableFuture<Throwable> serverFailure = new CompletableFuture<>();
		Thread thread = new Thread(() -> serverFailure.complete(startServer()), "loopback-server");
		thread.setDaemon(true);
		thread.start();
		Throwable failure = null;
		try {
			this.client.start();
		}
		catch (IOException ex) {
			this.client.close(ex);
			failure = ex;
		}
		Throwable other = serverFailure.get(START_SECONDS, TimeUnit.SECONDS);
		if (failure == null) {
			failure = other;
		}
		else if (other != null) {
			failure.addSuppressed(other);
		}
		if (failure instanceof IOException ex) {
			throw ex;
		}
		if (failure != null) {
			throw new IllegalStateException(failure);
		}
		return this;
	}

	private Throwable startServer() {
		try {
			this.server.start();
			return null;
		}
		catch (IOException | RuntimeException ex) {
			if (ex instanceof DisconnectException reason && !reason.isByPeer()) {
				this.server.sendDisconnect(reason, 1000);
			}
			this.server.close(ex);
			return ex;
		}
	}

	/**
	 * Goes past authentication on both sides.
	 * @param flusher sends what is posted
	 * @return this pair
	 */
	public LoopbackPair share(Executor flusher) throws IOException {
		this.client.share(flusher);
		this.server.share(flusher);
		return this;
	}

	@Override
	public void close() {
		DisconnectException cause = new DisconnectException(Reason.BY_APPLICATION, "the test is over");
		this.client.close(cause);
		this.server.close(cause);
	}

	/**
	 * Collects what the ends differ in.
	 */
	public static final class Builder {

		private TransportConfig client = TransportConfig.builder().build();

		private TransportConfig server = this.client;

		private List<Signer> hostKeys = List.of(HostKeys.generate());

		private HostKeyVerifier verifier = (hostKey) -> true;

		private int socketBuffers;

		private UnaryOperator<InputStream> serverIn = UnaryOperator.identity();

		private UnaryOperator<OutputStream> serverOut = UnaryOperator.identity();

		private Builder() {
		}

		public Builder client(TransportConfig config) {
			this.client = config;
			return this;
		}

		public Builder server(TransportConfig config) {
			this.server = config;
			return this;
		}

		public Builder hostKeys(Signer... hostKeys) {
			this.hostKeys = List.of(hostKeys);
			return this;
		}

		public Builder verifier(HostKeyVerifier verifier) {
			this.verifier = verifier;
			return this;
		}

		/**
		 * Sets the size of all send and receive buffers.
		 * @param bytes a size, {@code 0} for the system's
		 * @return this builder
		 */
		public Builder socketBuffers(int bytes) {
			this.socketBuffers = bytes;
			return this;
		}

		/**
		 * Puts something between the server and its socket.
		 * @param in wraps what it reads from
		 * @param out wraps what it writes to
		 * @return this builder
		 */
		public Builder serverStreams(UnaryOperator<InputStream> in, UnaryOperator<OutputStream> out) {
			this.serverIn = in;
			this.serverOut = out;
			return this;
		}

		public LoopbackPair build() throws IOException {
			try (ServerSocket listener = new ServerSocket()) {
				if (this.socketBuffers > 0) {
					listener.setReceiveBufferSize(this.socketBuffers);
				}
				listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				Socket clientSocket = new Socket();
				prepare(clientSocket);
				clientSocket.connect(listener.getLocalSocketAddress());
				Socket serverSocket = listener.accept();
				prepare(serverSocket);
				return new LoopbackPair(
						PacketTransport.client(clientSocket.getInputStream(), clientSocket.getOutputStream(),
								clientSocket, this.client, this.verifier),
						PacketTransport.server(this.serverIn.apply(serverSocket.getInputStream()),
								this.serverOut.apply(serverSocket.getOutputStream()), serverSocket, this.server,
								this.hostKeys),
						serverSocket);
			}
		}

		private void prepare(Socket socket) throws IOException {
			socket.setTcpNoDelay(true);
			if (this.socketBuffers > 0) {
				socket.setSendBufferSize(this.socketBuffers);
				socket.setReceiveBufferSize(this.socketBuffers);
			}
		}

	}

}
