package io.sshconsole.boot.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.OpenSsh;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A person at a terminal: {@code ssh} under a pty of its own, drawn by {@code tmux}. What
 * is typed goes through both, and what is read is the screen as it can be seen, not the
 * bytes that made it.
 * <p>
 * Nothing here waits for a time. What is typed before the prompt is there belongs to
 * whatever runs then, so {@link #awaitLast await} the prompt first.
 */
public final class ScriptedTerminal implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(40);

	private static final String SETTINGS = """
			set -g status off
			set -g remain-on-exit on
			set -g remain-on-exit-format ''
			set -g escape-time 0
			set -g assume-paste-time 0
			set -g default-command 'exit 1'
			""";

	private final Path directory;

	private ScriptedTerminal(Path directory) {
		this.directory = directory;
	}

	/**
	 * Logs in on a terminal of the type {@code xterm-256color}. Without {@code tmux} the
	 * test is skipped, but never in the project's own builds.
	 * @param login who
	 * @param columns width of the screen
	 * @param rows height of the screen
	 * @param command what to run there, nothing for a shell
	 * @return the terminal; close it
	 */
	public static ScriptedTerminal open(OpenSsh.Login login, int columns, int rows, String... command) {
		return open("xterm-256color", login, columns, rows, command);
	}

	/**
	 * Logs in on a terminal of any type. The screen is drawn by {@code tmux} all the
	 * same, which understands what an xterm does.
	 * @param type the {@code TERM}
	 * @param login who
	 * @param columns width of the screen
	 * @param rows height of the screen
	 * @param command what to run there, nothing for a shell
	 * @return the terminal; close it
	 */
	public static ScriptedTerminal open(String type, OpenSsh.Login login, int columns, int rows, String... command) {
		requireInstalled();
		try {
			// Not below the build's directory: the path of a socket is at most 107 bytes
			ScriptedTerminal terminal = new ScriptedTerminal(Files.createTempDirectory("tmux"));
			Files.writeString(terminal.settings(), SETTINGS);
			OpenSsh.Login quiet = login.with("-o", "LogLevel=ERROR", "-o", "EscapeChar=none");
			List<String> start = new ArrayList<>(List.of("new-session", "-d", "-x", String.valueOf(columns), "-y",
					String.valueOf(rows), "env", "-u", "TMUX", "-u", "TMUX_PANE", "-u", "LC_ALL", "TERM=" + type));
			login.variables().forEach((name, value) -> start.add(name + "=" + value));
			start.addAll(((command.length > 0) ? quiet.with("-t") : quiet).commandLine(command));
			terminal.tmux(start.toArray(String[]::new));
			return terminal;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void requireInstalled() {
		boolean present = Arrays.stream(System.getenv("PATH").split(":"))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, "tmux")));
		if ("true".equals(System.getenv("SSH_CONSOLE_CI"))) {
			assertThat(present).as("tmux is installed").isTrue();
		}
		Assumptions.assumeTrue(present, "tmux is not installed");
	}

	private Path settings() {
		return this.directory.resolve("conf");
	}

	/**
	 * Types characters, each as a key of its own.
	 * @param text the characters, without control characters
	 * @return this
	 */
	public ScriptedTerminal type(String text) {
		// At the end of an argument it would separate two commands of tmux
		tmux("send-keys", "-l", "--", text.endsWith(";") ? text.substring(0, text.length() - 1) + "\\;" : text);
		return this;
	}

	/**
	 * Types a line and presses Enter.
	 * @param text the line
	 * @return this
	 */
	public ScriptedTerminal line(String text) {
		return text.isEmpty() ? key("Enter") : type(text).key("Enter");
	}

	/**
	 * Presses keys.
	 * @param names names as tmux has them: {@code Enter}, {@code Tab}, {@code C-r},
	 * {@code M-b}, {@code Up}, {@code BSpace}, {@code Escape}
	 * @return this
	 */
	public ScriptedTerminal key(String... names) {
		List<String> words = new ArrayList<>(List.of("send-keys"));
		words.addAll(List.of(names));
		tmux(words.toArray(String[]::new));
		return this;
	}

	/**
	 * Pastes text, in brackets if the program has asked for them.
	 * @param text several lines, maybe
	 * @return this
	 */
	public ScriptedTerminal paste(String text) {
		try {
			Path buffer = Files.writeString(this.directory.resolve("paste"), text);
			tmux("load-buffer", buffer.toString());
			// Without -r every line end becomes a carriage return, as in a real terminal
			tmux("paste-buffer", "-p");
			return this;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Pulls the window to another size.
	 * @param columns the new width
	 * @param rows the new height
	 * @return this
	 */
	public ScriptedTerminal resize(int columns, int rows) {
		tmux("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
		return this;
	}

	/**
	 * Returns what is on the screen.
	 * @return one row per line, without the blanks at their ends
	 */
	public List<String> rows() {
		return List.of(tmux("capture-pane", "-p").split("\n", -1)).stream().map(String::stripTrailing).toList();
	}

	/**
	 * Returns what is on the screen in one text.
	 * @return the rows, without the empty ones at the end
	 */
	public String screen() {
		return String.join("\n", rows()).stripTrailing();
	}

	/**
	 * Returns what is on the screen, with the escape sequences of its colours.
	 * @return the rows, without the empty ones at the end
	 */
	public String colours() {
		return tmux("capture-pane", "-p", "-e").stripTrailing();
	}

	/**
	 * Returns everything that was on the screen and was not cleared.
	 * @return what has been scrolled away, and the screen
	 */
	public String history() {
		return tmux("capture-pane", "-p", "-S", "-").stripTrailing();
	}

	/**
	 * Returns the row that the cursor is in.
	 * @return the text of the row
	 */
	public String cursorRow() {
		return rows().get(Integer.parseInt(value("cursor_y")));
	}

	/**
	 * Returns the column that the cursor is in.
	 * @return the column, from 0
	 */
	public int cursorColumn() {
		return Integer.parseInt(value("cursor_x"));
	}

	/**
	 * Returns whether a program has taken the whole screen.
	 * @return {@code true} until it gives the screen back
	 */
	public boolean isFullScreen() {
		return value("alternate_on").equals("1");
	}

	/**
	 * Returns whether the cursor can be seen.
	 * @return {@code false} while a program hides it
	 */
	public boolean isCursorVisible() {
		return value("cursor_flag").equals("1");
	}

	private String value(String name) {
		return tmux("display-message", "-p", "#{" + name + "}").strip();
	}

	/**
	 * Waits until texts are on the screen, each within one row.
	 * @param texts the texts, in any order
	 * @return this
	 */
	public ScriptedTerminal await(String... texts) {
		waiting().untilAsserted(() -> assertThat(screen()).contains(texts));
		return this;
	}

	/**
	 * Waits until a text is on the screen no more.
	 * @param text the text
	 * @return this
	 */
	public ScriptedTerminal awaitGone(String text) {
		waiting().untilAsserted(() -> assertThat(screen()).doesNotContain(text));
		return this;
	}

	/**
	 * Waits until the last rows are these.
	 * @param rows the rows, from top to bottom, apart from empty ones below
	 * @return this
	 */
	public ScriptedTerminal awaitLast(String... rows) {
		String expected = String.join("\n", rows).stripTrailing();
		waiting().untilAsserted(() -> assertThat("\n" + screen()).endsWith("\n" + expected));
		return this;
	}

	/**
	 * Waits until the screen is exactly this.
	 * @param rows the rows, from top to bottom, apart from empty ones below
	 * @return this
	 */
	public ScriptedTerminal awaitScreen(String... rows) {
		String expected = String.join("\n", rows).stripTrailing();
		waiting().untilAsserted(() -> assertThat(screen()).isEqualTo(expected));
		return this;
	}

	/**
	 * Waits until a row is this.
	 * @param row number of the row, from 0
	 * @param text the whole row
	 * @return this
	 */
	public ScriptedTerminal awaitRow(int row, String text) {
		waiting().untilAsserted(() -> {
			List<String> rows = rows();
			assertThat(rows.get(row)).as(String.join("\n", rows)).isEqualTo(text);
		});
		return this;
	}

	/**
	 * Waits until the row with the cursor is this, as behind a prompt.
	 * @param text the whole row, apart from blanks at its end
	 * @return this
	 */
	public ScriptedTerminal awaitCursorRow(String text) {
		waiting().untilAsserted(() -> assertThat(cursorRow()).as(screen()).isEqualTo(text.stripTrailing()));
		return this;
	}

	/**
	 * Waits until the program has ended.
	 * @return its exit status
	 */
	public int awaitEnd() {
		waiting().untilAsserted(() -> assertThat(value("pane_dead")).as(screen()).isEqualTo("1"));
		waiting().untilAsserted(() -> {
			// tmux 3.3 may miss that the program ended, until another child of it ends
			tmux("run-shell", "true");
			assertThat(value("pane_dead_status")).as(screen()).isNotEmpty();
		});
		return Integer.parseInt(value("pane_dead_status"));
	}

	/**
	 * Returns the id of the {@code ssh} process, to stop it or to kill it.
	 * @return the id
	 */
	public long pid() {
		return Long.parseLong(value("pane_pid"));
	}

	private static ConditionFactory waiting() {
		return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL);
	}

	/**
	 * Hangs up.
	 */
	@Override
	public void close() {
		tmux("kill-server");
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String tmux(String... words) {
		List<String> line = new ArrayList<>(
				List.of("tmux", "-u", "-S", this.directory.resolve("socket").toString(), "-f", settings().toString()));
		line.addAll(List.of(words));
		try {
			ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
			Map<String, String> environment = builder.environment();
			environment.keySet().removeIf((name) -> name.startsWith("SSH_") || name.startsWith("TMUX"));
			environment.put("LC_ALL", "C.UTF-8");
			Process process = builder.start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("tmux hangs").isTrue();
			assertThat(process.exitValue()).as("tmux %s: %s", words[0], output).isZero();
			return output;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
