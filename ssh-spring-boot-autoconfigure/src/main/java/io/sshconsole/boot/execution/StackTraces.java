package io.sshconsole.boot.execution;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.line.Word;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.GrantedAuthority;

/**
 * The option {@code --stacktrace} that every command has: who may use it, and what it
 * shows. A stack trace tells an attacker what the application is made of.
 */
public final class StackTraces {

	private static final String OPTION = "--stacktrace";

	private final @Nullable String authority;

	/**
	 * Creates the option.
	 * @param authority what a user needs to see stack traces, or {@code null} if nobody
	 * sees them
	 */
	public StackTraces(@Nullable String authority) {
		this.authority = authority;
	}

	/**
	 * Takes the option out of the words, unless the command has one of that name.
	 * @param command the command
	 * @param words the words behind its name
	 * @param context who runs it; remembers that the option was given
	 * @return the words that are left
	 * @throws SshCommandException if the user may not use it
	 */
	List<Word> withoutOption(SshCommandDefinition command, List<Word> words, SshCommandContext context) {
		boolean own = command.parameters().stream().anyMatch((parameter) -> parameter.names().contains(OPTION));
		int index = own ? -1 : indexOf(words);
		if (index < 0) {
			return words;
		}
		if (!isPermitted(context)) {
			throw new SshCommandException(command.name() + ": " + OPTION + " is not permitted",
					SshExitStatus.NOT_PERMITTED);
		}
		context.wantStackTrace();
		List<Word> left = new ArrayList<>(words);
		left.remove(index);
		return left;
	}

	private static int indexOf(List<Word> words) {
		for (int i = 0; i < words.size() && !words.get(i).text().equals("--"); i++) {
			if (words.get(i).text().equals(OPTION) && !words.get(i).quoted()) {
				return i;
			}
		}
		return -1;
	}

	private boolean isPermitted(SshCommandContext context) {
		return this.authority != null && context.authentication()
			.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.anyMatch(this.authority::equals);
	}

	/**
	 * Shows a stack trace to a user who wants it.
	 * @param ex what was thrown
	 * @param context who ran the command
	 */
	void print(Throwable ex, SshCommandContext context) {
		if (context.isStackTraceWanted()) {
			StringWriter trace = new StringWriter();
			ex.printStackTrace(new PrintWriter(trace));
			trace.toString()
				.lines()
				.map((line) -> PlainText.line(line.replace("\t", "    ")))
				.forEach(context.err()::println);
		}
	}

}
