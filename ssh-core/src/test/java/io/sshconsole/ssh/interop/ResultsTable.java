package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sshconsole.ssh.kex.AlgorithmPreferences;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the clients have shown, as the table of the documentation. It is written with the
 * system property {@code ssh-console.docs.write}; otherwise the one that is there must
 * have the same cells, of which the versions do not count.
 */
final class ResultsTable {

	private static final Path FILE = Path.of("..", "docs", "interoperability.md");

	private static final String HEAD = """
			# Interoperability

			Real clients against the server of `ssh-core` as it is by default; *compatible* means that the client is too old for
			the default algorithms. Each *yes* is a test that drives the client. The tests also write this page, and fail where
			it tells something else than they see (`ClientsTests`):

			    mvn -pl ssh-core -Dtest=ClientsTests -Dssh-console.docs.write=true test

			""";

	private static final String VERSION = "version";

	private static final String PROFILE = "profile of algorithms";

	private final List<Client> clients;

	private final Map<Client, String> versions = new HashMap<>();

	private final Map<Client, Set<Feature>> shown = new HashMap<>();

	ResultsTable(List<Client> clients) {
		this.clients = clients;
	}

	void add(Client client, Feature feature, String identification) {
		this.versions.put(client, identification.replaceFirst("SSH-2\\.0-", ""));
		this.shown.computeIfAbsent(client, (unused) -> new HashSet<>()).add(feature);
	}

	void compareOrWrite() throws IOException {
		if (Boolean.getBoolean("ssh-console.docs.write")) {
			assertThat(this.clients).as("only a whole table is written").allMatch(this::isComplete);
			Files.createDirectories(FILE.getParent());
			Files.writeString(FILE, text());
			return;
		}
		String written = Files.readString(FILE);
		for (Client client : this.clients) {
			if (isComplete(client)) {
				assertThat(column(written, client)).isEqualTo(column(text(), client));
			}
		}
	}

	private boolean isComplete(Client client) {
		return Stream.of(Feature.values())
			.allMatch((feature) -> isShown(client, feature) || client.lacks().containsKey(feature));
	}

	private boolean isShown(Client client, Feature feature) {
		return this.shown.getOrDefault(client, Set.of()).contains(feature);
	}

	private String text() {
		StringBuilder text = new StringBuilder(HEAD);
		List<String> notes = this.clients.stream()
			.flatMap((client) -> Stream.of(Feature.values()).map((feature) -> note(client, feature)))
			.filter((note) -> !note.isEmpty())
			.distinct()
			.toList();
		row(text, "", Client::name);
		row(text, "---", (client) -> "---");
		row(text, VERSION, (client) -> this.versions.getOrDefault(client, ""));
		row(text, PROFILE,
				(client) -> client.algorithms().equals(AlgorithmPreferences.MODERN) ? "modern" : "compatible");
		for (Feature feature : Feature.values()) {
			row(text, feature.toString(), (client) -> cell(client, feature, notes));
		}
		text.append('\n');
		for (String note : notes) {
			text.append(notes.indexOf(note) + 1).append(". ").append(note).append('\n');
		}
		return text.toString();
	}

	private String cell(Client client, Feature feature, List<String> notes) {
		String answer = client.lacks().containsKey(feature) ? "no" : isShown(client, feature) ? "yes" : "";
		int note = notes.indexOf(note(client, feature));
		return (note >= 0) ? answer + " (" + (note + 1) + ")" : answer;
	}

	private static String note(Client client, Feature feature) {
		return client.lacks().getOrDefault(feature, client.remarks().getOrDefault(feature, ""));
	}

	private void row(StringBuilder text, String title, Function<Client, String> cell) {
		text.append(this.clients.stream().map(cell).collect(Collectors.joining(" | ", "| " + title + " | ", " |\n")));
	}

	/**
	 * Finds the cells of one client, with the titles of their rows.
	 */
	private static Map<String, String> column(String text, Client client) {
		List<String[]> rows = text.lines()
			.filter((line) -> line.startsWith("|"))
			.map((line) -> line.substring(1).split("\\|"))
			.toList();
		List<String> names = Arrays.stream(rows.get(0)).map(String::strip).toList();
		assertThat(names).contains(client.name());
		Map<String, String> cells = new HashMap<>();
		for (String[] row : rows) {
			cells.put(row[0].strip(), row[names.indexOf(client.name())].strip());
		}
		cells.remove(VERSION);
		return cells;
	}

}
