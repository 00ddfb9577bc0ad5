package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.SshServerBuilder;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.transport.VirtualThreads;

/**
 * A server whose interface is a test's own. All its connections share the interface.
 */
final class SeedServer implements AutoCloseable {

	private final SshServer server;

	private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

	private SeedServer(ServerInterface policy, UnaryOperator<SshServerBuilder> settings) throws IOException {
		ThreadFactory factory = VirtualThreads.factory("ssh-seed-");
		this.server = settings.apply(SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface((transport) -> policy)
			.threadFactory((task) -> {
				Thread thread = factory.newThread(task);
				this.threads.add(thread);
				return thread;
			})).build();
		this.server.start();
	}

	/**
	 * Starts a server that the client trusts.
	 * @param ssh the client
	 * @param policy decides
	 * @param settings changes the builder, or does not
	 */
	static SeedServer start(OpenSsh ssh, ServerInterface policy, UnaryOperator<SshServerBuilder> settings)
			throws IOException {
		SeedServer server = new SeedServer(policy, settings);
		ssh.trust(server.port(), server.server.hostKeys().get(0));
		return server;
	}

	int port() {
		return this.server.port();
	}

	SshServer server() {
		return this.server;
	}

	/**
	 * Waits for a client that is logged in.
	 */
	Transport awaitClient() {
		Await.until("a client", () -> this.server.transports().stream().anyMatch((t) -> t.username().isPresent()));
		return this.server.transports()
			.stream()
			.filter((transport) -> transport.username().isPresent())
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Waits until no connection and no thread is left.
	 */
	void awaitNothingLeft() {
		Await.until("no connection", () -> this.server.transports().isEmpty());
		Await.until("no thread of a connection or a command", () -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	@Override
	public void close() {
		this.server.close();
		awaitNothingLeft();
	}

	/**
	 * Lets a user in with his key, and runs whatever he types: it says what it is and
	 * repeats its input. A test overrides what it is about.
	 */
	static class Policy implements ServerInterface {

		private final SshPublicKey key;

		Policy(SshPublicKey key) {
			this.key = key;
		}

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("publickey", "password");
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
			return key.equals(this.key);
		}

		@Override
		public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
			return key.equals(this.key) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
		}

		@Override
		public OpenResult checkChannelRequest(String kind, int channelId) {
			return kind.equals("session") ? OpenResult.SUCCEEDED : OpenResult.UNKNOWN_CHANNEL_TYPE;
		}

		@Override
		public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
			return repeating("shell");
		}

		@Override
		public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
			return repeating(command);
		}

	}

	/**
	 * Makes work that says what it is and repeats its input.
	 */
	static Optional<ChannelTask> repeating(String name) {
		return Optional.of((channel) -> {
			print(channel, name);
			channel.in().transferTo(channel.out());
			return ExitStatus.OK;
		});
	}

	static void print(Channel channel, String line) throws IOException {
		channel.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
	}

}
