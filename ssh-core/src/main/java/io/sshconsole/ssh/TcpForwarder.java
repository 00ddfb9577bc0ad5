package io.sshconsole.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;

import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.Forwarder;

/**
 * Forwards connections over TCP and over sockets in the file system, with what the JDK
 * has (RFC 4254 §7, OpenSSH PROTOCOL 2.4).
 */
final class TcpForwarder implements Forwarder {

	/**
	 * Most ports and paths that one connection may listen on: each costs a thread.
	 */
	static final int MAX_LISTENERS = 16;

	/**
	 * Most connections that have come in and go on, for all listeners of one connection.
	 * More wait in the system's queue.
	 */
	static final int MAX_INCOMING = 64;

	/**
	 * How long we try to reach one address. The peer waits as long, and so does a thread.
	 */
	private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

	private static final Pattern IPV4 = Pattern
		.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

	private final Transport transport;

	private final boolean gatewayPorts;

	private final ThreadFactory threads;

	private final Semaphore incoming = new Semaphore(MAX_INCOMING);

	private final Map<SocketAddress, SocketListener> listeners = new ConcurrentHashMap<>();

	private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Makes a forwarder.
	 * @param transport the peer's connection
	 * @param gatewayPorts whether we listen where the peer asks; else on loopback only
	 * @param threads makes a thread for each listener and for each direction
	 */
	TcpForwarder(Transport transport, boolean gatewayPorts, ThreadFactory threads) {
		this.transport = transport;
		this.gatewayPorts = gatewayPorts;
		this.threads = threads;
	}

	@Override
	public ChannelTask connect(SocketAddress destination) throws IOException {
		if (destination instanceof InetSocketAddress tcp) {
			return connectTcp(tcp.getHostString(), tcp.getPort());
		}
		return tunnel(SocketChannel.open(destination));
	}

	/**
	 * Tries all addresses of a host, one after the other.
	 */
	private Tunnel connectTcp(String host, int port) throws IOException {
		IOException failure = new UnknownHostException("unknown host");
		for (InetAddress address : addresses(host)) {
			SocketChannel socket = SocketChannel.open();
			try {
				socket.socket().connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MILLIS);
				return tunnel(socket);
			}
			catch (IOException ex) {
				socket.close();
				failure = ex;
				if (Thread.currentThread().isInterrupted()) {
					break;
				}
			}
		}
		throw failure;
	}

	/**
	 * Joins a connection to a channel to come.
	 * @param socket a connection that was made or accepted
	 * @return a tunnel that ends with this forwarder
	 */
	Tunnel tunnel(SocketChannel socket) {
		Tunnel tunnel = new Tunnel(socket, this.threads, this.tunnels::remove);
		this.tunnels.add(tunnel);
		if (this.closed) {
			tunnel.close();
		}
		return tunnel;
	}

	private static InetAddress[] addresses(String host) throws IOException {
		if (host.isEmpty()) {
			throw new UnknownHostException("unknown host");
		}
		return InetAddress.getAllByName(host);
	}

	@Override
	public Listener listen(SocketAddress address) throws IOException {
		if (this.listeners.size() >= MAX_LISTENERS) {
			throw new IOException("too many listeners");
		}
		SocketListener listener = (address instanceof InetSocketAddress tcp) ? listenTcp(tcp) : listenOnPath(address);
		if (this.listeners.putIfAbsent(listener.address(), listener) != null) {
			// The peer has two names for one port: it could not tell connections apart
			listener.close();
			throw new IOException("this address is listened on already");
		}
		return listener;
	}

	private SocketListener listenTcp(InetSocketAddress address) throws IOException {
		String host = address.getHostString();
		InetSocketAddress bind = new InetSocketAddress(bindAddress(host), address.getPort());
		return SocketListener.onPort(this, bind, (port) -> InetSocketAddress.createUnresolved(host, port),
				(listened, origin) -> this.transport.openForwardedTcpipChannel((InetSocketAddress) listened,
						(InetSocketAddress) origin));
	}

	private SocketListener listenOnPath(SocketAddress address) throws IOException {
		UnixDomainSocketAddress path = (UnixDomainSocketAddress) address;
		return SocketListener.onPath(this, path,
				(listened, origin) -> this.transport.openForwardedStreamlocalChannel(path.getPath().toString()));
	}

	/**
	 * Finds out where to listen, without looking anything up.
	 */
	private InetAddress bindAddress(String host) throws IOException {
		if (!this.gatewayPorts) {
			return host.contains(":") ? InetAddress.getByName("::1") : InetAddress.getLoopbackAddress();
		}
		if (host.isEmpty() || host.equals("*")) {
			return new InetSocketAddress(0).getAddress();
		}
		if (host.equals("localhost")) {
			return InetAddress.getLoopbackAddress();
		}
		if (host.contains(":")) {
			return InetAddress.getByName("[" + host + "]");
		}
		if (!IPV4.matcher(host).matches()) {
			throw new UnknownHostException("a name, where only an address can be listened on");
		}
		return InetAddress.getByName(host);
	}

	@Override
	public boolean cancel(SocketAddress address) {
		SocketListener listener = this.listeners.remove(address);
		if (listener != null) {
			listener.close();
		}
		return listener != null;
	}

	@Override
	public void close() {
		this.closed = true;
		this.listeners.keySet().forEach(this::cancel);
		this.tunnels.forEach(Tunnel::close);
	}

	// What a listener needs

	ThreadFactory threads() {
		return this.threads;
	}

	Semaphore incoming() {
		return this.incoming;
	}

}
