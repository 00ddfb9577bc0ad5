package io.sshconsole.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The sample says what the documentation shows: each transcript is typed again, as
 * {@code docs/make-transcripts} does it. That also writes anew what differs.
 */
class DocumentationPagesTests {

	private static final Path DOCS = Path.of("../docs");

	private static final long PATIENCE_IN_SECONDS = 300;

	@TempDir
	private Path directory;

	static List<Path> pages() throws IOException {
		try (Stream<Path> docs = Files.list(DOCS)) {
			return Stream.concat(docs, Stream.of(Path.of("README.md"), Path.of("../README.md")))
				.filter((page) -> page.toString().endsWith(".md"))
				.filter(DocumentationPagesTests::hasTranscripts)
				.sorted()
				.toList();
		}
	}

	private static boolean hasTranscripts(Path page) {
		try {
			return Files.readString(page).contains("```console");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void everyTopicHasATranscript() throws IOException {
		assertThat(pages()).extracting((page) -> page.getFileName().toString())
			.contains("commands.md", "exec.md", "output.md", "shell.md", "interaction.md", "extending.md",
					"authorisation.md");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void transcriptsAreWhatTheSampleSays(Path page) throws Exception {
		for (String program : List.of("python3", "tmux", "ssh")) {
			requireInstalled(program);
		}
		try (ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class,
				"--ssh-console.port=0", "--roastery.pace=1h", "--ssh-console.host-key-directory=" + this.directory)) {
			String port = context.getEnvironment().getRequiredProperty("local.ssh-console.port");
			Path said = this.directory.resolve("said");
			Process script = new ProcessBuilder("python3", "-B", DOCS.resolve("make-transcripts").toString(), "--check",
					"--port", port, page.toString())
				.redirectErrorStream(true)
				.redirectOutput(said.toFile())
				.start();
			try {
				assertThat(script.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).as("the script ends").isTrue();
			}
			finally {
				script.destroy();
			}
			assertThat(script.exitValue()).as(Files.readString(said, StandardCharsets.UTF_8)).isZero();
		}
	}

	private static void requireInstalled(String program) throws IOException {
		boolean installed = new ProcessBuilder("sh", "-c", "command -v " + program)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.onExit()
			.join()
			.exitValue() == 0;
		if (!"true".equals(System.getenv("SSH_CONSOLE_CI"))) {
			assumeThat(installed).as("%s is installed", program).isTrue();
		}
		assertThat(installed).as("%s is installed", program).isTrue();
	}

}
