package io.sshconsole.boot.shell;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.SshShellSession;
import io.sshconsole.boot.execution.LineOutcome;
import io.sshconsole.boot.execution.LineRun;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.ssh.connection.ChannelListener;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jspecify.annotations.Nullable;

/**
 * A channel with a terminal while it is in use: the terminal, its pump, and the command
 * that runs on it.
 */
final class TerminalSession implements ChannelListener, AutoCloseable {

	private final SshCommandContextBuilder contexts;

	private final Attributes attributes;

	private final TypeAhead typeAhead;

	private final TerminalOutput output;

	private final ChannelTerminal terminal;

	private final ThreadFactory threads;

	private final PromptTerminal view;

	private final Thread pump;

	private volatile WindowSize size;

	private volatile boolean closed;

	private volatile @Nullable LineRun running;

	TerminalSession(ShellChannel channel, PtyRequest pty, SshSession session, ColourMode colours, ThreadFactory threads)
			throws IOException {
		this.attributes = PtyModes.attributes(pty.modes());
		boolean signals = this.attributes.getLocalFlag(LocalFlag.ISIG);
		this.typeAhead = new TypeAhead(signals ? this.attributes.getControlChar(ControlChar.VINTR) : -1);
		SessionOutput out = new SessionOutput(channel.out(), channel.open());
		this.output = new TerminalOutput(out,
				this.attributes.getOutputFlag(OutputFlag.OPOST) && this.attributes.getOutputFlag(OutputFlag.ONLCR));
		this.size = pty.size();
		this.contexts = SshCommandContext.builder(session)
			.out(this.output)
			.environment(channel.environment())
			.gone(out::isGone)
			.terminal(pty.terminal(), () -> this.size);
		this.terminal = new ChannelTerminal(pty, this.attributes, charset(), channel.environment(), this.typeAhead,
				this.output);
		this.threads = threads;
		this.view = new PromptTerminal(pty.terminal(), this.terminal,
				colours.allows(pty.terminal(), channel.environment()));
		this.pump = threads.newThread(new InputPump(channel.in(), this.typeAhead));
	}

	/**
	 * Starts to listen to the client.
	 * @param channel the session's channel
	 */
	void open(ShellChannel channel) {
		channel.listener().accept(this);
		this.pump.start();
	}

	/**
	 * Makes the lines belong to a shell.
	 * @param shell what commands see of it
	 */
	void shell(SshShellSession shell) {
		this.contexts.shell(shell);
	}

	ChannelTerminal terminal() {
		return this.terminal;
	}

	/**
	 * Returns how the terminal looks, for prompts and banners.
	 * @return a terminal that cannot be asked
	 */
	SshTerminal view() {
		return this.view;
	}

	TerminalOutput output() {
		return this.output;
	}

	Charset charset() {
		return this.contexts.charset();
	}

	/**
	 * Returns the input as lines for whoever reads it next.
	 * @return a stream that holds at most the line that is being read
	 */
	TerminalLine input() {
		return new TerminalLine(this.typeAhead, this.output, this.attributes);
	}

	/**
	 * Makes the thread that waits for a key look for something else. Any thread may call.
	 */
	void wake() {
		this.typeAhead.wake();
	}

	/**
	 * Ends the input, as if the user had left.
	 */
	void endInput() {
		this.typeAhead.end();
	}

	/**
	 * Returns whether the client is gone.
	 * @return {@code true} from then on
	 */
	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Runs one line on the calling thread. Ctrl-C cancels it from now on.
	 * @param line the line
	 * @param lines runs it
	 * @return how it ended
	 * @throws IOException if the client is gone
	 */
	LineOutcome run(String line, SshLineRunner lines) throws IOException {
		this.output.releaseAtLineStart();
		LineConsole console = new LineConsole(this.typeAhead, this.output, this.attributes, charset(), this.threads);
		LineRun run = lines.start(line, this.contexts.in(input())
			.terminal((context) -> new CommandTerminal(context, console, this.view.hasColour())));
		this.running = run;
		this.typeAhead.onInterrupt(run::interrupt);
		try {
			if (this.closed) {
				run.cancel();
			}
			LineOutcome outcome = run.await();
			this.contexts.lastStatus(outcome.status());
			return outcome;
		}
		finally {
			console.close();
			this.typeAhead.onInterrupt(null);
			this.running = null;
		}
	}

	@Override
	public void windowChanged(WindowSize size) {
		this.size = size;
		this.terminal.resize(size);
	}

	@Override
	public void signalled(String name) {
		switch (name) {
			case "INT" -> this.typeAhead.interrupt();
			case "HUP", "KILL", "QUIT", "TERM" -> closed();
			default -> {
			}
		}
	}

	@Override
	public void closed() {
		this.closed = true;
		this.typeAhead.end();
		LineRun run = this.running;
		if (run != null) {
			run.cancel();
		}
	}

	/**
	 * Sends what is left and ends the pump.
	 */
	@Override
	public void close() {
		this.pump.interrupt();
		try {
			this.terminal.close();
			this.output.release();
		}
		catch (IOException ex) {
			// The client is gone and misses the rest
		}
	}

}
