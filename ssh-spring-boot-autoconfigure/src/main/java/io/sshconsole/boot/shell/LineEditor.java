package io.sshconsole.boot.shell;

import java.io.IOError;
import java.io.IOException;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshCommandExecutor;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;

/**
 * What reads the lines of an interactive shell.
 */
@FunctionalInterface
interface LineEditor {

	/**
	 * Reads a line. The terminal's cursor is in the first column.
	 * @return the line without its end
	 * @throws UserInterruptException if Ctrl-C was pressed
	 * @throws EndOfFileException if Ctrl-D was pressed on an empty line, or nothing more
	 * comes
	 * @throws IOException if the client is gone
	 */
	String readLine() throws IOException;

	/**
	 * Makes the editor that suits a terminal.
	 * @param terminal the terminal
	 * @param session the user
	 * @param executor knows the names to complete
	 * @param settings prompt and history
	 * @return the editor
	 */
	static LineEditor of(TerminalSession terminal, SshSession session, SshCommandExecutor executor,
			SshShellSettings settings) {
		return terminal.terminal().getType().equals(TerminalType.DUMB) ? plain(terminal, settings)
				: editing(terminal, session, executor, settings);
	}

	private static LineEditor editing(TerminalSession terminal, SshSession session, SshCommandExecutor executor,
			SshShellSettings settings) {
		LineReader reader = LineReaderBuilder.builder()
			.terminal(terminal.terminal())
			.completer(new SshCommandCompleter(executor, session.authentication()))
			.variable(LineReader.HISTORY_SIZE, settings.historySize())
			.option(Option.DISABLE_EVENT_EXPANSION, true)
			.option(Option.HISTORY_IGNORE_SPACE, true)
			.build();
		// It writes a temporary file on the server and would open an editor there
		reader.getWidgets().remove(LineReader.EDIT_AND_EXECUTE_COMMAND);
		// JLine takes a percent sign for the start of a pattern
		String prompt = settings.prompt().replace("%", "%%");
		return () -> {
			terminal.output().hold();
			try {
				return reader.readLine(prompt);
			}
			catch (IOError ex) {
				throw new IOException(ex.getCause());
			}
		};
	}

	/**
	 * JLine does not echo on a dumb terminal, because its own are echoed by a device.
	 */
	private static LineEditor plain(TerminalSession terminal, SshShellSettings settings) {
		TerminalLine input = terminal.input();
		return () -> {
			terminal.output().write(settings.prompt().getBytes(terminal.charset()));
			String line = new String(input.edit(), terminal.charset());
			if (!line.endsWith("\n")) {
				throw new EndOfFileException();
			}
			return line.substring(0, line.length() - 1);
		};
	}

}
