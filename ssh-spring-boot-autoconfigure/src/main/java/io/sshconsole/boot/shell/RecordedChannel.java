package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.ssh.connection.ChannelListener;
import io.sshconsole.ssh.connection.WindowSize;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is recorded: what is written is taken down first and sent then. If it
 * has to be and cannot, nothing more is sent, and what runs is cancelled.
 */
final class RecordedChannel {

	private static final String REFUSAL = "This session must be recorded, and cannot be.";

	/**
	 * Most bytes that are decoded at once: a command may write all that it has in one
	 * piece.
	 */
	private static final int MAX_PIECE = 32 * 1024;

	private final ShellChannel channel;

	private final SshRecording recording;

	/**
	 * Held while something is taken down: commands write output and errors on threads of
	 * their own.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicReference<@Nullable WindowSize> resized = new AtomicReference<>();

	private volatile @Nullable ChannelListener listener;

	private volatile boolean failed;

	private boolean closed;

	private RecordedChannel(ShellChannel channel, SshRecording recording) {
		this.channel = channel;
		this.recording = recording;
	}

	/**
	 * Does some work on a channel, recorded if it is to be.
	 * @param channel the channel
	 * @param recorder begins the recording
	 * @param session the user
	 * @param line what the user wants to run, its secrets masked; empty for a shell
	 * @param work the work
	 * @return its exit status, or that of a failure if it was not recorded to its end
	 */
	static int run(ShellChannel channel, SshRecorder recorder, SshSession session, String line,
			ToIntFunction<ShellChannel> work) {
		Optional<SshRecording> recording;
		try {
			recording = recorder.record(session, line, channel.pty());
		}
		catch (IOException ex) {
			return refuse(channel);
		}
		return recording.map((begun) -> new RecordedChannel(channel, begun).run(session, work))
			.orElseGet(() -> work.applyAsInt(channel));
	}

	private static int refuse(ShellChannel channel) {
		try {
			channel.err().write((REFUSAL + (channel.pty().isPresent() ? "\r\n" : "\n")).getBytes());
			channel.err().flush();
		}
		catch (IOException ex) {
			// The client is gone and need not be told
		}
		return SshExitStatus.FAILED;
	}

	private int run(SshSession session, ToIntFunction<ShellChannel> work) {
		try {
			int status = work.applyAsInt(recorded(session));
			return this.failed ? refuse(this.channel) : status;
		}
		finally {
			close();
		}
	}

	private ShellChannel recorded(SshSession session) {
		CharsetDecoder decoder = SshCommandContext.builder(session)
			.environment(this.channel.environment())
			.charset()
			.newDecoder()
			.onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
		return new ShellChannel(this.channel.in(), new Output(this.channel.out(), decoder),
				new Output(this.channel.err(), decoder), this.channel.pty(), this.channel.environment(), this::listen,
				this.channel.open());
	}

	private void listen(ChannelListener listener) {
		this.listener = listener;
		this.channel.listener().accept(new Watch(listener));
	}

	private void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.recording.close();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void takeDown(String text) throws IOException {
		if (this.closed || this.failed) {
			throw new IOException("not recorded any more");
		}
		WindowSize size = this.resized.getAndSet(null);
		if (size != null) {
			this.recording.resized(size);
		}
		this.recording.output(text);
	}

	/**
	 * Ends what runs, as if the client were gone: a command that writes nothing would
	 * otherwise go on. Called without the lock, for who hears of it takes others.
	 */
	private void cancel() {
		ChannelListener cancelled = this.listener;
		if (cancelled != null) {
			cancelled.closed();
		}
	}

	/**
	 * One of the two streams.
	 */
	private final class Output extends OutputStream {

		private final OutputStream target;

		private final CharsetDecoder decoder;

		/**
		 * The bytes of a character whose rest is still to be written.
		 */
		private byte[] begun = {};

		private Output(OutputStream target, CharsetDecoder decoder) {
			this.target = target;
			this.decoder = decoder;
		}

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			for (int start = offset; start < offset + length; start += MAX_PIECE) {
				int count = Math.min(MAX_PIECE, offset + length - start);
				takeDown(bytes, start, count);
				this.target.write(bytes, start, count);
			}
		}

		private void takeDown(byte[] bytes, int offset, int length) throws IOException {
			IOException failure;
			RecordedChannel.this.lock.lock();
			try {
				RecordedChannel.this.takeDown(decode(bytes, offset, length));
				return;
			}
			catch (IOException ex) {
				RecordedChannel.this.failed = true;
				failure = ex;
			}
			finally {
				RecordedChannel.this.lock.unlock();
			}
			cancel();
			throw failure;
		}

		private String decode(byte[] bytes, int offset, int length) {
			ByteBuffer undecoded = ByteBuffer.allocate(this.begun.length + length)
				.put(this.begun)
				.put(bytes, offset, length)
				.flip();
			CharBuffer text = CharBuffer
				.allocate((int) Math.ceil(undecoded.remaining() * this.decoder.maxCharsPerByte()));
			this.decoder.reset().decode(undecoded, text, false);
			this.begun = new byte[undecoded.remaining()];
			undecoded.get(this.begun);
			return text.flip().toString();
		}

		@Override
		public void flush() throws IOException {
			this.target.flush();
		}

		@Override
		public void close() throws IOException {
			this.target.close();
		}

	}

	/**
	 * Hears of new sizes, too. They are taken down with the output behind them, because
	 * the thread that tells of them must not wait for a file.
	 */
	private final class Watch implements ChannelListener {

		private final ChannelListener delegate;

		private Watch(ChannelListener delegate) {
			this.delegate = delegate;
		}

		@Override
		public void windowChanged(WindowSize size) {
			if (size.columns() > 0 && size.rows() > 0) {
				RecordedChannel.this.resized.set(size);
			}
			this.delegate.windowChanged(size);
		}

		@Override
		public void signalled(String name) {
			this.delegate.signalled(name);
		}

		@Override
		public void breakReceived(int milliseconds) {
			this.delegate.breakReceived(milliseconds);
		}

		@Override
		public void closed() {
			this.delegate.closed();
		}

	}

}
