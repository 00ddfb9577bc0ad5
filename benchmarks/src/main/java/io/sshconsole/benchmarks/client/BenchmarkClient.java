package io.sshconsole.benchmarks.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A connection to a server on this machine, driven by one thread that both reads and
 * writes: an idle one costs no thread, and an echo no hand-off. It must not read and
 * write much at once.
 */
public final class BenchmarkClient implements Closeable {

	private static final String USER = System.getProperty("user.name");

	private final PacketTransport transport;

	private final List<Session> sessions = new ArrayList<>();

	private BenchmarkClient(PacketTransport transport) {
		this.transport = transport;
	}

	/**
	 * Connects and exchanges keys, and leaves it at that.
	 * @param port where the server listens
	 * @param config the algorithms
	 * @return a connection that is not logged in
	 * @throws IOException if the server goes away
	 */
	public static BenchmarkClient greet(int port, TransportConfig config) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setTcpNoDelay(true);
		PacketTransport transport = PacketTransport.client(socket.getInputStream(), socket.getOutputStream(), socket,
				config, (hostKey) -> true);
		try {
			transport.start();
		}
		catch (IOException ex) {
			transport.close(ex);
			throw ex;
		}
		return new BenchmarkClient(transport);
	}

	/**
	 * Connects and logs in.
	 * @param port where the server listens
	 * @param config the algorithms
	 * @param key the user's
	 * @return a connection without channels
	 * @throws IOException if the server goes away
	 */
	public static BenchmarkClient logIn(int port, TransportConfig config, Signer key) throws IOException {
		BenchmarkClient client = greet(port, config);
		client.logIn(key);
		return client;
	}

	private void logIn(Signer key) throws IOException {
		send(WireWriter.message(MessageNumber.SERVICE_REQUEST).writeText("ssh-userauth"));
		expect(MessageNumber.SERVICE_ACCEPT);
		byte[] request = WireWriter.message(MessageNumber.USERAUTH_REQUEST)
			.writeText(USER)
			.writeText("ssh-connection")
			.writeText("publickey")
			.writeBoolean(true)
			.writeText(key.algorithms().get(0))
			.writeString(key.publicKey().blob())
			.toByteArray();
		byte[] signed = new WireWriter().writeString(this.transport.sessionId()).writeBytes(request).toByteArray();
		byte[] signature = key.sign(key.algorithms().get(0), signed);
		send(new WireWriter().writeBytes(request).writeString(signature));
		expect(MessageNumber.USERAUTH_SUCCESS);
		this.transport.share(Runnable::run);
	}

	/**
	 * Starts a command on a channel of its own.
	 * @param command what the server shall run
	 * @return the running command
	 * @throws IOException if the server goes away or refuses
	 */
	public Session exec(String command) throws IOException {
		return exec(command, Session.WINDOW, Session.MAX_DATA);
	}

	/**
	 * Starts a command whose output shall come in small packets, or little at a time.
	 * @param command what the server shall run
	 * @param window most bytes of data that are on their way to us
	 * @param maxData most bytes of data in a packet
	 * @return the running command
	 * @throws IOException if the server goes away or refuses
	 */
	public Session exec(String command, int window, int maxData) throws IOException {
		Session session = new Session(this, this.sessions.size(), window);
		this.sessions.add(session);
		session.open(maxData);
		session.exec(command);
		return session;
	}

	void send(WireWriter message) throws IOException {
		this.transport.post(message);
	}

	PacketTransport transport() {
		return this.transport;
	}

	/**
	 * Reads messages up to the next one that concerns a channel, and hands it over.
	 * @return the number of the message
	 */
	int dispatch() throws IOException {
		while (true) {
			WireReader message = this.transport.read();
			int number = message.readByte();
			if (number >= MessageNumber.CHANNEL_OPEN_CONFIRMATION) {
				this.sessions.get(message.readInt()).receive(number, message);
				return number;
			}
			// What is below are requests about the connection, and banners
		}
	}

	private void expect(int number) throws IOException {
		int actual = MessageNumber.USERAUTH_BANNER;
		while (actual == MessageNumber.USERAUTH_BANNER) {
			actual = this.transport.read().readByte();
		}
		if (actual != number) {
			throw PacketTransport.unexpected(actual);
		}
	}

	@Override
	public void close() {
		DisconnectException bye = new DisconnectException(Reason.BY_APPLICATION, "done");
		this.transport.sendDisconnect(bye, 0);
		this.transport.close(bye);
		this.transport.release();
	}

}
