package io.sshconsole.boot.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command can do with its user's terminal, or with the lack of one. It is good for
 * one run of a command and is used by the command's thread alone.
 * <p>
 * Every method that waits for the user throws {@link java.io.InterruptedIOException} when
 * the command is cancelled meanwhile.
 */
public interface SshTerminal {

	/**
	 * Columns of a terminal that is not there.
	 */
	int DEFAULT_COLUMNS = 80;

	/**
	 * Rows of a terminal that is not there.
	 */
	int DEFAULT_ROWS = 24;

	/**
	 * Returns whether a person sits at a terminal.
	 * @return {@code false} for {@code ssh host command} and for scripts
	 */
	boolean isInteractive();

	/**
	 * Returns the user's {@code TERM}.
	 * @return the type, empty without a terminal
	 */
	String type();

	/**
	 * Returns the width that the terminal has now.
	 * @return at least 1, or {@value #DEFAULT_COLUMNS} without a terminal
	 */
	int columns();

	/**
	 * Returns the height that the terminal has now.
	 * @return at least 1, or {@value #DEFAULT_ROWS} without a terminal
	 */
	int rows();

	/**
	 * Returns whether escape sequences for colour may be written: there is a terminal, it
	 * is not dumb, and neither the user ({@code NO_COLOR}) nor the server says otherwise.
	 * @return {@code true} if so
	 */
	boolean hasColour();

	/**
	 * Sets what is done when the size changes. It runs on the command's thread, while
	 * that is in a method of this terminal. Does nothing without a terminal.
	 * @param action replaces the one before
	 */
	void onResize(Runnable action);

	/**
	 * Asks for a line. On a terminal the question goes there, even inside a pipeline;
	 * without one it goes to standard error, and the answer comes from standard input.
	 * @param prompt what stands in front of the answer
	 * @return the line without its end, or empty at the end of input
	 * @throws IOException if the client is gone
	 */
	Optional<String> readLine(String prompt) throws IOException;

	/**
	 * Asks for a secret. What is typed is not echoed and not kept, so no recording has
	 * it. Whoever called overwrites the array when it is done with it.
	 * @param prompt what stands in front of the answer
	 * @return the characters without the end of the line, or empty at the end of input
	 * @throws IOException if the client is gone
	 */
	Optional<char[]> readSecret(String prompt) throws IOException;

	/**
	 * Drops what was typed and not yet read, so that the answer to the next question is
	 * what is typed behind it.
	 * @return whether there was anything; never without a terminal, where input is no
	 * typing
	 */
	default boolean dropInput() {
		return false;
	}

	/**
	 * Asks whether to go on. With {@code --yes} the answer is yes, and nothing is asked.
	 * @param question with its question mark, without the choices
	 * @return {@code true} for yes; {@code false} for everything else, the end of input
	 * included
	 * @throws NoTerminalException without a terminal and without {@code --yes}: a script
	 * must say so itself
	 * @throws IOException if the client is gone
	 */
	boolean confirm(String question) throws IOException;

	/**
	 * Lets the user choose one of several things. The answer is a number or a label; any
	 * other is asked for again.
	 * @param <T> the type of the things
	 * @param question what stands in front of the answer
	 * @param choices at least one
	 * @param label how each is shown
	 * @return the chosen one, or empty at the end of input
	 * @throws IOException if the client is gone
	 */
	default <T> Optional<T> choose(String question, List<T> choices, Function<? super T, String> label)
			throws IOException {
		List<String> labels = choices.stream().map((choice) -> PlainText.line(label.apply(choice))).toList();
		StringBuilder list = new StringBuilder();
		for (int i = 0; i < labels.size(); i++) {
			list.append(i + 1).append(") ").append(labels.get(i)).append('\n');
		}
		Optional<String> answer = readLine(list + question + " ");
		while (answer.isPresent()) {
			String typed = answer.get().strip();
			for (int i = 0; i < labels.size(); i++) {
				if (typed.equals(Integer.toString(i + 1)) || typed.equals(labels.get(i))) {
					return Optional.of(choices.get(i));
				}
			}
			answer = readLine(question + " ");
		}
		return Optional.empty();
	}

	/**
	 * Shows how far something is: one line on a terminal, below what the command writes
	 * meanwhile; a plain line per tenth on standard error without one. Standard output
	 * stays as it is.
	 * @param label what is going on
	 * @param total how much there is to do, positive
	 * @return the bar; close it when it is done
	 */
	ProgressBar progress(String label, long total);

	/**
	 * Shows that something goes on and nobody knows how long.
	 * @param label what is going on
	 * @return the spinner; close it when it is done
	 */
	Spinner spinner(String label);

	/**
	 * Takes the whole screen and draws it again and again, until {@code q} or Ctrl-C is
	 * pressed or the view wants no more. Arrows, page up and down, Home and End scroll
	 * what is longer than the screen. Without a terminal the view is written again and
	 * again as plain lines, with a blank one between two drawings.
	 * @param interval time between two drawings; less than 100 ms counts as 100 ms
	 * @param view what is drawn
	 * @throws Exception what the view threw; the screen is as before by then
	 */
	void show(Duration interval, SshScreenView view) throws Exception;

}
