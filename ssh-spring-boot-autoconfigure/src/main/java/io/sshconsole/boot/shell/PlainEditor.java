package io.sshconsole.boot.shell;

import java.io.IOException;

import io.sshconsole.boot.command.SshShellSession;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import org.jline.reader.EndOfFileException;

/**
 * Reads lines from a dumb terminal: they can be erased, and that is all. JLine does not
 * echo there, because its own dumb terminals are echoed by a device.
 */
final class PlainEditor implements LineEditor {

	private final TerminalSession terminal;

	private final TerminalLine input;

	private final NoticeQueue notices;

	private final SessionLines lines;

	private final PromptWatch watch;

	private String prompt = "";

	PlainEditor(TerminalSession terminal, SshShells shells, NoticeQueue notices) {
		this.terminal = terminal;
		this.input = terminal.input();
		this.notices = notices;
		this.lines = new SessionLines(shells, true);
		this.watch = new PromptWatch(shells.settings(), notices, this::interrupt, terminal::endInput);
	}

	/**
	 * Shows notices in front of a prompt: without a cursor that can be moved there is no
	 * place for them above a line that is half typed.
	 */
	@Override
	public String readLine(String prompt) throws IOException {
		TerminalOutput output = this.terminal.output();
		for (String notice : this.notices.take()) {
			output.write((notice + "\n").getBytes(this.terminal.charset()));
		}
		output.write(prompt.getBytes(this.terminal.charset()));
		output.release();
		this.prompt = prompt;
		this.watch.restart();
		String line = new String(this.input.edit(this.watch), this.terminal.charset());
		if (!line.endsWith("\n")) {
			throw new EndOfFileException();
		}
		String typed = line.substring(0, line.length() - 1);
		this.lines.add(typed);
		return typed;
	}

	/**
	 * Says what cannot wait, below the line that is half typed, and shows that again.
	 */
	private void interrupt(String text) {
		try {
			String shown = "\n" + text + "\n" + this.prompt;
			this.terminal.output().write(shown.getBytes(this.terminal.charset()));
			this.input.echoAgain();
			this.terminal.output().flush();
		}
		catch (IOException ex) {
			// The client is gone, which the next look at the input tells
		}
	}

	@Override
	public void editMode(EditMode mode) {
		// Keys that erase are those of the terminal
	}

	@Override
	public SshShellSession session() {
		return this.lines;
	}

}
