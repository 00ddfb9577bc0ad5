package io.sshconsole.boot.shell;

import java.io.IOException;
import java.util.List;

import io.sshconsole.boot.command.SshShellSession;
import org.jline.reader.EndOfFileException;

/**
 * Reads lines from a dumb terminal: they can be erased, and that is all. JLine does not
 * echo there, because its own dumb terminals are echoed by a device.
 */
final class PlainEditor implements LineEditor, SshShellSession {

	private final TerminalSession terminal;

	private final TerminalLine input;

	private final NoticeQueue notices;

	PlainEditor(TerminalSession terminal, NoticeQueue notices) {
		this.terminal = terminal;
		this.input = terminal.input();
		this.notices = notices;
	}

	/**
	 * Shows notices in front of a prompt alone: without a cursor that can be moved there
	 * is no place for them above a line that is half typed.
	 */
	@Override
	public String readLine(String prompt) throws IOException {
		TerminalOutput output = this.terminal.output();
		for (String notice : this.notices.take()) {
			output.write((notice + "\n").getBytes(this.terminal.charset()));
		}
		output.write(prompt.getBytes(this.terminal.charset()));
		output.release();
		String line = new String(this.input.edit(), this.terminal.charset());
		if (!line.endsWith("\n")) {
			throw new EndOfFileException();
		}
		return line.substring(0, line.length() - 1);
	}

	@Override
	public SshShellSession session() {
		return this;
	}

	@Override
	public List<String> history() {
		return List.of();
	}

	@Override
	public void clearHistory() {
		// Nothing is remembered that could not be called back
	}

	@Override
	public boolean isTerminal() {
		return true;
	}

}
