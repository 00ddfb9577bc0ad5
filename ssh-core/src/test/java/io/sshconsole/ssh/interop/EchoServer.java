package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Repeats what connections say until they end their direction. The target of tunnels.
 */
final class EchoServer implements AutoCloseable {

	private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	EchoServer() throws IOException {
		start(this::acceptUntilClosed);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "echo-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void acceptUntilClosed() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				start(() -> echo(connection));
			}
			catch (IOException ex) {
				if (!this.socket.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private static void echo(Socket connection) {
		try (connection) {
			connection.getInputStream().transferTo(connection.getOutputStream());
		}
		catch (IOException ex) {
			// The tunnel broke, which is what some tests want
		}
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/**
	 * Says something to an echo server behind a port, and ends that direction.
	 * @return what came back
	 */
	static String echo(int port, String text) throws IOException {
		try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
			connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
			connection.shutdownOutput();
			return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
