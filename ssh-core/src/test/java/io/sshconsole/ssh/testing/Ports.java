package io.sshconsole.ssh.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Ports of the loopback interface.
 */
public final class Ports {

	private Ports() {
	}

	/**
	 * Finds a port on which nobody listens.
	 * @return its number
	 * @throws IOException if there is none
	 */
	public static int free() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Tells whether somebody listens, by connecting once.
	 * @param port the port
	 * @return whether it took the connection
	 */
	public static boolean isOpen(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
