package io.sshconsole.ssh;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
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

	@Nullable Executor taskExecutor;

	final List<TransportListener> listeners = new ArrayList<>();

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
	 * Sets where the threads of connections and tunnels come from. Default: virtual
	 * threads if the Java runtime has them. While a client is busy, a thread of the
	 * platform reads in place of a virtual one.
	 * @param threadFactory makes daemon threads
	 * @return this builder
	 */
	public SshServerBuilder threadFactory(ThreadFactory threadFactory) {
		this.threadFactory = threadFactory;
		return this;
	}

	/**
	 * Sets what channel tasks run on. Default: platform threads that are kept for the
	 * next task for some seconds. Such a thread writes to the socket itself; a virtual
	 * one has to hand over what it writes, and much output costs a fifth more.
	 * @param taskExecutor starts each task at once, on a thread that nothing else runs on
	 * meanwhile; the server does not shut it down
	 * @return this builder
	 */
	public SshServerBuilder taskExecutor(Executor taskExecutor) {
		this.taskExecutor = taskExecutor;
		return this;
	}

	/**
	 * Adds somebody who hears of connections. Those before go on hearing: who keeps an
	 * audit trail is not silenced by who counts.
	 * @param listener hears of them
	 * @return this builder
	 */
	public SshServerBuilder listener(TransportListener listener) {
		this.listeners.add(listener);
		return this;
	}

	/**
	 * Sets limits. Default: what a new {@link ServerLimits#builder()} begins with.
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
