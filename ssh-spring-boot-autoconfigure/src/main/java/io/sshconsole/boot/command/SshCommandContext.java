package io.sshconsole.boot.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.ssh.connection.WindowSize;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Everything around one run of a command: its user, its streams, its terminal, and
 * whether it shall end. A command gets it as a parameter; it is good for one run.
 */
public final class SshCommandContext {

	private final SshSession session;

	private final Map<String, String> environment;

	private final PosixLocale locale;

	private final InputStream in;

	private final CommandOutput rawOut;

	private final PrintWriter out;

	private final PrintWriter err;

	private final @Nullable String terminalType;

	private final @Nullable Supplier<WindowSize> terminalSize;

	private final Cancellation cancellation = new Cancellation();

	private SshCommandContext(Builder builder) {
		this.session = builder.session;
		this.environment = Map.copyOf(builder.environment);
		this.locale = PosixLocale.of(this.environment);
		this.in = builder.in;
		this.rawOut = new CommandOutput(new BufferedOutputStream(builder.out));
		this.out = writer(this.rawOut);
		this.err = writer((builder.err != null) ? new BufferedOutputStream(builder.err) : this.rawOut);
		this.terminalType = builder.terminalType;
		this.terminalSize = builder.terminalSize;
	}

	private PrintWriter writer(OutputStream stream) {
		return new LineWriter(new OutputStreamWriter(stream, charset()));
	}

	/**
	 * Returns the user and his connection.
	 * @return the session
	 */
	public SshSession session() {
		return this.session;
	}

	/**
	 * Returns the name that was logged in with.
	 * @return the name
	 */
	public String username() {
		return this.session.username();
	}

	/**
	 * Returns what Spring Security knows about the user.
	 * @return the authentication
	 */
	public Authentication authentication() {
		return this.session.authentication();
	}

	/**
	 * Returns standard input.
	 * @return the stream; it ends where the user's input ends
	 */
	public InputStream in() {
		return this.in;
	}

	/**
	 * Returns standard output for text in the {@link #charset()} of the session. Every
	 * {@code println} is sent at once.
	 * @return the writer
	 */
	public PrintWriter out() {
		return this.out;
	}

	/**
	 * Returns standard output for bytes. Text that was written before is sent first.
	 * @return the stream; buffered, so flush it for the user to see something early
	 */
	public OutputStream rawOut() {
		this.out.flush();
		return this.rawOut;
	}

	/**
	 * Returns standard error. On a terminal it is the same as standard output.
	 * @return the writer
	 */
	public PrintWriter err() {
		return this.err;
	}

	/**
	 * Returns whether the command shall end: Ctrl-C, a signal, or a lost connection. Its
	 * thread is interrupted at the same moment.
	 * @return {@code true} from then on
	 */
	public boolean isCancelled() {
		return this.cancellation.isRequested();
	}

	/**
	 * Asks the command to end.
	 */
	public void cancel() {
		this.cancellation.request();
	}

	/**
	 * Returns whether a person sits at a terminal, so that colour and questions make
	 * sense.
	 * @return {@code false} for {@code ssh host command}
	 */
	public boolean isInteractive() {
		return this.terminalType != null;
	}

	/**
	 * Returns the user's {@code TERM}.
	 * @return the type, or empty without a terminal
	 */
	public Optional<String> terminalType() {
		return Optional.ofNullable(this.terminalType);
	}

	/**
	 * Returns the size that the terminal has now.
	 * @return the size, or empty without a terminal
	 */
	public Optional<WindowSize> terminalSize() {
		return Optional.ofNullable(this.terminalSize).map(Supplier::get);
	}

	/**
	 * Returns the variables that the user's client sent and the server accepted.
	 * @return the variables by name
	 */
	public Map<String, String> environment() {
		return this.environment;
	}

	/**
	 * Returns the locale that {@code LC_ALL}, {@code LC_MESSAGES} or {@code LANG} names.
	 * @return the locale, or else the default of this JVM
	 */
	public Locale locale() {
		return this.locale.locale();
	}

	/**
	 * Returns the character set that {@code LC_ALL}, {@code LC_CTYPE} or {@code LANG}
	 * names.
	 * @return the character set, or else UTF-8
	 */
	public Charset charset() {
		return this.locale.charset();
	}

	/**
	 * Returns whether nobody reads the output any more, as in {@code command | head -1}.
	 * @return {@code true} once a write failed
	 */
	boolean isOutputGone() {
		return this.rawOut.hasFailed();
	}

	/**
	 * Sends everything that was written.
	 */
	void flush() {
		this.out.flush();
		this.err.flush();
		try {
			this.rawOut.flush();
		}
		catch (IOException ex) {
			// Remembered by the stream: isOutputGone()
		}
	}

	Cancellation cancellation() {
		return this.cancellation;
	}

	/**
	 * A writer whose lines end alike on every operating system and are sent at once.
	 */
	private static final class LineWriter extends PrintWriter {

		LineWriter(Writer writer) {
			super(writer, true);
		}

		@Override
		public void println() {
			write('\n');
			flush();
		}

	}

	/**
	 * Starts the description of a run that reads nothing and whose output is dropped.
	 * @param session the user
	 * @return a builder; it may build any number of contexts
	 */
	public static Builder builder(SshSession session) {
		return new Builder(session);
	}

	/**
	 * Collects what a context is made of.
	 */
	public static final class Builder {

		private final SshSession session;

		private InputStream in = InputStream.nullInputStream();

		private OutputStream out = OutputStream.nullOutputStream();

		private @Nullable OutputStream err;

		private Map<String, String> environment = Map.of();

		private @Nullable String terminalType;

		private @Nullable Supplier<WindowSize> terminalSize;

		private Builder(SshSession session) {
			this.session = session;
		}

		/**
		 * Sets standard input.
		 * @param in the stream
		 * @return this builder
		 */
		public Builder in(InputStream in) {
			this.in = in;
			return this;
		}

		/**
		 * Sets standard output, and standard error unless it is set on its own.
		 * @param out the stream
		 * @return this builder
		 */
		public Builder out(OutputStream out) {
			this.out = out;
			return this;
		}

		/**
		 * Sets standard error.
		 * @param err the stream
		 * @return this builder
		 */
		public Builder err(OutputStream err) {
			this.err = err;
			return this;
		}

		/**
		 * Sets the variables that the client sent.
		 * @param environment the variables by name
		 * @return this builder
		 */
		public Builder environment(Map<String, String> environment) {
			this.environment = environment;
			return this;
		}

		/**
		 * Puts the command on a terminal.
		 * @param type the value of {@code TERM}
		 * @param size asked for whenever the command wants to know
		 * @return this builder
		 */
		public Builder terminal(String type, Supplier<WindowSize> size) {
			this.terminalType = type;
			this.terminalSize = size;
			return this;
		}

		/**
		 * Returns the character set that the contexts will have.
		 * @return the one that the environment names, or else UTF-8
		 */
		public Charset charset() {
			return PosixLocale.of(this.environment).charset();
		}

		/**
		 * Makes the context of one run.
		 * @return the context
		 */
		public SshCommandContext build() {
			return new SshCommandContext(this);
		}

	}

}
