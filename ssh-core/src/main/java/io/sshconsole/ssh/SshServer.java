package io.sshconsole.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

import io.sshconsole.ssh.auth.MethodChains;
import io.sshconsole.ssh.connection.Forwarder;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.transport.VirtualThreads;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SSH server: an acceptor, the live connections, and the limits on both. It is started
 * once and closed once. All public methods may be called by any thread.
 */
public final class SshServer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SshServer.class);

	/**
	 * How long {@link #close} waits for connections and their tasks to end.
	 */
	private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

	private final InetSocketAddress configuredAddress;

	private final List<Signer> signers;

	private final Function<Transport, ServerInterface> serverInterface;

	private final TransportConfig config;

	private final MethodChains methodChains;

	private final Map<String, Supplier<SubsystemHandler>> subsystems;

	private final Function<Transport, Forwarder> forwarder;

	private final ServerLimits limits;

	private final ThreadFactory threadFactory;

	private final ExecutorService ownTasks = VirtualThreads.platformExecutor("ssh-task-");

	private final Executor tasks;

	private final TransportListener listener;

	private final Watchdog watchdog = new Watchdog();

	private final ExecutorService flusher = VirtualThreads.executor("ssh-flush-");

	private final ExecutorService readers = VirtualThreads.platformExecutor("ssh-reader-");

	private final LiveTransports transports = new LiveTransports();

	private final Admission admission;

	private final AtomicLong connectionNumber = new AtomicLong();

	private volatile @Nullable Acceptor acceptor;

	private volatile boolean refusesChannels;

	SshServer(SshServerBuilder builder) {
		this.configuredAddress = new InetSocketAddress(builder.address, builder.port);
		this.signers = List.copyOf(builder.hostKeys);
		this.serverInterface = builder.serverInterface;
		this.config = builder.config;
		this.methodChains = builder.methodChains;
		this.subsystems = Map.copyOf(builder.subsystems);
		this.limits = builder.limits.build();
		this.admission = new Admission(this.limits, new SourcePenalties(this.limits.penalties(), System::nanoTime));
		this.threadFactory = builder.threadFactory;
		this.tasks = (builder.taskExecutor != null) ? builder.taskExecutor : this.ownTasks;
		boolean gatewayPorts = builder.gatewayPorts;
		this.forwarder = (builder.forwarder != null) ? builder.forwarder
				: (transport) -> new TcpForwarder(transport, gatewayPorts, this.threadFactory);
		this.listener = new TransportListeners(builder.listeners);
		if (this.signers.isEmpty()) {
			throw new IllegalStateException("A server needs at least one host key");
		}
	}

	public static SshServerBuilder builder() {
		return new SshServerBuilder();
	}

	/**
	 * Binds the address and accepts connections from now on.
	 * @throws IOException if the address cannot be bound
	 * @throws IllegalStateException if it was started before
	 */
	public void start() throws IOException {
		if (this.acceptor != null) {
			throw new IllegalStateException("A server is started once");
		}
		this.acceptor = Acceptor.start(this.configuredAddress, this::admit);
	}

	/**
	 * Starts a connection, or closes it at once when all places are taken.
	 */
	private void admit(Socket socket) throws IOException {
		InetSocketAddress address = (InetSocketAddress) socket.getRemoteSocketAddress();
		SourceAddress source = SourceAddress.of(address);
		Optional<String> refusal = this.admission.refuse(source, this.transports.all().size());
		if (refusal.isPresent()) {
			logger.info("Refused a connection from {}: {}", address, refusal.get());
			socket.close();
			this.listener.refused(address, refusal.get());
			return;
		}
		try {
			start(socket, source);
		}
		catch (IOException | RuntimeException | OutOfMemoryError ex) {
			this.admission.left(source, SourcePenalties.Outcome.AUTHENTICATED);
			socket.close();
			throw ex;
		}
	}

	private void start(Socket socket, SourceAddress source) throws IOException {
		socket.setTcpNoDelay(true);
		Transport transport = new Transport(this, socket, source, "ssh-" + this.connectionNumber.incrementAndGet());
		this.transports.add(transport);
		this.watchdog.watch(this.transports.all());
		try {
			this.threadFactory.newThread(transport::serve).start();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			this.transports.remove(transport);
			throw ex;
		}
	}

	/**
	 * Stops accepting connections. Live ones go on.
	 */
	public void pause() {
		Acceptor acceptor = this.acceptor;
		if (acceptor != null) {
			acceptor.close();
		}
	}

	/**
	 * Refuses channels from now on and waits until those that are open have ended,
	 * without tunnels to other connections.
	 * @param timeout how long to wait
	 * @return whether none is left
	 * @throws InterruptedException if interrupted while waiting
	 */
	public boolean awaitIdle(Duration timeout) throws InterruptedException {
		this.refusesChannels = true;
		this.transports.all().forEach(Transport::refuseChannels);
		return this.transports.awaitIdle(timeout);
	}

	/**
	 * Ends the server and all its connections, and waits a few seconds for them and for
	 * their tasks to go, and for listeners to hear of that: what they do then may need
	 * what the caller takes away next. Threads of tunnels are not waited for.
	 */
	@Override
	public void close() {
		pause();
		DisconnectException reason = new DisconnectException(Reason.BY_APPLICATION, "the server is shutting down");
		this.transports.all().forEach((transport) -> transport.disconnect(reason));
		try {
			if (!this.transports.awaitGone(CLOSE_PATIENCE)) {
				logger.warn("Did not end in time: {}", this.transports);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.watchdog.close();
		this.ownTasks.shutdown();
		this.flusher.shutdown();
		this.readers.shutdown();
	}

	/**
	 * Returns the address that is bound.
	 * @return with the real port, also if any free one was asked for
	 * @throws IllegalStateException if the server was not started
	 */
	public InetSocketAddress address() {
		Acceptor acceptor = this.acceptor;
		if (acceptor == null) {
			throw new IllegalStateException("The server was not started");
		}
		return acceptor.address();
	}

	public int port() {
		return address().getPort();
	}

	public boolean isRunning() {
		Acceptor acceptor = this.acceptor;
		return acceptor != null && acceptor.isOpen();
	}

	/**
	 * Returns the last connection that could not be accepted. Those that limits refuse
	 * are none of them.
	 * @return the error, or empty if there was none
	 */
	public Optional<AcceptError> lastAcceptError() {
		Acceptor acceptor = this.acceptor;
		return (acceptor != null) ? acceptor.lastError() : Optional.empty();
	}

	public List<SshPublicKey> hostKeys() {
		return this.signers.stream().map(Signer::publicKey).toList();
	}

	/**
	 * Returns what bounds the server.
	 * @return the limits it was built with
	 */
	public ServerLimits limits() {
		return this.limits;
	}

	/**
	 * Returns which methods a user must complete.
	 * @return those it was built with
	 */
	public MethodChains methodChains() {
		return this.methodChains;
	}

	/**
	 * Returns the settings of the message pipe.
	 * @return those it was built with
	 */
	public TransportConfig config() {
		return this.config;
	}

	/**
	 * Returns the live connections.
	 * @return a snapshot
	 */
	public List<Transport> transports() {
		return List.copyOf(this.transports.all());
	}

	// What a connection calls

	boolean refusesChannels() {
		return this.refusesChannels;
	}

	void sessionEnded() {
		this.transports.sessionEnded();
	}

	void ended(Transport transport) {
		this.transports.ended(transport);
	}

	Admission admission() {
		return this.admission;
	}

	ServerInterface serverInterface(Transport transport) {
		return this.serverInterface.apply(transport);
	}

	List<Signer> signers() {
		return this.signers;
	}

	Map<String, Supplier<SubsystemHandler>> subsystems() {
		return this.subsystems;
	}

	Forwarder forwarder(Transport transport) {
		return this.forwarder.apply(transport);
	}

	Executor tasks() {
		return this.tasks;
	}

	TransportListener listener() {
		return this.listener;
	}

	Watchdog watchdog() {
		return this.watchdog;
	}

	ExecutorService flusher() {
		return this.flusher;
	}

	Executor readers() {
		return this.readers;
	}

}
