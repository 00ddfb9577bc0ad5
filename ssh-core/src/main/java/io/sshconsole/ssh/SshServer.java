package io.sshconsole.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
	 * How long {@link #close} waits for connections to end.
	 */
	private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

	private static final long FLUSHER_KEEP_ALIVE_SECONDS = 10;

	private final InetSocketAddress configuredAddress;

	private final List<Signer> signers;

	private final Function<Transport, ServerInterface> serverInterface;

	private final TransportConfig config;

	private final MethodChains methodChains;

	private final Map<String, Supplier<SubsystemHandler>> subsystems;

	private final Function<Transport, Forwarder> forwarder;

	private final ServerLimits limits;

	private final ThreadFactory threadFactory;

	private final TransportListener listener;

	private final Watchdog watchdog = new Watchdog();

	private final ThreadPoolExecutor flusher = new ThreadPoolExecutor(0, Integer.MAX_VALUE, FLUSHER_KEEP_ALIVE_SECONDS,
			TimeUnit.SECONDS, new SynchronousQueue<>(), VirtualThreads.factory("ssh-flush-"));

	private final Set<Transport> transports = ConcurrentHashMap.newKeySet();

	private final Admission admission;

	private final AtomicLong connectionNumber = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition somethingEnded = this.lock.newCondition();

	private volatile @Nullable Acceptor acceptor;

	private volatile boolean refusesChannels;

	private SshServer(Builder builder) {
		this.configuredAddress = new InetSocketAddress(builder.address, builder.port);
		this.signers = List.copyOf(builder.hostKeys);
		this.serverInterface = builder.serverInterface;
		this.config = builder.config;
		this.methodChains = builder.methodChains;
		this.subsystems = Map.copyOf(builder.subsystems);
		this.limits = builder.limits.build();
		this.admission = new Admission(this.limits, new SourcePenalties(this.limits.penalties(), System::nanoTime));
		this.threadFactory = builder.threadFactory;
		boolean gatewayPorts = builder.gatewayPorts;
		this.forwarder = (builder.forwarder != null) ? builder.forwarder
				: (transport) -> new TcpForwarder(transport, gatewayPorts, this.threadFactory);
		this.listener = builder.listener;
		if (this.signers.isEmpty()) {
			throw new IllegalStateException("A server needs at least one host key");
		}
	}

	public static Builder builder() {
		return new Builder();
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
		this.watchdog.watch(this.transports);
	}

	/**
	 * Starts a connection, or closes it at once when all places are taken.
	 */
	private void admit(Socket socket) throws IOException {
		SourceAddress source = SourceAddress.of((InetSocketAddress) socket.getRemoteSocketAddress());
		Optional<String> refusal = this.admission.refuse(source, this.transports.size());
		if (refusal.isPresent()) {
			logger.info("Refused a connection from {}: {}", socket.getRemoteSocketAddress(), refusal.get());
			socket.close();
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
	 * Refuses channels from now on and waits until those that are open have ended.
	 * @param timeout how long to wait
	 * @return whether none is left
	 * @throws InterruptedException if interrupted while waiting
	 */
	public boolean awaitIdle(Duration timeout) throws InterruptedException {
		this.refusesChannels = true;
		this.transports.forEach(Transport::refuseChannels);
		return await(timeout, () -> this.transports.stream().allMatch((transport) -> transport.sessions() == 0));
	}

	/**
	 * Ends the server and all its connections, and waits a few seconds for them to go.
	 */
	@Override
	public void close() {
		pause();
		DisconnectException reason = new DisconnectException(Reason.BY_APPLICATION, "the server is shutting down");
		this.transports.forEach((transport) -> transport.disconnect(reason));
		try {
			if (!await(CLOSE_PATIENCE, this.transports::isEmpty)) {
				logger.warn("{} connections did not end in time", this.transports.size());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.watchdog.close();
		this.flusher.shutdown();
	}

	private boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
		long left = timeout.toNanos();
		this.lock.lock();
		try {
			while (!condition.getAsBoolean()) {
				if (left <= 0) {
					return false;
				}
				left = this.somethingEnded.awaitNanos(left);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void signalEnd() {
		this.lock.lock();
		try {
			this.somethingEnded.signalAll();
		}
		finally {
			this.lock.unlock();
		}
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
		return List.copyOf(this.transports);
	}

	// What a connection calls

	boolean refusesChannels() {
		return this.refusesChannels;
	}

	void sessionEnded() {
		signalEnd();
	}

	void ended(Transport transport) {
		this.transports.remove(transport);
		signalEnd();
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

	MethodChains methodChains() {
		return this.methodChains;
	}

	Map<String, Supplier<SubsystemHandler>> subsystems() {
		return this.subsystems;
	}

	Forwarder forwarder(Transport transport) {
		return this.forwarder.apply(transport);
	}

	ThreadFactory threadFactory() {
		return this.threadFactory;
	}

	TransportListener listener() {
		return this.listener;
	}

	Watchdog watchdog() {
		return this.watchdog;
	}

	ThreadPoolExecutor flusher() {
		return this.flusher;
	}

	/**
	 * Collects the settings of a server.
	 */
	public static final class Builder {

		private InetAddress address = InetAddress.getLoopbackAddress();

		private int port = 2222;

		private List<Signer> hostKeys = List.of();

		private Function<Transport, ServerInterface> serverInterface = (transport) -> new ServerInterface() {
		};

		private TransportConfig config = TransportConfig.builder().build();

		private MethodChains methodChains = MethodChains.ANY;

		private final Map<String, Supplier<SubsystemHandler>> subsystems = new HashMap<>();

		private @Nullable Function<Transport, Forwarder> forwarder;

		private boolean gatewayPorts;

		private final ServerLimits.Builder limits = ServerLimits.builder();

		private ThreadFactory threadFactory = VirtualThreads.factory("ssh-");

		private TransportListener listener = new TransportListener() {
		};

		private Builder() {
		}

		/**
		 * Sets the address to listen on. Default: loopback.
		 * @param address one of ours
		 * @return this builder
		 */
		public Builder address(InetAddress address) {
			this.address = address;
			return this;
		}

		/**
		 * Sets the port to listen on. Default: 2222.
		 * @param port {@code 0} for any free one
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		public Builder hostKeys(List<Signer> hostKeys) {
			this.hostKeys = hostKeys;
			return this;
		}

		/**
		 * Sets who decides. Default: everything is refused.
		 * @param factory makes one decider for each connection
		 * @return this builder
		 */
		public Builder serverInterface(Function<Transport, ServerInterface> factory) {
			this.serverInterface = factory;
			return this;
		}

		public Builder config(TransportConfig config) {
			this.config = config;
			return this;
		}

		/**
		 * Sets which authentication methods suffice. Default: any one.
		 * @param chains alternatives, each to be completed in order
		 * @return this builder
		 */
		public Builder methodChains(MethodChains chains) {
			this.methodChains = chains;
			return this;
		}

		/**
		 * Registers a subsystem (RFC 4254 §6.5). It is what
		 * {@link ServerInterface#checkChannelSubsystemRequest} finds unless that is
		 * overridden.
		 * @param name such as {@code sftp}
		 * @param factory makes a handler for each request
		 * @return this builder
		 */
		public Builder subsystem(String name, Supplier<SubsystemHandler> factory) {
			this.subsystems.put(name, factory);
			return this;
		}

		/**
		 * Sets whether ports that a peer may listen on are bound where it asks (sshd's
		 * {@code GatewayPorts clientspecified}). Default: on loopback only.
		 * @param gatewayPorts whether other machines may connect to them
		 * @return this builder
		 */
		public Builder gatewayPorts(boolean gatewayPorts) {
			this.gatewayPorts = gatewayPorts;
			return this;
		}

		/**
		 * Sets what makes and accepts the connections that are forwarded. Default: the
		 * sockets of this machine.
		 * @param factory makes a forwarder for each connection
		 * @return this builder
		 */
		public Builder forwarder(Function<Transport, Forwarder> factory) {
			this.forwarder = factory;
			return this;
		}

		/**
		 * Sets how dead peers are found: after each interval without a byte from a peer
		 * it is asked for a sign of life, and given up when it has missed too many.
		 * Default: never.
		 * @param interval the time of silence; zero for never
		 * @param maxMissed how many questions may stay without any sign of life
		 * @return this builder
		 */
		public Builder keepAlive(Duration interval, int maxMissed) {
			this.limits.keepAlive(interval, maxMissed);
			return this;
		}

		/**
		 * Sets where the threads of connections and channel tasks come from. Default:
		 * virtual threads if the Java runtime has them.
		 * @param threadFactory makes daemon threads
		 * @return this builder
		 */
		public Builder threadFactory(ThreadFactory threadFactory) {
			this.threadFactory = threadFactory;
			return this;
		}

		public Builder listener(TransportListener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Sets how long a peer may take to log in. Default: 30 seconds.
		 * @param time positive
		 * @return this builder
		 */
		public Builder loginGraceTime(Duration time) {
			this.limits.loginGraceTime(time);
			return this;
		}

		/**
		 * Sets how many connections there may be. Default: 100.
		 * @param count at least one
		 * @return this builder
		 */
		public Builder maxConnections(int count) {
			this.limits.maxConnections(count);
			return this;
		}

		/**
		 * Sets how many connections there may be whose user is not known yet; more are
		 * refused.
		 * @param count at least one
		 * @return this builder
		 */
		public Builder maxUnauthenticated(int count) {
			return startups(count, 100, count, count);
		}

		/**
		 * Sets how connections are refused while many are logging in (sshd's
		 * {@code MaxStartups} and {@code PerSourceMaxStartups}). Default: from 10 on at
		 * random, first 30 percent, all beyond 100, and 10 for each source.
		 * @param begin from how many on connections may be refused
		 * @param ratePercent the chance of a refusal at {@code begin}
		 * @param full from how many on all are refused
		 * @param perSource most from one source
		 * @return this builder
		 */
		public Builder startups(int begin, int ratePercent, int full, int perSource) {
			this.limits.startups(new StartupLimits(begin, ratePercent, full, perSource));
			return this;
		}

		/**
		 * Sets for how long misdeeds keep a source out. Default:
		 * {@link PenaltyPolicy#DEFAULT}.
		 * @param penalties the times
		 * @return this builder
		 */
		public Builder penalties(PenaltyPolicy penalties) {
			this.limits.penalties(penalties);
			return this;
		}

		/**
		 * Sets how many sessions one connection may have. Default: 10.
		 * @param count at least one
		 * @return this builder
		 */
		public Builder maxSessionsPerConnection(int count) {
			this.limits.connection(this.limits.build().connection().withMaxSessions(count));
			return this;
		}

		/**
		 * Sets how many attempts to log in may fail on one connection. Default: 6.
		 * @param count at least one
		 * @return this builder
		 */
		public Builder maxAuthAttempts(int count) {
			this.limits.maxAuthAttempts(count);
			return this;
		}

		/**
		 * Sets after which silence a connection ends. Default: 30 minutes.
		 * @param time zero for never
		 * @return this builder
		 * @throws IllegalArgumentException if it is negative
		 */
		public Builder idleTimeout(Duration time) {
			this.limits.idleTimeout(time);
			return this;
		}

		/**
		 * Sets limits that have no method of their own here.
		 * @param settings changes the limits
		 * @return this builder
		 */
		public Builder limits(Consumer<ServerLimits.Builder> settings) {
			settings.accept(this.limits);
			return this;
		}

		/**
		 * Builds the server.
		 * @return a server that is not started
		 * @throws IllegalStateException without a host key
		 * @throws IllegalArgumentException if a limit is out of its range
		 */
		public SshServer build() {
			return new SshServer(this);
		}

	}

}
