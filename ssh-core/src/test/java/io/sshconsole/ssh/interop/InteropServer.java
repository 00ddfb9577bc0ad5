package io.sshconsole.ssh.interop;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelListener;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.transport.VirtualThreads;
import io.sshconsole.ssh.wire.WireReader;

/**
 * A server for real clients. One user, with a password and keys, may run the commands
 * below, a shell, and {@code cat} as the subsystem {@code echo}.
 */
final class InteropServer implements AutoCloseable {

	static final String USER = "bob";

	static final String PASSWORD = "correct horse";

	private static final List<String> SERVER_THREADS = List.of("ssh-acceptor", "ssh-flush-", "ssh-reader-",
			"ssh-watchdog-");

	private final List<SshPublicKey> userKeys;

	private final SshServer server;

	private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicLong written = new AtomicLong();

	private final AtomicInteger keepalives = new AtomicInteger();

	private volatile String lastClientVersion = "";

	private final Map<String, Command> commands = Map.ofEntries(Map.entry("echo", InteropServer::echo),
			Map.entry("cat", InteropServer::cat), Map.entry("exit", InteropServer::exit),
			Map.entry("signal", InteropServer::signal), Map.entry("source", this::source),
			Map.entry("sink", InteropServer::sink), Map.entry("hang", InteropServer::hang),
			Map.entry("env", InteropServer::env), Map.entry("keepalives", this::awaitKeepalives),
			Map.entry("terminal", InteropServer::terminal), Map.entry("scp", ScpCommand::run));

	InteropServer(SshPublicKey userKey, TransportConfig config) throws IOException {
		this(List.of(userKey), config);
	}

	InteropServer(List<SshPublicKey> userKeys, TransportConfig config) throws IOException {
		this.userKeys = List.copyOf(userKeys);
		ThreadFactory factory = VirtualThreads.factory("ssh-interop-");
		this.server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface((transport) -> {
				this.lastClientVersion = transport.clientVersion();
				return new Policy();
			})
			.threadFactory((task) -> {
				Thread thread = factory.newThread(task);
				this.threads.add(thread);
				return thread;
			})
			.config(config)
			.build();
		this.server.start();
	}

	int port() {
		return this.server.port();
	}

	SshPublicKey hostKey() {
		return this.server.hostKeys().get(0);
	}

	/**
	 * Returns how the last client called itself.
	 */
	String lastClientVersion() {
		return this.lastClientVersion;
	}

	int connections() {
		return this.server.transports().size();
	}

	/**
	 * Returns how many commands run.
	 */
	int running() {
		return this.running.get();
	}

	/**
	 * Returns how far {@code source} has got.
	 */
	long written() {
		return this.written.get();
	}

	/**
	 * Waits until no connection, no command and no thread of either is left.
	 */
	void awaitNothingLeft() {
		Await.until("no connection", () -> this.server.transports().isEmpty());
		Await.until("no thread of a connection or a command", () -> this.threads.stream().noneMatch(Thread::isAlive));
		Await.until("no running command", () -> running() == 0);
	}

