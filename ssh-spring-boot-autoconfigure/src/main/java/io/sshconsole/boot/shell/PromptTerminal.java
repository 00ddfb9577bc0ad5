package io.sshconsole.boot.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.sshconsole.boot.terminal.ProgressBar;
import io.sshconsole.boot.terminal.Spinner;
import io.sshconsole.boot.terminal.SshScreenView;
import io.sshconsole.boot.terminal.SshTerminal;
import org.jline.terminal.Terminal;

/**
 * What prompts and banners see of a terminal: how it looks. Nothing can be asked, because
 * no command runs.
 */
final class PromptTerminal implements SshTerminal {

	private final String type;

	private final Terminal terminal;

	private final boolean colour;

	/**
	 * Creates the view.
	 * @param type the value of {@code TERM}
	 * @param terminal tells its size
	 * @param colour whether there is colour
	 */
	PromptTerminal(String type, Terminal terminal, boolean colour) {
		this.type = type;
		this.terminal = terminal;
		this.colour = colour;
	}

	@Override
	public boolean isInteractive() {
		return true;
	}

	@Override
	public String type() {
		return this.type;
	}

	@Override
	public int columns() {
		return this.terminal.getSize().getColumns();
	}

	@Override
	public int rows() {
		return this.terminal.getSize().getRows();
	}

	@Override
	public boolean hasColour() {
		return this.colour;
	}

	@Override
	public void onResize(Runnable action) {
		throw noCommand();
	}

	@Override
	public Optional<String> readLine(String prompt) {
		throw noCommand();
	}

	@Override
	public Optional<char[]> readSecret(String prompt) {
		throw noCommand();
	}

	@Override
	public boolean dropInput() {
		throw noCommand();
	}

	@Override
	public boolean confirm(String question) {
		throw noCommand();
	}

	@Override
	public <T> Optional<T> choose(String question, List<T> choices, Function<? super T, String> label) {
		throw noCommand();
	}

	@Override
	public ProgressBar progress(String label, long total) {
		throw noCommand();
	}

	@Override
	public Spinner spinner(String label) {
		throw noCommand();
	}

	@Override
	public void show(Duration interval, SshScreenView view) {
		throw noCommand();
	}

	private static IllegalStateException noCommand() {
		return new IllegalStateException("Only a command can ask its user something");
	}

}
