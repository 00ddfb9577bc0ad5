package io.sshconsole.boot;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port for a test that needs to know it beforehand. Not one that the system gives
 * to those who want any: other tests ask for such ones at the same time, and could get it
 * meanwhile.
 */
public final class FreePort {

	private static final int BEGIN = 20_000;

	private static final int END = 32_000;

	private static final int ATTEMPTS = 100;

	private FreePort() {
	}

	/**
	 * Finds a port.
	 * @return a port on which nobody listens now
	 * @throws IOException if there is none
	 */
	public static int find() throws IOException {
		for (int i = 0; i < ATTEMPTS; i++) {
			int port = ThreadLocalRandom.current().nextInt(BEGIN, END);
			try (ServerSocket socket = new ServerSocket(port)) {
				return port;
			}
			catch (BindException ex) {
				// Taken: another one
			}
		}
		throw new IOException("No port between " + BEGIN + " and " + END + " is free");
	}

}
