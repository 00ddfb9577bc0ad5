package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.ProgressBar;
import io.sshconsole.boot.terminal.Spinner;
import io.sshconsole.boot.terminal.SshScreen;
import io.sshconsole.boot.terminal.SshScreenView;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.StreamTerminal;
import io.sshconsole.ssh.connection.WindowSize;

/**
 * The terminal that a client has asked for, as a command uses it.
 */
final class CommandTerminal implements SshTerminal {

	/**
	 * Shortest time between two drawings, in milliseconds.
	 */
	private static final long MIN_INTERVAL = 100;

	private final SshCommandContext context;

	private final LineConsole console;

	private final boolean colour;

	private Runnable resized = () -> {
	};

	private int knownColumns;

	private int knownRows;

	CommandTerminal(SshCommandContext context, LineConsole console, boolean colour) {
		this.context = context;
		this.console = console;
		this.colour = colour;
	}

	@Override
	public boolean isInteractive() {
		return true;
	}

	@Override
	public String type() {
		return this.context.terminalType().orElse("");
	}

	private boolean isDumb() {
		return TerminalType.bundled(type()).equals(TerminalType.DUMB);
	}

	@Override
	public int columns() {
		return this.context.terminalSize().map(WindowSize::columns).filter((n) -> n > 0).orElse(DEFAULT_COLUMNS);
	}

	@Override
	public int rows() {
		return this.context.terminalSize().map(WindowSize::rows).filter((n) -> n > 0).orElse(DEFAULT_ROWS);
	}

	@Override
	public boolean hasColour() {
		return this.colour;
	}

	@Override
	public void onResize(Runnable action) {
		rememberSize();
		this.resized = action;
	}

	private boolean rememberSize() {
		boolean changed = columns() != this.knownColumns || rows() != this.knownRows;
		this.knownColumns = columns();
		this.knownRows = rows();
		return changed;
	}

	private void woken() {
		if (rememberSize()) {
			this.resized.run();
		}
	}

	@Override
	public Optional<String> readLine(String prompt) throws IOException {
		ask(prompt);
		byte[] line = this.console.readLine(this::woken);
		if (line.length == 0 || line[line.length - 1] != '\n') {
			this.console.freshLine();
		}
		String text = new String(line, this.console.charset());
		return text.isEmpty() ? Optional.empty()
				: Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
	}

	@Override
	public Optional<char[]> readSecret(String prompt) throws IOException {
		ask(prompt);
		try (SecretLine line = new SecretLine(this.console, this::woken)) {
			boolean ended = line.read();
			this.console.write("\n");
			return ended ? Optional.of(line.toCharArray()) : Optional.empty();
		}
	}

	@Override
	public boolean dropInput() {
		return this.console.dropKeys();
	}

	private void ask(String prompt) throws IOException {
		checkRunning();
		if (this.context.isInteractive()) {
			this.context.out().flush();
		}
		this.context.err().flush();
		rememberSize();
		this.console.write(prompt);
	}

	private void checkRunning() throws IOException {
		if (this.context.isCancelled()) {
			throw new InterruptedIOException("the command is cancelled");
		}
	}

	@Override
	public boolean confirm(String question) throws IOException {
		if (this.context.isConfirmed()) {
			return true;
		}
		String answer = readLine(question + " [y/N] ").map(String::strip).orElse("").toLowerCase(Locale.ROOT);
		return answer.equals("y") || answer.equals("yes");
	}

	@Override
	public ProgressBar progress(String label, long total) {
		return isDumb() ? plain().progress(label, total) : new ProgressLine(this, this.console, label, total);
	}

	@Override
	public Spinner spinner(String label) {
		return isDumb() ? plain().spinner(label) : new SpinnerLine(this, this.console, label);
	}

	@Override
	public void show(Duration interval, SshScreenView view) throws Exception {
		if (isDumb()) {
			plain().show(interval, view);
			return;
		}
		checkRunning();
		this.context.flush();
		rememberSize();
		this.console.enterScreen();
		try {
			ShownScreen shown = new ShownScreen(this.console);
			long millis = Math.max(MIN_INTERVAL, interval.toMillis());
			while (draw(view, shown) && await(millis, view, shown)) {
				checkRunning();
			}
		}
		finally {
			this.console.leaveScreen();
		}
	}

	private boolean draw(SshScreenView view, ShownScreen shown) throws Exception {
		SshScreen screen = SshScreen.of(columns(), rows());
		boolean more = view.draw(screen);
		shown.show(screen);
		return more;
	}

	/**
	 * Waits for the next drawing, or until there is a reason for an earlier one.
	 * @return {@code false} to leave
	 */
	private boolean await(long millis, SshScreenView view, ShownScreen shown) throws IOException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		boolean due = false;
		int key = this.console.readKey(millis);
		while (key >= 0 && key != 'q') {
			view.key(key);
			due |= !shown.scroll(key);
			if (due && !this.console.hasKeys()) {
				return true;
			}
			key = this.console.readKey(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
		}
		if (key == TypeAhead.WOKEN) {
			woken();
		}
		return key == TypeAhead.WOKEN || key == TypeAhead.EXPIRED;
	}

	private StreamTerminal plain() {
		return new StreamTerminal(InputStream.nullInputStream(), this.context.out(), this.context.err(),
				this.console.charset(), this.context::isConfirmed)
			.shownOn(this);
	}

}
