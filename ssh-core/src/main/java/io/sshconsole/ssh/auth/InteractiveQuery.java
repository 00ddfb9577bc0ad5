package io.sshconsole.ssh.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * One round of questions to the user (paramiko's {@code InteractiveQuery}; RFC 4256
 * §3.2). Without any prompt it only shows its texts, and the client answers at once.
 *
 * @param name a title, may be empty
 * @param instructions a text above the questions, may be empty
 * @param prompts the questions, in order
 */
public record InteractiveQuery(String name, String instructions,
		List<Prompt> prompts) implements ServerAuthHandler.Reply {

	/**
	 * Most questions in a round. Clients refuse more than a few dozen.
	 */
	public static final int MAX_PROMPTS = 32;

	public InteractiveQuery {
		prompts = List.copyOf(prompts);
		if (prompts.size() > MAX_PROMPTS) {
			throw new IllegalArgumentException("'prompts' must be at most " + MAX_PROMPTS);
		}
	}

	/**
	 * Starts a round without questions.
	 * @param name a title, may be empty
	 * @param instructions a text above the questions, may be empty
	 */
	public InteractiveQuery(String name, String instructions) {
		this(name, instructions, List.of());
	}

	/**
	 * Adds a question whose answer is shown while it is typed.
	 * @param text the question
	 * @return a round with one question more
	 */
	public InteractiveQuery prompt(String text) {
		return with(new Prompt(text, true));
	}

	/**
	 * Adds a question whose answer is not shown.
	 * @param text the question
	 * @return a round with one question more
	 */
	public InteractiveQuery secret(String text) {
		return with(new Prompt(text, false));
	}

	private InteractiveQuery with(Prompt prompt) {
		List<Prompt> prompts = new ArrayList<>(this.prompts);
		prompts.add(prompt);
		return new InteractiveQuery(this.name, this.instructions, prompts);
	}

	/**
	 * One question.
	 *
	 * @param text the question, not empty
	 * @param echo whether the answer is shown while it is typed
	 */
	public record Prompt(String text, boolean echo) {

		public Prompt {
			if (text.isEmpty()) {
				throw new IllegalArgumentException("'text' must not be empty (RFC 4256 §3.2)");
			}
		}

	}

}
