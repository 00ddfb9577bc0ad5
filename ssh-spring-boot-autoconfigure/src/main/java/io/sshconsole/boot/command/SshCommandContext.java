package io.sshconsole.boot.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.StreamTerminal;
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

	private final CommandStreams streams;

	private final @Nullable String terminalType;

	private final @Nullable Supplier<WindowSize> terminalSize;

	private final boolean piped;

	private final boolean fed;

	private final SshTerminal terminal;

	private final @Nullable SshShellSession shell;

	private final String line;

	private final int lastStatus;

	private final BooleanSupplier gone;

	private final Cancellation cancellation = new Cancellation();

	private volatile boolean confirmed;

	private volatile boolean stackTraceWanted;

	SshCommandContext(SshCommandContextBuilder builder) {
		this.session = builder.session;
		this.environment = Map.copyOf(builder.environment);
		this.locale = PosixLocale.of(this.environment);
		this.streams = new CommandStreams(builder.in, builder.out, builder.err, this.locale.charset());
		this.terminalType = builder.terminalType;
		this.terminalSize = builder.terminalSize;
		this.piped = builder.piped;
		this.fed = builder.fed;
		this.shell = builder.shell;
		this.line = builder.line;
		this.lastStatus = builder.lastStatus;
		this.gone = builder.gone;
		this.terminal = (builder.terminal != null) ? builder.terminal.apply(this) : streamTerminal();
	}

	/**
	 * Starts the description of a run that reads nothing and whose output is dropped.
	 * @param session the user
	 * @return a builder; it may build any number of contexts
	 */
	public static SshCommandContextBuilder builder(SshSession session) {
		return new SshCommandContextBuilder(session);
	}

	/**
	 * Standard input on a terminal echoes, which no secret may be; so without a
	 * {@link SshTerminal} of its own nothing is asked there.
	 */
	private SshTerminal streamTerminal() {
		InputStream answers = (this.terminalType != null) ? InputStream.nullInputStream() : in();
		return new StreamTerminal(answers, out(), err(), charset(), this::isConfirmed);
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
		return this.streams.in();
	}

	/**
	 * Returns standard output for text in the {@link #charset()} of the session. Every
	 * {@code println} is sent at once.
	 * @return the writer
	 */
	public PrintWriter out() {
		return this.streams.out();
	}

	/**
	 * Returns standard output for bytes. Text that was written before is sent first.
	 * @return the stream; buffered, so flush it for the user to see something early
	 */
	public OutputStream rawOut() {
		return this.streams.rawOut();
	}

	/**
	 * Returns standard error. On a terminal it is the same as standard output.
	 * @return the writer
	 */
	public PrintWriter err() {
		return this.streams.err();
	}

	/**
	 * Returns whether the command shall end: Ctrl-C, a signal, or a lost connection. Its
	 * thread is interrupted at the same moment; but a write may fail a little earlier,
	 * and then this knows why.
	 * @return {@code true} from then on
	 */
	public boolean isCancelled() {
		return this.cancellation.isRequested() || this.gone.getAsBoolean();
	}

	/**
	 * Asks the command to end.
	 */
	public void cancel() {
		this.cancellation.request();
	}

	/**
	 * Returns whether standard output is a terminal, so that tables and colour make
	 * sense.
	 * @return {@code false} for {@code ssh host command}, and in front of a {@code |}
	 */
	public boolean isInteractive() {
		return this.terminalType != null && !this.piped;
	}

	/**
	 * Returns whether the command is one of several that are joined by {@code |}, so that
	 * others of its line may use the terminal at the same time.
	 * @return {@code true} in front of a {@code |} and behind one
	 */
	public boolean isPiped() {
		return this.piped || this.fed;
	}

	/**
	 * Returns whether escape sequences for colour may be written to standard output.
	 * @return {@code true} where that is a terminal that
	 * {@linkplain SshTerminal#hasColour() has colour}
	 */
	public boolean hasColour() {
		return isInteractive() && this.terminal.hasColour();
	}

	/**
	 * Returns what the command can do with its user's terminal, or with the lack of one.
	 * In front of a {@code |} it is still the user's.
	 * @return the terminal of this run
	 */
	public SshTerminal terminal() {
		return this.terminal;
	}

	/**
	 * Returns the shell or script that the command is a line of.
	 * @return the session, or empty for {@code ssh host command}
	 */
	public Optional<SshShellSession> shell() {
		return Optional.ofNullable(this.shell);
	}

	/**
	 * Returns the line that runs, for audits.
	 * @return the whole line with stars in the place of secrets; empty if the command was
	 * not run by one
	 */
	public String line() {
		return this.line;
	}

	/**
	 * Returns how what ran before ended, in this line or in the one before: {@code $?} of
	 * a shell.
	 * @return the exit status, {@code 0} at the beginning
	 */
	public int lastStatus() {
		return this.lastStatus;
	}

	/**
	 * Returns whether {@code --yes} was given.
	 * @return {@code true} if all questions are answered with yes
	 */
	public boolean isConfirmed() {
		return this.confirmed;
	}

	/**
	 * Answers all questions of this run with yes, as {@code --yes} does. Called by
	 * whoever has parsed the line.
	 */
	public void confirm() {
		this.confirmed = true;
	}

	/**
	 * Returns whether the user asked for the stack trace of what the command throws, and
	 * may see it.
	 * @return {@code true} for {@code --stacktrace}
	 */
	public boolean isStackTraceWanted() {
		return this.stackTraceWanted;
	}

	/**
	 * Shows the stack trace of what the command throws. Called by whoever has read the
	 * line.
	 */
	public void wantStackTrace() {
		this.stackTraceWanted = true;
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
	public boolean isOutputGone() {
		return this.streams.isOutputGone();
	}

	/**
	 * Sends everything that was written. A failure is told by {@link #isOutputGone()}.
	 */
	public void flush() {
		this.streams.flush();
	}

	/**
	 * Returns how the command is asked to end, for whoever runs it.
	 * @return the one of this run
	 */
	public Cancellation cancellation() {
		return this.cancellation;
	}

}
