package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.LineOutcome;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.PtyRequest;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An interactive session: reads a line, runs it, and starts over. Without a terminal it
 * runs the lines of its standard input, as {@code ssh -T host < script} sends them.
 * <p>
 * With a terminal and without one, its exit status is that of the last line, as with
 * {@code sh}, unless {@code exit N} says otherwise.
 */
public final class SshShell implements ChannelTask {

	private static final Logger logger = LoggerFactory.getLogger(SshShell.class);

	/**
	 * What stands in front of a line when the prompt of the application fails.
	 */
	private static final String FALLBACK_PROMPT = "> ";

	private final SshSession session;

	private final SshShells shells;

	private final ColourMode colours;

	private final ThreadFactory threads;

	/**
	 * Creates the shell of one channel.
	 * @param session the user
	 * @param shells what all shells have in common
	 * @param colours whether a terminal gets colour
	 * @param threads makes the thread that reads a terminal; it ends with the session
	 */
	SshShell(SshSession session, SshShells shells, ColourMode colours, ThreadFactory threads) {
		this.session = session;
		this.shells = shells;
		this.colours = colours;
		this.threads = threads;
	}

	/**
	 * Records what is shown.
	 * @param recorder begins the recording
	 * @return this task, recorded
	 */
	public ChannelTask recordedBy(SshRecorder recorder) {
		return (channel) -> ExitStatus
			.of(RecordedChannel.run(ShellChannel.of(channel), recorder, this.session, "", this::run));
	}

	@Override
	public ExitStatus run(Channel channel) {
		return ExitStatus.of(run(ShellChannel.of(channel)));
	}

	int run(ShellChannel channel) {
		if (channel.pty().isEmpty()) {
			return new ScriptSession(channel, this.session, this.shells).run();
		}
		return run(channel, channel.pty().get());
	}

	private int run(ShellChannel channel, PtyRequest pty) {
		try (TerminalSession terminal = new TerminalSession(channel, pty, this.session, this.colours, this.threads)) {
			terminal.open(channel);
			NoticeQueue notices = new NoticeQueue(terminal::wake);
			this.shells.notices().open(this.session.id(), notices);
			try {
				return run(terminal, LineEditor.of(terminal, this.session, this.shells, notices));
			}
			finally {
				this.shells.notices().close(notices);
			}
		}
		catch (IOException ex) {
			// Only a client that is gone makes reading or writing fail
			return SshExitStatus.OUTPUT_GONE;
		}
	}

	private int run(TerminalSession terminal, LineEditor editor) throws IOException {
		terminal.shell(editor.session());
		showBanner(terminal);
		int status = 0;
		while (!terminal.isClosed()) {
			try {
				String line = editor.readLine(prompt(terminal, status));
				if (line.isBlank() || isSetting(line, editor)) {
					continue;
				}
				LineOutcome outcome = run(line, terminal);
				if (outcome.exit()) {
					return outcome.status();
				}
				status = outcome.status();
			}
			catch (UserInterruptException ex) {
				// Ctrl-C drops the line. A closed channel interrupts too; the loop asks
			}
			catch (EndOfFileException ex) {
				return status;
			}
		}
		return status;
	}

	private static boolean isSetting(String line, LineEditor editor) {
		Optional<EditMode> mode = EditorSetting.of(line);
		mode.ifPresent(editor::editMode);
		return mode.isPresent();
	}

	private LineOutcome run(String line, TerminalSession terminal) throws IOException {
		LineOutcome outcome = terminal.run(line, this.shells.lines());
		terminal.output().freshLine();
		if (outcome.status() == SshExitStatus.INTERRUPTED && !terminal.isClosed()) {
			terminal.output().write("^C\n".getBytes(terminal.charset()));
		}
		return outcome;
	}

	/**
	 * Writes the banner, which is sent together with the first prompt.
	 */
	private void showBanner(TerminalSession terminal) throws IOException {
		terminal.output().hold();
		PrintWriter out = new PrintWriter(new OutputStreamWriter(terminal.output(), terminal.charset()));
		try {
			this.shells.banner().print(this.session, terminal.view(), out);
		}
		catch (RuntimeException ex) {
			logger.warn("The banner of the shell failed", ex);
		}
		out.flush();
		terminal.output().freshLine();
	}

	private String prompt(TerminalSession terminal, int lastStatus) {
		try {
			return this.shells.prompt().prompt(new SshShellPromptContext(this.session, terminal.view(), lastStatus));
		}
		catch (RuntimeException ex) {
			logger.warn("The prompt of the shell failed", ex);
			return FALLBACK_PROMPT;
		}
	}

}
