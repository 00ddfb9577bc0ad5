package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.execution.LineOutcome;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The shell without a terminal: runs the lines of standard input, with no prompt and
 * nothing on standard output that the commands did not write. A command that reads
 * standard input gets the lines behind its own.
 * <p>
 * It ends at the first line that fails, as {@code sh -e} does: the lines behind it count
 * on what it did. {@code set +e} makes it go on.
 */
final class ScriptSession {

	/**
	 * Longest line: without a limit a client that never ends its line would fill the
	 * memory of the server.
	 */
	private static final int MAX_LENGTH = 64 * 1024;

	/**
	 * Most lines that belong together: all of them are parsed again with each that comes.
	 */
	private static final int MAX_JOINED = 1000;

	private final CountedInput in;

	private final Charset charset;

	private final StreamSession session;

	private final SshLineRunner lines;

	private final SessionLines history;

	private boolean goesOn;

	ScriptSession(ShellChannel channel, SshSession session, SshShells shells) {
		this.in = new CountedInput(channel.in());
		this.session = new StreamSession(channel, session);
		this.lines = shells.lines();
		this.history = new SessionLines(shells, false);
		this.session.contexts().in(this.in).shell(this.history);
		this.charset = this.session.contexts().charset();
	}

	/**
	 * Runs all lines, or those up to the first that fails.
	 * @return the status of the last one
	 */
	int run() {
		try {
			return runAll();
		}
		catch (SshUsageException ex) {
			tell(String.valueOf(ex.getMessage()));
			return ex.status();
		}
		catch (IOException ex) {
			// Only a client that is gone makes reading fail
			return SshExitStatus.INTERRUPTED;
		}
	}

	private int runAll() throws IOException {
		int status = 0;
		int number = this.in.lines + 1;
		String command = readCommand();
		while (command != null) {
			if (!isSetting(command)) {
				this.history.add(command);
				LineOutcome outcome = this.session.run(command, this.lines);
				status = outcome.status();
				if (outcome.exit() || this.session.isClosed()) {
					return status;
				}
				if (status != 0 && !this.goesOn) {
					tell("Line " + number + " failed with status " + status + ": the script ends here");
					return status;
				}
			}
			number = this.in.lines + 1;
			command = readCommand();
		}
		return status;
	}

	/**
	 * Says on standard error what no command says, also to a person at a keyboard who
	 * wonders why the session is over.
	 */
	private void tell(String message) {
		this.session.contexts().build().err().println(message);
	}

	private boolean isSetting(String line) {
		String words = line.strip().replaceAll("[ \t]+", " ");
		if (words.equals("set +e") || words.equals("set -e")) {
			this.goesOn = words.equals("set +e");
			return true;
		}
		return EditorSetting.of(line).isPresent();
	}

	/**
	 * Reads as many lines as belong together.
	 */
	private @Nullable String readCommand() throws IOException {
		String command = readLine();
		int count = 1;
		while (command != null && isUnfinished(command)) {
			String next = readLine();
			if (next == null) {
				return command;
			}
			command += "\n" + next;
			if (command.length() > MAX_LENGTH || ++count > MAX_JOINED) {
				throw tooLong();
			}
		}
		return command;
	}

	private static boolean isUnfinished(String command) {
		try {
			LineParser.parse(command);
			return false;
		}
		catch (LineSyntaxException ex) {
			return ex.isUnfinished();
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
				throw tooLong();
			}
			line.write(b);
			b = this.in.read();
		}
		String text = line.toString(this.charset);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

	private static SshUsageException tooLong() {
		return new SshUsageException(
				"A line of the script is longer than " + MAX_LENGTH + " bytes, or goes on for too many lines");
	}

	/**
	 * Counts lines, also those that commands read.
	 */
	private static final class CountedInput extends FilterInputStream {

		private int lines;

		CountedInput(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int b = this.in.read();
			this.lines += (b == '\n') ? 1 : 0;
			return b;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int count = this.in.read(target, offset, length);
			for (int i = offset; i < offset + count; i++) {
				this.lines += (target[i] == '\n') ? 1 : 0;
			}
			return count;
		}

	}

}
