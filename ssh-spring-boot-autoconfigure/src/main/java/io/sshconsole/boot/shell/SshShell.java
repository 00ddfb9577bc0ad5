package io.sshconsole.boot.shell;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.PtyRequest;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;

/**
 * An interactive session: reads a line, runs it, and starts over. Without a terminal it
 * runs the lines of its standard input, as {@code ssh -T host < script} sends them.
 * <p>
 * On a terminal {@code exit} and Ctrl-D end it with status 0, {@code exit N} with N: what
 * the last command returned has been seen by then. Without a terminal the last status is
 * that of the session, as with {@code sh}.
 */
public final class SshShell implements ChannelTask {

	static final String EXIT = "exit";

	private final SshSession session;

	private final SshLineRunner lines;

	private final SshCommandExecutor commands;

	private final SshShellSettings settings;

	private final ThreadFactory threads;

	/**
	 * Creates the shell of one channel.
	 * @param session the user
	 * @param lines runs lines
	 * @param commands knows the names to complete
	 * @param settings prompt and history
	 * @param threads makes the thread that reads a terminal; it ends with the session
	 */
	SshShell(SshSession session, SshLineRunner lines, SshCommandExecutor commands, SshShellSettings settings,
			ThreadFactory threads) {
		this.session = session;
		this.lines = lines;
		this.commands = commands;
		this.settings = settings;
		this.threads = threads;
	}

	@Override
	public ExitStatus run(Channel channel) {
		return ExitStatus.of(run(ShellChannel.of(channel)));
	}

	int run(ShellChannel channel) {
		if (channel.pty().isEmpty()) {
			return new ScriptSession(channel, this.session).run(this.lines);
		}
		return run(channel, channel.pty().get());
	}

	private int run(ShellChannel channel, PtyRequest pty) {
		try (TerminalSession terminal = new TerminalSession(channel, pty, this.session, this.threads)) {
			terminal.open(channel);
			return run(terminal, LineEditor.of(terminal, this.session, this.commands, this.settings));
		}
		catch (IOException ex) {
			// Only a client that is gone makes reading or writing fail
			return SshExitStatus.OUTPUT_GONE;
		}
	}

	private int run(TerminalSession terminal, LineEditor editor) throws IOException {
		ExitCommand exit = new ExitCommand();
		while (!terminal.isClosed() && !exit.isDone()) {
			try {
				run(PastedLines.of(editor.readLine()), terminal, exit);
			}
			catch (UserInterruptException ex) {
				// Ctrl-C drops the line. A closed channel interrupts too; the loop asks
			}
			catch (EndOfFileException ex) {
				return 0;
			}
		}
		return exit.status();
	}

	private void run(List<String> lines, TerminalSession terminal, ExitCommand exit) throws IOException {
		for (String line : lines) {
			if (exit.accept(line, 0)) {
				return;
			}
			int status = terminal.run(line, this.lines);
			terminal.output().freshLine();
			if (status == SshExitStatus.INTERRUPTED && !terminal.isClosed()) {
				terminal.output().write("^C\n".getBytes(terminal.charset()));
				return;
			}
		}
	}

}
