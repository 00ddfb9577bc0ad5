package io.sshconsole.boot.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A long way to a server: whatever is sent arrives later, in the same order. It also
 * counts how often something comes, which for somebody who types slowly is the number of
 * packets.
 */
public final class DelayedLink implements AutoCloseable {

	private static final byte[] END = new byte[0];

	private final ServerSocket listener;

	private final int target;

	private final long delayNanos;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger toServer = new AtomicInteger();

	private final AtomicInteger toClient = new AtomicInteger();

	private DelayedLink(ServerSocket listener, int target, Duration delay) {
		this.listener = listener;
		this.target = target;
		this.delayNanos = delay.toNanos();
	}

	/**
	 * Opens a link.
	 * @param target the port of the server, on the loopback interface
	 * @param delay how long everything takes, in each direction
	 * @return the link
	 */
	public static DelayedLink open(int target, Duration delay) {
		try {
			DelayedLink link = new DelayedLink(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), target, delay);
			start("accept", link::accept);
			return link;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns where clients connect to.
	 * @return the port
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Returns how often something came from clients.
	 * @return the count since the start
	 */
	public int packetsToServer() {
		return this.toServer.get();
	}

	/**
	 * Returns how often something came from the server.
	 * @return the count since the start
	 */
	public int packetsToClient() {
		return this.toClient.get();
	}

	private static void start(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// The link is closed, or one of its ends
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "link-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listener.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
			connect("to-server", client, server, this.toServer);
			connect("to-client", server, client, this.toClient);
		}
	}

	private void connect(String name, Socket from, Socket to, AtomicInteger packets) throws IOException {
		this.sockets.add(from);
		to.setTcpNoDelay(true);
		DelayQueue<Chunk> way = new DelayQueue<>();
		start(name + "-in", () -> read(from.getInputStream(), way, packets));
		start(name + "-out", () -> write(way, to));
	}

	private void read(InputStream in, DelayQueue<Chunk> way, AtomicInteger packets) throws IOException {
		byte[] buffer = new byte[65536];
		try {
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				packets.incrementAndGet();
				way.add(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + this.delayNanos));
			}
		}
		finally {
			way.add(new Chunk(END, System.nanoTime() + this.delayNanos));
		}
	}

	private static void write(DelayQueue<Chunk> way, Socket to) throws IOException, InterruptedException {
		OutputStream out = to.getOutputStream();
		for (Chunk chunk = way.take(); chunk.bytes.length > 0; chunk = way.take()) {
			out.write(chunk.bytes);
		}
		to.close();
	}

	@Override
	public void close() {
		try {
			this.listener.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What the threads of a link do.
	 */
	@FunctionalInterface
	private interface Work {

		void run() throws IOException, InterruptedException;

	}

	/**
	 * Bytes on their way.
	 *
	 * @param bytes the bytes, none for the end
	 * @param due when they arrive, as {@link System#nanoTime()}
	 */
	private record Chunk(byte[] bytes, long due) implements Delayed {

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.due - System.nanoTime(), TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.signum(this.due - ((Chunk) other).due);
		}

	}

}
