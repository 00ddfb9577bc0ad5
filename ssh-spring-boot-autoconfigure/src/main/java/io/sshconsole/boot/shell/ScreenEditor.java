package io.sshconsole.boot.shell;

import java.io.IOError;
import java.io.IOException;
import java.util.List;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.SshShellSession;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.MaskingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines from a terminal with a cursor: with history, completion and the keys of
 * emacs or vi.
 */
final class ScreenEditor implements LineEditor, MaskingCallback {

	/**
	 * How long the Escape key waits for what would make it the beginning of another key.
	 * Keys of several characters come in one packet.
	 */
	private static final long ESCAPE_TIMEOUT = 150;

	/**
	 * JLine takes an empty style for none at all, and uses its own.
	 */
	private static final String COLOURLESS = "fg:default";

	/**
	 * What the editor shows in colour unless it is told otherwise.
	 */
	private static final List<String> COLOURED = List.of(LineReader.COMPLETION_STYLE_STARTING,
			LineReader.COMPLETION_STYLE_DESCRIPTION, LineReader.COMPLETION_STYLE_BACKGROUND,
			LineReader.COMPLETION_STYLE_LIST_STARTING, LineReader.COMPLETION_STYLE_LIST_DESCRIPTION,
			LineReader.COMPLETION_STYLE_LIST_BACKGROUND);

	private final TerminalSession terminal;

	private final SshLineRunner runner;

	private final ShellHistory history;

	private final LineReader reader;

	private final PromptWatch watch;

	ScreenEditor(TerminalSession terminal, SshSession user, SshShells shells, NoticeQueue notices) {
		SshShellSettings settings = shells.settings();
		this.terminal = terminal;
		this.runner = shells.lines();
		this.history = new ShellHistory(shells.historyOf(user));
		this.reader = LineReaderBuilder.builder()
			.terminal(terminal.terminal())
			.parser(new LineReading())
			.completer(new LineCompleter(user, shells, terminal.terminal()))
			.history(this.history)
			.variable(LineReader.HISTORY_SIZE, settings.historySize())
			.variable(LineReader.SECONDARY_PROMPT_PATTERN, pattern(settings.continuationPrompt()))
			.variable(LineReader.AMBIGUOUS_BINDING, ESCAPE_TIMEOUT)
			.option(Option.DISABLE_EVENT_EXPANSION, true)
			.option(Option.HISTORY_IGNORE_SPACE, true)
			.option(Option.GROUP, false)
			.option(Option.AUTO_GROUP, false)
			.build();
		// It writes a temporary file on the server and would open an editor there
		this.reader.getWidgets().remove(LineReader.EDIT_AND_EXECUTE_COMMAND);
		EditorKeys.bind(this.reader);
		editMode(settings.editMode());
		if (!terminal.view().hasColour()) {
			COLOURED.forEach((style) -> this.reader.setVariable(style, COLOURLESS));
		}
		this.watch = new PromptWatch(settings, notices, this.reader::printAbove, terminal::endInput);
	}

	/**
	 * Makes a pattern of a text: JLine takes a percent sign for the start of one.
	 */
	private static String pattern(String text) {
		return text.replace("%", "%%");
	}

	@Override
	public String readLine(String prompt) throws IOException {
		this.terminal.output().hold();
		this.watch.restart();
		// What was told while a command ran
		this.watch.look();
		this.terminal.terminal().watch(this.watch);
		try {
			return this.reader.readLine(pattern(prompt), null, this, null);
		}
		catch (IOError ex) {
			throw new IOException(ex.getCause());
		}
		finally {
			this.terminal.terminal().watch(null);
		}
	}

	@Override
	public void editMode(EditMode mode) {
		String keys = (mode == EditMode.VI) ? LineReader.VIINS : LineReader.EMACS;
		this.reader.getKeyMaps().put(LineReader.MAIN, this.reader.getKeyMaps().get(keys));
	}

	@Override
	public SshShellSession session() {
		return this.history;
	}

	/**
	 * Hides secrets while they are typed: somebody may look on, or record.
	 */
	@Override
	public String display(String line) {
		return this.runner.masked(line);
	}

	/**
	 * Leaves lines with secrets out. With stars in it a line would be of no use.
	 */
	@Override
	public @Nullable String history(String line) {
		return this.runner.hasSecrets(line) ? null : line;
	}

}
