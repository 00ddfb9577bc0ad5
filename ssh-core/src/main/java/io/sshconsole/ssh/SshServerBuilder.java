package io.sshconsole.ssh;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.sshconsole.ssh.auth.MethodChains;
import io.sshconsole.ssh.connection.Forwarder;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.transport.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a server. One thread.
 */
public final class SshServerBuilder {

	InetAddress address = InetAddress.getLoopbackAddress();

	int port = 2222;

	List<Signer> hostKeys = List.of();

	Function<Transport, ServerInterface> serverInterface = (transport) -> new ServerInterface() {
	};

	TransportConfig config = TransportConfig.builder().build();

	MethodChains methodChains = MethodChains.ANY;

	final Map<String, Supplier<SubsystemHandler>> subsystems = new HashMap<>();

	@Nullable Function<Transport, Forwarder> forwarder;

	boolean gatewayPorts;

	final ServerLimits.Builder limits = ServerLimits.builder();

	ThreadFactory threadFactory = VirtualThreads.factory("ssh-");

	TransportListener listener = new TransportListener() {
	};

	SshServerBuilder() {
	}

	/**
	 * Sets the address to listen on. Default: loopback.
	 * @param address one of ours
	 * @return this builder
	 */
	public SshServerBuilder address(InetAddress address) {
		this.address = address;
		return this;
	}

	/**
	 * Sets the port to listen on. Default: 2222.
	 * @param port {@code 0} for any free one
	 * @return this builder
	 */
	public SshServerBuilder port(int port) {
		this.port = port;
		return this;
	}

	public SshServerBuilder hostKeys(List<Signer> hostKeys) {
		this.hostKeys = hostKeys;
		return this;
	}

	/**
	 * Sets who decides. Default: everything is refused.
	 * @param factory makes one decider for each connection
	 * @return this builder
	 */
	public SshServerBuilder serverInterface(Function<Transport, ServerInterface> factory) {
		this.serverInterface = factory;
		return this;
	}

	public SshServerBuilder config(TransportConfig config) {
		this.config = config;
		return this;
	}

	/**
	 * Sets which authentication methods suffice. Default: any one.
	 * @param chains alternatives, each to be completed in order
	 * @return this builder
	 */
	public SshServerBuilder methodChains(MethodChains chains) {
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
	public SshServerBuilder subsystem(String name, Supplier<SubsystemHandler> factory) {
		this.subsystems.put(name, factory);
		return this;
	}

	/**
	 * Sets whether ports that a peer may listen on are bound where it asks (sshd's
	 * {@code GatewayPorts clientspecified}). Default: on loopback only.
	 * @param gatewayPorts whether other machines may connect to them
	 * @return this builder
	 */
	public SshServerBuilder gatewayPorts(boolean gatewayPorts) {
		this.gatewayPorts = gatewayPorts;
		return this;
	}

	/**
	 * Sets what makes and accepts the connections that are forwarded. Default: the
	 * sockets of this machine.
	 * @param factory makes a forwarder for each connection
	 * @return this builder
	 */
	public SshServerBuilder forwarder(Function<Transport, Forwarder> factory) {
		this.forwarder = factory;
		return this;
	}

	/**
	 * Sets how dead peers are found: after each interval without a byte from a peer it is
	 * asked for a sign of life, and given up when it has missed too many. Default: never.
	 * @param interval the time of silence; zero for never
	 * @param maxMissed how many questions may stay without any sign of life
	 * @return this builder
	 */
	public SshServerBuilder keepAlive(Duration interval, int maxMissed) {
		this.limits.keepAlive(interval, maxMissed);
		return this;
	}

	/**
	 * Sets where the threads of connections and channel tasks come from. Default: virtual
	 * threads if the Java runtime has them.
	 * @param threadFactory makes daemon threads
	 * @return this builder
	 */
	public SshServerBuilder threadFactory(ThreadFactory threadFactory) {
		this.threadFactory = threadFactory;
		return this;
	}

	public SshServerBuilder listener(TransportListener listener) {
		this.listener = listener;
		return this;
	}

	/**
	 * Sets how long a peer may take to log in. Default: 30 seconds.
	 * @param time positive
	 * @return this builder
	 */
	public SshServerBuilder loginGraceTime(Duration time) {
		this.limits.loginGraceTime(time);
		return this;
	}

	/**
	 * Sets how many connections there may be. Default: 100.
	 * @param count at least one
	 * @return this builder
	 */
	public SshServerBuilder maxConnections(int count) {
		this.limits.maxConnections(count);
		return this;
	}

	/**
	 * Sets how many connections there may be whose user is not known yet; more are
	 * refused.
	 * @param count at least one
	 * @return this builder
	 */
	public SshServerBuilder maxUnauthenticated(int count) {
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
	public SshServerBuilder startups(int begin, int ratePercent, int full, int perSource) {
		this.limits.startups(new StartupLimits(begin, ratePercent, full, perSource));
		return this;
	}

	/**
	 * Sets for how long misdeeds keep a source out. Default:
	 * {@link PenaltyPolicy#DEFAULT}.
	 * @param penalties the times
	 * @return this builder
	 */
	public SshServerBuilder penalties(PenaltyPolicy penalties) {
		this.limits.penalties(penalties);
		return this;
	}

	/**
	 * Sets how many sessions one connection may have. Default: 10.
	 * @param count at least one
	 * @return this builder
	 */
	public SshServerBuilder maxSessionsPerConnection(int count) {
		this.limits.connection(this.limits.build().connection().withMaxSessions(count));
		return this;
	}

	/**
	 * Sets how many attempts to log in may fail on one connection. Default: 6.
	 * @param count at least one
	 * @return this builder
	 */
	public SshServerBuilder maxAuthAttempts(int count) {
		this.limits.maxAuthAttempts(count);
		return this;
	}

	/**
	 * Sets after which silence a connection ends. Default: 30 minutes.
	 * @param time zero for never
	 * @return this builder
	 * @throws IllegalArgumentException if it is negative
	 */
	public SshServerBuilder idleTimeout(Duration time) {
		this.limits.idleTimeout(time);
		return this;
	}

	/**
	 * Sets limits that have no method of their own here.
	 * @param settings changes the limits
	 * @return this builder
	 */
	public SshServerBuilder limits(Consumer<ServerLimits.Builder> settings) {
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