	/**
	 * Ends the server and waits until nothing is left of it.
	 */
	@Override
	public void close() {
		this.server.close();
		awaitNothingLeft();
		Await.until("no thread of the server",
				() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> SERVER_THREADS.stream().anyMatch(thread.getName()::startsWith)));
	}

	private Optional<ChannelTask> find(String line) {
		String[] words = line.split(" ", 2);
		String argument = (words.length > 1) ? words[1] : "";
		return Optional.ofNullable(this.commands.get(words[0])).map((command) -> counted(command, argument));
	}

	private ChannelTask counted(Command command, String argument) {
		return (channel) -> {
			this.running.incrementAndGet();
			try {
				return command.run(channel, argument);
			}
			finally {
				this.running.decrementAndGet();
			}
		};
	}

	private static void print(Channel channel, String text) throws IOException {
		channel.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
	}

	private static ExitStatus echo(Channel channel, String text) throws IOException {
		print(channel, text);
		return ExitStatus.OK;
	}

	private static ExitStatus cat(Channel channel, String unused) throws IOException {
		channel.in().transferTo(channel.out());
		return ExitStatus.OK;
	}

	/**
	 * Writes to both outputs and ends with a status.
	 */
	private static ExitStatus exit(Channel channel, String status) throws IOException {
		print(channel, "this is out");
		channel.err().write("this is err\n".getBytes(StandardCharsets.UTF_8));
		return ExitStatus.of(Integer.parseInt(status));
	}

	private static ExitStatus signal(Channel channel, String name) {
		return new ExitStatus.Signal(name, false, "as asked");
	}

	private ExitStatus source(Channel channel, String length) throws IOException {
		Pattern.write(channel.out(), Long.parseLong(length), this.written::set);
		return ExitStatus.OK;
	}

	private static ExitStatus sink(Channel channel, String unused) throws IOException {
		print(channel, String.valueOf(Pattern.check(channel.in())));
		return ExitStatus.OK;
	}

	private static ExitStatus hang(Channel channel, String unused) throws Exception {
		print(channel, "hanging");
		new CountDownLatch(1).await();
		return ExitStatus.OK;
	}

	private static ExitStatus env(Channel channel, String name) throws IOException {
		print(channel, channel.environment().getOrDefault(name, "not set"));
		return ExitStatus.OK;
	}

	private ExitStatus awaitKeepalives(Channel channel, String count) throws Exception {
		int before = this.keepalives.get();
		Await.until(count + " keepalives", () -> this.keepalives.get() - before >= Integer.parseInt(count));
		print(channel, "alive");
		return ExitStatus.OK;
	}

	/**
	 * Prints the terminal, then each of its new sizes, until the input ends.
	 */
	private static ExitStatus terminal(Channel channel, String sizes) throws Exception {
		BlockingQueue<WindowSize> changes = new LinkedBlockingQueue<>();
		channel.listener(new ChannelListener() {

			@Override
			public void windowChanged(WindowSize size) {
				changes.add(size);
			}

		});
		PtyRequest pty = channel.pty().orElseThrow();
		print(channel, pty.terminal() + " " + pty.size().columns() + "x" + pty.size().rows() + "\r");
		for (int i = 0; i < Integer.parseInt(sizes); i++) {
			WindowSize size = changes.take();
			print(channel, size.columns() + "x" + size.rows() + "\r");
		}
		return ExitStatus.OK;
	}

	/**
	 * Prints the terminal's type and answers each line until one says {@code exit}.
	 */
	private static ExitStatus shell(Channel channel, String unused) throws IOException {
		print(channel, channel.pty().orElseThrow().terminal() + "\r");
		for (String line = readLine(channel); !line.equals("exit"); line = readLine(channel)) {
			print(channel, "You said " + line + ".\r");
		}
		print(channel, "Bye.\r");
		return ExitStatus.of(3);
	}

	private static String readLine(Channel channel) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = channel.in().read(); next != '\r'; next = channel.in().read()) {
			if (next < 0) {
				throw new EOFException("behind " + line);
			}
			line.append((char) next);
		}
		return line.toString();
	}

	/**
	 * What runs on a channel.
	 */
	@FunctionalInterface
	private interface Command {

		ExitStatus run(Channel channel, String argument) throws Exception;

	}

	/**
	 * Who gets in, and what he may do.
	 */
	private final class Policy implements ServerInterface {

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("publickey", "password");
		}

		@Override
		public AuthResult checkAuthPassword(String username, String password) {
			return (username.equals(USER) && password.equals(PASSWORD)) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
			return username.equals(USER) && InteropServer.this.userKeys.contains(key);
		}

		@Override
		public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
			return isPublicKeyAcceptable(username, key) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
		}

		@Override
		public OpenResult checkChannelRequest(String kind, int channelId) {
			return OpenResult.SUCCEEDED;
		}

		@Override
		public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
			return true;
		}

		@Override
		public boolean checkChannelWindowChangeRequest(Channel channel, WindowSize size) {
			return true;
		}

		@Override
		public boolean checkChannelEnvRequest(Channel channel, String name, String value) {
			return name.startsWith("LC_");
		}

		@Override
		public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
			return Optional.of(counted(InteropServer::shell, ""));
		}

		@Override
		public Optional<ChannelTask> checkChannelSubsystemRequest(Channel channel, String name) {
			return name.equals("echo") ? find("cat") : Optional.empty();
		}

		@Override
		public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
			return find(command);
		}

		@Override
		public GlobalReply checkGlobalRequest(String name, WireReader fields) {
			if (name.equals("keepalive@openssh.com")) {
				InteropServer.this.keepalives.incrementAndGet();
			}
			return GlobalReply.REFUSED;
		}

	}

}
