package io.sshconsole.boot.shell;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.terminal.PlainText;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.TextStyle;

/**
 * A prompt made of text and of parts that live. <pre>
 * {application}  the name of the application, in the colour of its health
 * {health}       its health in words, in that colour
 * {user}         who is logged in
 * {status}       nothing, or the exit status of the last line if that failed
 * </pre>
 */
public final class LivePrompt implements SshShellPrompt {

	private static final Pattern PART = Pattern.compile("\\{(application|health|user|status)}");

	private static final String UNKNOWN = "UNKNOWN";

	private final String template;

	private final String application;

	private final SshShellHealth health;

	/**
	 * Creates a prompt.
	 * @param template the text with its placeholders
	 * @param application the name of the application
	 * @param health how it is; it must not take long
	 */
	public LivePrompt(String template, String application, SshShellHealth health) {
		this.template = template;
		this.application = application;
		this.health = health;
	}

	@Override
	public String prompt(SshShellPromptContext context) {
		return PART.matcher(this.template).replaceAll((part) -> Matcher.quoteReplacement(part(part, context)));
	}

	private String part(MatchResult part, SshShellPromptContext context) {
		return switch (part.group(1)) {
			case "application" -> inColourOfHealth(this.application, context.terminal());
			case "health" -> inColour(this.health.status().orElse(UNKNOWN), this.health.status(), context.terminal());
			case "user" -> PlainText.line(context.session().username());
			default -> (context.lastStatus() != 0)
					? TextStyle.BAD.of(String.valueOf(context.lastStatus()), context.terminal()) : "";
		};
	}

	private String inColourOfHealth(String text, SshTerminal terminal) {
		return terminal.hasColour() ? inColour(text, this.health.status(), terminal) : text;
	}

	private static String inColour(String text, Optional<String> health, SshTerminal terminal) {
		return switch (health.orElse(UNKNOWN)) {
			case "UP" -> TextStyle.GOOD.of(text, terminal);
			case "DOWN", "OUT_OF_SERVICE" -> TextStyle.BAD.of(text, terminal);
			default -> text;
		};
	}

}
