package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.execution.SshLineRunner;
import org.jspecify.annotations.Nullable;

/**
 * The shell without a terminal: one command per line of standard input, no prompt,
 * nothing that the commands did not write. A command that reads standard input gets the
 * lines behind its own.
 */
final class ScriptSession {

	/**
	 * Longest line: without a limit a client that never ends its line would fill the
	 * memory of the server.
	 */
	private static final int MAX_LENGTH = 64 * 1024;

	private final InputStream in;

	private final Charset charset;

	private final StreamSession session;

	ScriptSession(ShellChannel channel, SshSession session) {
		this.in = channel.in();
		this.session = new StreamSession(channel, session);
		this.charset = this.session.contexts().charset();
	}

	/**
	 * Runs all lines.
	 * @param lines runs one
	 * @return the status of the last one
	 */
	int run(SshLineRunner lines) {
		int status = 0;
		ExitCommand exit = new ExitCommand();
		try {
			String line = readLine();
			while (line != null && !exit.accept(line, status)) {
				status = this.session.run(line, lines);
				line = this.session.isClosed() ? null : readLine();
			}
			return exit.isDone() ? exit.status() : status;
		}
		catch (SshUsageException ex) {
			this.session.contexts().build().err().println(ex.getMessage());
			return ex.status();
		}
		catch (IOException ex) {
			// Only a client that is gone makes reading fail
			return SshExitStatus.INTERRUPTED;
		}
	}

	/**
	 * Reads one byte at a time: what is behind the line belongs to the command.
	 */
	private @Nullable String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int b = this.in.read();
		if (b < 0) {
			return null;
		}
		while (b >= 0 && b != '\n') {
			if (line.size() == MAX_LENGTH) {
				throw new SshUsageException("A line of the script is longer than " + MAX_LENGTH + " bytes");
			}
			line.write(b);
			b = this.in.read();
		}
		String text = line.toString(this.charset);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

}
