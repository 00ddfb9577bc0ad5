package io.sshconsole.boot.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.execution.SshCommandExecutor;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import org.springframework.security.core.Authentication;

/**
 * Completes the names of commands word by word, and the names of their options. Offers
 * nothing that the user may not run.
 */
final class SshCommandCompleter implements Completer {

	private static final String HELP = "help";

	private final SshCommandExecutor executor;

	private final Authentication authentication;

	SshCommandCompleter(SshCommandExecutor executor, Authentication authentication) {
		this.executor = executor;
		this.authentication = authentication;
	}

	@Override
	public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
		List<String> before = line.words().subList(0, line.wordIndex());
		List<SshCommandDefinition> commands = this.executor.permitted(this.authentication);
		if (line.word().startsWith("-")) {
			completeOption(before, commands, candidates);
			return;
		}
		completeName(before, commands, candidates);
		if (before.isEmpty()) {
			candidates.add(candidate(SshShell.EXIT, "Leaves the shell."));
		}
		else if (before.get(0).equals(HELP)) {
			completeName(before.subList(1, before.size()), commands, candidates);
		}
	}

	private static void completeName(List<String> before, List<SshCommandDefinition> commands,
			List<Candidate> candidates) {
		Map<String, String> next = new TreeMap<>();
		for (SshCommandDefinition command : commands) {
			List<String> words = List.of(command.name().split(" "));
			if (words.size() > before.size() && words.subList(0, before.size()).equals(before)) {
				String description = (words.size() == before.size() + 1) ? command.description() : "";
				next.merge(words.get(before.size()), description, (one, other) -> one.isEmpty() ? other : one);
			}
		}
		next.forEach((word, description) -> candidates.add(candidate(word, description)));
	}

	private static void completeOption(List<String> before, List<SshCommandDefinition> commands,
			List<Candidate> candidates) {
		String start = String.join(" ", before) + " ";
		commands.stream()
			.filter((command) -> start.startsWith(command.name() + " "))
			.max(Comparator.comparingInt((command) -> command.name().length()))
			.ifPresent((command) -> {
				List<String> names = new ArrayList<>();
				command.parameters().forEach((parameter) -> names.addAll(parameter.names()));
				names.add("--help");
				names.forEach((name) -> candidates.add(candidate(name, "")));
			});
	}

	private static Candidate candidate(String word, String description) {
		return new Candidate(word, word, null, description.isEmpty() ? null : description, null, null, true);
	}

}
