package io.sshconsole.boot.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.ssh.connection.WindowSize;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a context is made of. Used by one thread at a time.
 */
public final class SshCommandContextBuilder {

	final SshSession session;

	InputStream in = InputStream.nullInputStream();

	OutputStream out = OutputStream.nullOutputStream();

	@Nullable OutputStream err;

	Map<String, String> environment = Map.of();

	@Nullable String terminalType;

	@Nullable Supplier<WindowSize> terminalSize;

	@Nullable Function<? super SshCommandContext, ? extends SshTerminal> terminal;

	@Nullable SshShellSession shell;

	String line = "";

	int lastStatus;

	BooleanSupplier gone = () -> false;

	boolean piped;

	boolean fed;

	SshCommandContextBuilder(SshSession session) {
		this.session = session;
	}

	/**
	 * Makes another builder that begins with what is set here, for one stage of a
	 * pipeline.
	 * @return the copy
	 */
	public SshCommandContextBuilder copy() {
		SshCommandContextBuilder copy = new SshCommandContextBuilder(this.session);
		copy.in = this.in;
		copy.out = this.out;
		copy.err = this.err;
		copy.environment = this.environment;
		copy.terminalType = this.terminalType;
		copy.terminalSize = this.terminalSize;
		copy.terminal = this.terminal;
		copy.shell = this.shell;
		copy.line = this.line;
		copy.lastStatus = this.lastStatus;
		copy.gone = this.gone;
		copy.piped = this.piped;
		copy.fed = this.fed;
		return copy;
	}

	/**
	 * Sets standard input.
	 * @param in the stream
	 * @return this builder
	 */
	public SshCommandContextBuilder in(InputStream in) {
		this.in = in;
		return this;
	}

	/**
	 * Sets standard output, and standard error unless it is set on its own.
	 * @param out the stream
	 * @return this builder
	 */
	public SshCommandContextBuilder out(OutputStream out) {
		this.out = out;
		return this;
	}

	/**
	 * Sets standard error.
	 * @param err the stream
	 * @return this builder
	 */
	public SshCommandContextBuilder err(OutputStream err) {
		this.err = err;
		return this;
	}

	/**
	 * Sets the variables that the client sent.
	 * @param environment the variables by name
	 * @return this builder
	 */
	public SshCommandContextBuilder environment(Map<String, String> environment) {
		this.environment = environment;
		return this;
	}

	/**
	 * Puts the command on a terminal.
	 * @param type the value of {@code TERM}
	 * @param size asked for whenever the command wants to know
	 * @return this builder
	 */
	public SshCommandContextBuilder terminal(String type, Supplier<WindowSize> size) {
		this.terminalType = type;
		this.terminalSize = size;
		return this;
	}

	/**
	 * Sets what commands see as their user's terminal, instead of one that only has
	 * streams.
	 * @param terminal makes it for each context; the context has no terminal yet
	 * @return this builder
	 */
	public SshCommandContextBuilder terminal(Function<? super SshCommandContext, ? extends SshTerminal> terminal) {
		this.terminal = terminal;
		return this;
	}

	/**
	 * Sets the session whose lines are run.
	 * @param shell the session
	 * @return this builder
	 */
	public SshCommandContextBuilder shell(SshShellSession shell) {
		this.shell = shell;
		return this;
	}

	/**
	 * Sets the line that is run.
	 * @param line the line, its secrets masked
	 * @return this builder
	 */
	public SshCommandContextBuilder line(String line) {
		this.line = line;
		return this;
	}

	/**
	 * Sets what knows that the user is gone, before anybody can cancel the command.
	 * @param gone {@code true} from then on; asked by any thread
	 * @return this builder
	 */
	public SshCommandContextBuilder gone(BooleanSupplier gone) {
		this.gone = gone;
		return this;
	}

	/**
	 * Sets how what ran before ended.
	 * @param status the exit status
	 * @return this builder
	 */
	public SshCommandContextBuilder lastStatus(int status) {
		this.lastStatus = status;
		return this;
	}

	/**
	 * Returns how what ran before ended.
	 * @return the exit status
	 */
	public int lastStatus() {
		return this.lastStatus;
	}

	/**
	 * Puts the command behind a {@code |}.
	 * @param pipe gives standard input
	 * @return this builder
	 */
	public SshCommandContextBuilder pipedFrom(InputStream pipe) {
		this.in = pipe;
		this.fed = true;
		return this;
	}

	/**
	 * Puts the command in front of a {@code |}. Standard error stays where it was.
	 * @param pipe takes standard output
	 * @return this builder
	 */
	public SshCommandContextBuilder pipedTo(OutputStream pipe) {
		this.err = (this.err != null) ? this.err : this.out;
		this.out = pipe;
		this.piped = true;
		return this;
	}

	/**
	 * Puts something between commands and their streams, such as what cuts them off.
	 * @param input makes standard input of the one that is set
	 * @param output makes standard output of the one that is set, and standard error if
	 * it is set on its own
	 * @return this builder
	 */
	public SshCommandContextBuilder wrapped(UnaryOperator<InputStream> input, UnaryOperator<OutputStream> output) {
		this.in = input.apply(this.in);
		this.out = output.apply(this.out);
		this.err = (this.err != null) ? output.apply(this.err) : null;
		return this;
	}

	/**
	 * Returns whose commands run.
	 * @return the user and his connection
	 */
	public SshSession session() {
		return this.session;
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
