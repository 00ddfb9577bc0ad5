package io.sshconsole.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A recording, as others read it.
 *
 * @param file where it is
 * @param header its first line
 * @param events all others
 */
record Asciicast(Path file, JsonNode header, List<JsonNode> events) {

	private static final JsonMapper json = JsonMapper.builder().build();

	static Asciicast read(Path file) {
		try {
			List<JsonNode> lines = Files.readAllLines(file).stream().map(json::readTree).toList();
			return new Asciicast(file, lines.get(0), lines.subList(1, lines.size()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Puts the output together again.
	 */
	String output() {
		return this.events.stream()
			.filter((event) -> event.get(1).asString().equals("o"))
			.map((event) -> event.get(2).asString())
			.collect(Collectors.joining());
	}

	/**
	 * Plays it with {@code asciinema}, which wants a terminal, on one of {@code script}.
	 * Where it is not installed the test is skipped, but never in the project's own
	 * builds.
	 * @return everything that the player has shown
	 */
	String play() throws Exception {
		boolean present = Files.isExecutable(Path.of("/usr/bin/asciinema"));
		if ("true".equals(System.getenv("SSH_CONSOLE_CI"))) {
			assertThat(present).as("asciinema is installed").isTrue();
		}
		Assumptions.assumeTrue(present, "asciinema is not installed");
		ProcessBuilder player = new ProcessBuilder("script", "-qec",
				"/usr/bin/asciinema play -s 100000 '" + this.file + "'", "/dev/null");
		player.environment().put("LC_ALL", "C.UTF-8");
		player.environment().put("TERM", "xterm");
		Process process = player.redirectErrorStream(true).start();
		process.getOutputStream().close();
		String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(shown).isZero();
		return shown;
	}

}
