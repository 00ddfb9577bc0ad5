package io.sshconsole.ssh.testing;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

import io.sshconsole.ssh.SshServerBuilder;
import io.sshconsole.ssh.Transport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One server for all attacks of a class. After each attack, with the attackers still
 * connected, a good client logs in and runs a command; then everybody leaves, and no
 * connection and no command may be left; after the last, no thread.
 */
public final class ServerUnderAttack
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

	private final UnaryOperator<SshServerBuilder> settings;

	private final Deque<ScriptedPeer> peers = new ArrayDeque<>();

	private @Nullable TestServer server;

	public ServerUnderAttack() {
		this((builder) -> builder);
	}

	/**
	 * Makes a server with settings of its own.
	 * @param settings changes the builder
	 */
	public ServerUnderAttack(UnaryOperator<SshServerBuilder> settings) {
		this.settings = settings;
	}

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		this.server = TestServer.start(this.settings);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		recorder().clear();
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		serveGoodClient();
		closePeers();
		server().releaseStubbornCommands();
		server().awaitQuiet();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		server().close();
	}

	public TestServer server() {
		assertThat(this.server).as("a server").isNotNull();
		return this.server;
	}

	public Recorder recorder() {
		return server().recorder();
	}

	/**
	 * Returns what was asked about users and channels, without the listener's events.
	 * @return questions in order
	 */
	public List<String> questions() {
		return recorder().questions();
	}

	/**
	 * Returns the only live connection.
	 * @return the server's end of it
	 */
	public Transport transport() {
		assertThat(server().transports()).hasSize(1);
		return server().transports().get(0);
	}

	/**
	 * Connects a peer that the test need not close.
	 * @return a peer that has said nothing
	 * @throws IOException if nobody listens
	 */
	public ScriptedPeer connect() throws IOException {
		return connect(0);
	}

	public ScriptedPeer connect(int receiveBuffer) throws IOException {
		ScriptedPeer peer = ScriptedPeer.connect(server().port(), receiveBuffer);
		this.peers.add(peer);
		return peer;
	}

	public ScriptedPeer identified() throws IOException {
		return connect().identify();
	}

	public ScriptedPeer encrypted() throws IOException {
		return identified().exchangeKeys();
	}

	/**
	 * Makes a peer that may log in.
	 * @return a peer behind SERVICE_ACCEPT
	 * @throws IOException if the server goes away
	 */
	public ScriptedPeer authenticating() throws IOException {
		return encrypted().requestService();
	}

	public ScriptedPeer loggedIn() throws IOException {
		return authenticating().authenticatePassword("alice", TestUsers.PASSWORD);
	}

	/**
	 * Makes a peer that may forward.
	 * @return a peer that is logged in
	 * @throws IOException if the server goes away
	 */
	public ScriptedPeer forwarding() throws IOException {
		return authenticating().authenticatePassword("gina", TestUsers.PASSWORD);
	}

	/**
	 * Closes all peers, for a test that makes many.
	 * @throws IOException if one cannot be closed
	 */
	public void closePeers() throws IOException {
		while (!this.peers.isEmpty()) {
			this.peers.remove().close();
		}
	}

	/**
	 * Logs a good client in and runs a command.
	 * @throws IOException if the server goes away
	 */
	public void serveGoodClient() throws IOException {
		try (ScriptedPeer good = ScriptedPeer.connect(server().port())) {
			good.identify().exchangeKeys().requestService().authenticatePublicKey("alice", TestUsers.KEY);
			PeerChannel.Output output = good.openSession().exec("echo still here").readToEnd();
			assertThat(output.text()).isEqualTo("still here\n");
			assertThat(output.end()).containsExactly("exit-status", "0", "EOF", "CLOSE");
		}
	}

}
