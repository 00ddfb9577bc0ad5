package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.ssh.connection.ChannelListener;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a channel in memory: types keys, sees bytes, resizes, hangs up.
 */
final class TestClient {

	private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001b(\\[[0-?]*[ -/]*[@-~]|[>=])");

	private static final byte[] END = new byte[0];

	private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();

	private final Output out = new Output();

	private final Output err = new Output();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Integer> status = new CompletableFuture<>();

	private volatile @Nullable ChannelListener listener;

	private volatile boolean open = true;

	private volatile @Nullable IOException failure;

	private WindowSize size = new WindowSize(80, 24, 0, 0);

	private @Nullable Thread task;

	static Optional<PtyRequest> pty(String type) {
		return Optional.of(new PtyRequest(type, new WindowSize(80, 24, 0, 0), Map.of()));
	}

	/**
	 * Sets the size that the terminal begins with.
	 */
	TestClient size(int columns, int rows) {
		this.size = new WindowSize(columns, rows, 0, 0);
		return this;
	}

	PtyRequest ptyOf(String type) {
		return new PtyRequest(type, this.size, Map.of());
	}

	ShellChannel channel(Optional<PtyRequest> pty, Map<String, String> environment) {
		return new ShellChannel(new Input(), this.out, this.err, pty, environment, this::listen, () -> this.open);
	}

	private void listen(ChannelListener listener) {
		this.listener = listener;
		if (!this.open) {
			listener.closed();
		}
	}

	ThreadFactory threads() {
		return (work) -> {
			Thread thread = new Thread(work, "pump");
			this.threads.add(thread);
			return thread;
		};
	}

	/**
	 * Runs one line as {@code ssh host command} does.
	 */
	TestClient exec(TestConsole console, String line, Optional<PtyRequest> pty, Map<String, String> environment) {
		SshExec exec = new SshExec(console.session(), console.lines(), line, ColourMode.AUTO, threads());
		ShellChannel channel = channel(pty, environment);
		return start(() -> exec.run(channel));
	}

	/**
	 * Runs what the server runs on the channel.
	 */
	TestClient start(Callable<Integer> work) {
		this.task = new Thread(() -> {
			try {
				this.status.complete(work.call());
			}
			catch (Throwable ex) {
				this.status.completeExceptionally(ex);
			}
		}, "task");
		this.threads.add(this.task);
		this.task.start();
		return this;
	}

	TestClient type(String keys) {
		this.typed.add(keys.getBytes(StandardCharsets.UTF_8));
		return this;
	}

	TestClient typeRaw(byte[] keys) {
		this.typed.add(keys);
		return this;
	}

	/**
	 * Waits until everything that was typed is where sessions find it.
	 */
	TestClient awaitTyped() {
		waiting("a pump that waits").until(() -> this.typed.isEmpty() && this.threads.stream()
			.anyMatch((thread) -> thread.getName().equals("pump") && thread.getState() == Thread.State.WAITING));
		return this;
	}

	TestClient endInput() {
		this.typed.add(END);
		return this;
	}

	TestClient resize(int columns, int rows) {
		listener().windowChanged(new WindowSize(columns, rows, 0, 0));
		return this;
	}

	TestClient signal(String name) {
		listener().signalled(name);
		return this;
	}

	/**
	 * Makes writes fail from now on, before anybody hears of it.
	 */
	void failWrites(IOException failure) {
		this.failure = failure;
	}

	/**
	 * Closes the channel without telling anybody.
	 */
	void close() {
		this.open = false;
	}

	/**
	 * Closes the channel as the core does when the connection is lost.
	 */
	void hangUp() {
		this.open = false;
		this.typed.add(END);
		listener().closed();
		if (this.task != null) {
			this.task.interrupt();
		}
	}

	private static ConditionFactory waiting(String name) {
		return Awaitility.await(name).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
	}

	private ChannelListener listener() {
		waiting("a listener").until(() -> this.listener != null);
		ChannelListener current = this.listener;
		if (current == null) {
			throw new IllegalStateException();
		}
		return current;
	}

	/**
	 * Waits until a text is on the screen, behind what was awaited before and apart from
	 * control sequences.
	 */
	TestClient await(String text) {
		this.out.await(text);
		return this;
	}

	String screen() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	byte[] bytes() {
		return this.out.bytes.toByteArray();
	}

	String errors() {
		return this.err.toString(StandardCharsets.UTF_8);
	}

	int packets() {
		return this.out.packets;
	}

	int status() throws Exception {
		int result = this.status.get(20, TimeUnit.SECONDS);
		awaitThreadsGone();
		return result;
	}

	void awaitThreadsGone() {
		waiting("no thread").until(() -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	private final class Input extends InputStream {

		private byte[] current = END;

		private int position;

		private boolean ended;

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			try {
				if (this.position == this.current.length && !this.ended) {
					this.current = TestClient.this.typed.take();
					this.position = 0;
					this.ended = this.current.length == 0;
				}
			}
			catch (InterruptedException ex) {
				throw new InterruptedIOException();
			}
			if (!TestClient.this.open) {
				throw new IOException("closed");
			}
			int count = Math.min(length, this.current.length - this.position);
			System.arraycopy(this.current, this.position, target, offset, count);
			this.position += count;
			return (count == 0) ? -1 : count;
		}

	}

	private final class Output extends OutputStream {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private volatile int packets;

		private int seen;

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public synchronized void write(byte[] source, int offset, int length) throws IOException {
			IOException failed = TestClient.this.failure;
			if (failed != null) {
				throw failed;
			}
			if (!TestClient.this.open) {
				throw new IOException("closed");
			}
			this.bytes.write(source, offset, length);
			this.packets++;
			notifyAll();
		}

		void await(String text) {
			TestClient.waiting("'" + text + "' on the screen").until(() -> {
				String all = CONTROL_SEQUENCE.matcher(toString(StandardCharsets.UTF_8)).replaceAll("");
				int found = all.indexOf(text, this.seen);
				this.seen = (found < 0) ? this.seen : found + text.length();
				return found >= 0;
			});
		}

		String toString(Charset charset) {
			return this.bytes.toString(charset);
		}

	}

}
