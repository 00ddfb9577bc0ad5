package io.sshconsole.ssh.testing;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.SshServerBuilder;
import io.sshconsole.ssh.StartupLimits;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.transport.VirtualThreads;

/**
 * A real server on a free port of this machine that records what happens to it and can
 * tell whether anything of it is left.
 */
public final class TestServer implements AutoCloseable {

	private static final String THREAD_PREFIX = "ssh-";

	private final Recorder recorder = new Recorder();

	private final TestCommands commands = new TestCommands();

	private final Set<Thread> threadsBefore = threads();

	private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

	private final SshServer server;

	private TestServer(UnaryOperator<SshServerBuilder> settings) throws IOException {
		ThreadFactory threads = recording(VirtualThreads.factory("ssh-test-"));
		SshServerBuilder builder = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface((transport) -> new TestUsers(this.recorder, this.commands))
			.listener(this.recorder)
			.threadFactory(threads)
			.taskExecutor((task) -> threads.newThread(task).start())
			.limits((limits) -> limits.startups(StartupLimits.upTo(100)));
		this.server = settings.apply(builder).build();
		this.server.start();
	}

	/**
	 * Starts a server.
	 * @param settings changes the builder, or does not
	 * @return a running server
	 * @throws IOException if no port is free
	 */
	public static TestServer start(UnaryOperator<SshServerBuilder> settings) throws IOException {
		return new TestServer(settings);
	}

	private ThreadFactory recording(ThreadFactory factory) {
		return (task) -> {
			Thread thread = factory.newThread(task);
			this.threads.add(thread);
			return thread;
		};
	}

	public int port() {
		return this.server.port();
	}

	/**
	 * Makes a connection on which a user is logged in.
	 * @return the client's end
	 * @throws IOException if the server refuses
	 */
	public ScriptedPeer logIn() throws IOException {
		return ScriptedPeer.connect(port())
			.identify()
			.exchangeKeys()
			.requestService()
			.authenticatePassword("alice", TestUsers.PASSWORD);
	}

	public List<Transport> transports() {
		return this.server.transports();
	}

	/**
	 * Returns how many commands run, also those whose connection is gone.
	 * @return their number
	 */
	public int runningCommands() {
		return this.commands.running();
	}

	/**
	 * Lets the commands end that ignore interruption.
	 */
	public void releaseStubbornCommands() {
		this.commands.release();
	}

	public Recorder recorder() {
		return this.recorder;
	}

	/**
	 * Counts threads of this machine by name.
	 * @param prefix how their names begin
	 * @return how many live threads there are; virtual ones are not counted
	 */
	public static long countThreads(String prefix) {
		return threads().stream().filter((thread) -> thread.getName().startsWith(prefix)).count();
	}

	/**
	 * Waits until no connection is left and no command runs.
	 */
	public void awaitQuiet() {
		Await.until("no connection", () -> transports().isEmpty());
		Await.until("no running command", () -> runningCommands() == 0);
	}

	/**
	 * Ends the server and waits until none of its threads is left.
	 */
	@Override
	public void close() {
		this.commands.release();
		this.server.close();
		Await.until("no thread of a connection or a command", () -> this.threads.stream().noneMatch(Thread::isAlive));
		Await.until("no thread of the server", () -> this.threadsBefore.containsAll(threads()));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(THREAD_PREFIX))
			.collect(Collectors.toSet());
	}

}
