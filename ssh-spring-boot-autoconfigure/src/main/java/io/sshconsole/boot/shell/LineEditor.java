package io.sshconsole.boot.shell;

import java.io.IOException;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.SshShellSession;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;

/**
 * What reads the lines of an interactive shell.
 */
interface LineEditor {

	/**
	 * Reads a line. The terminal's cursor is in the first column.
	 * @param prompt what stands in front of it, with escape sequences for colour
	 * @return the line without its end; with line breaks where it was continued
	 * @throws UserInterruptException if Ctrl-C was pressed
	 * @throws EndOfFileException if Ctrl-D was pressed on an empty line, or nothing more
	 * comes
	 * @throws IOException if the client is gone
	 */
	String readLine(String prompt) throws IOException;

	/**
	 * Changes the keys of this session. An editor that has no keys of its own ignores it.
	 * @param mode the keys from the next line on
	 */
	void editMode(EditMode mode);

	/**
	 * Returns what commands may know and change of the lines that were typed.
	 * @return the session
	 */
	SshShellSession session();

	/**
	 * Makes the editor that suits a terminal.
	 * @param terminal the terminal
	 * @param user who types
	 * @param shells what all shells have in common
	 * @param notices what the user is told at the prompt
	 * @return the editor
	 */
	static LineEditor of(TerminalSession terminal, SshSession user, SshShells shells, NoticeQueue notices) {
		return terminal.terminal().getType().equals(TerminalType.DUMB) ? new PlainEditor(terminal, shells, notices)
				: new ScreenEditor(terminal, user, shells, notices);
	}

}
