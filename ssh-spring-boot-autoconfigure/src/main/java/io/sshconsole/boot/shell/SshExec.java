package io.sshconsole.boot.shell;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.PtyRequest;

/**
 * One line, as {@code ssh host command} asks for it, with the channel as its standard
 * input, output and error. With {@code ssh -t} it runs on a terminal, where Ctrl-C
 * cancels it.
 */
public final class SshExec implements ChannelTask {

	private final SshSession session;

	private final SshLineRunner lines;

	private final String line;

	private final ColourMode colours;

	private final ThreadFactory threads;

	/**
	 * Creates the run of one line.
	 * @param session the user
	 * @param lines runs the line
	 * @param line the line as it came
	 * @param colours whether a terminal gets colour
	 * @param threads makes the thread that reads a terminal; it ends with the command
	 */
	public SshExec(SshSession session, SshLineRunner lines, String line, ColourMode colours, ThreadFactory threads) {
		this.session = session;
		this.lines = lines;
		this.line = line;
		this.colours = colours;
		this.threads = threads;
	}

	/**
	 * Records what the command writes.
	 * @param recorder begins the recording
	 * @return this task, recorded
	 */
	public ChannelTask recordedBy(SshRecorder recorder) {
		return (channel) -> ExitStatus.of(RecordedChannel.run(ShellChannel.of(channel), recorder, this.session,
				this.lines.masked(this.line), this::run));
	}

	@Override
	public ExitStatus run(Channel channel) {
		return ExitStatus.of(run(ShellChannel.of(channel)));
	}

	int run(ShellChannel channel) {
		if (channel.pty().isEmpty()) {
			return new StreamSession(channel, this.session).run(this.line, this.lines).status();
		}
		return run(channel, channel.pty().get());
	}

	private int run(ShellChannel channel, PtyRequest pty) {
		try (TerminalSession terminal = new TerminalSession(channel, pty, this.session, this.colours, this.threads)) {
			terminal.open(channel);
			return terminal.run(this.line, this.lines).status();
		}
		catch (IOException ex) {
			// Only a client that is gone makes reading or writing fail
			return SshExitStatus.OUTPUT_GONE;
		}
	}

}
