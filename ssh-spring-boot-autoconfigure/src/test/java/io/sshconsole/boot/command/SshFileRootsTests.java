package io.sshconsole.boot.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SshFileRootsTests {

	@TempDir
	private Path directory;

	private SshFileRoots roots = new SshFileRoots(Map.of());

	@BeforeEach
	void files() throws IOException {
		Path logs = Files.createDirectories(this.directory.resolve("logs/old"));
		Files.createFile(logs.resolve("2025.log"));
		Files.createFile(this.directory.resolve("logs/app.log"));
		Files.createFile(this.directory.resolve("logs/access.log"));
		Files.createFile(this.directory.resolve("logs-of-others"));
		Files.createSymbolicLink(this.directory.resolve("logs/away"), this.directory.resolve("logs-of-others"));
		Files.createSymbolicLink(this.directory.resolve("logs/up"), this.directory);
		Files.createSymbolicLink(this.directory.resolve("logs/within"), Path.of("old"));
		this.roots = new SshFileRoots(
				Map.of("logs", this.directory.resolve("logs"), "dumps", this.directory.resolve("missing")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "logs:app.log", "logs:/app.log", "logs:old/../app.log", "logs:./app.log" })
	void findsFilesBelowARoot(String name) throws IOException {
		assertThat(this.roots.resolve(name)).isEqualTo(this.directory.resolve("logs/app.log").toRealPath());
	}

	@Test
	void linksWithinTheRootAreFollowed() throws IOException {
		assertThat(this.roots.resolve("logs:within/2025.log"))
			.isEqualTo(this.directory.resolve("logs/old/2025.log").toRealPath());
	}

	@ParameterizedTest
	@ValueSource(strings = { "logs:../logs-of-others", "logs:old/../../logs-of-others", "logs:away",
			"logs:up/logs-of-others", "logs:///etc/passwd", "logs:missing", "logs:a\u0000b", "dumps:x" })
	void whatIsOutsideIsAsIfItWereNotThere(String name) {
		assertThatExceptionOfType(SshUsageException.class).isThrownBy(() -> this.roots.resolve(name))
			.withMessage("There is no file '" + name + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "app.log", "/etc/passwd", "file:/etc/passwd", "http://localhost/", ":app.log", "" })
	void onlyRootsThatAreConfiguredAreNames(String name) {
		assertThatExceptionOfType(SshUsageException.class).isThrownBy(() -> this.roots.resolve(name))
			.withMessageContaining("expected one of dumps:…, logs:…");
	}

	@Test
	void offersRootsThenFilesOfADirectory() {
		assertThat(offers("")).containsExactly("dumps:", "logs:");
		assertThat(offers("l")).containsExactly("logs:");
		assertThat(offers("logs:a")).containsExactly("logs:access.log", "logs:app.log");
		assertThat(offers("logs:o")).containsExactly("logs:old/");
		assertThat(offers("logs:old/")).containsExactly("logs:old/2025.log");
		assertThat(offers("logs:up/")).isEmpty();
		assertThat(offers("dumps:")).isEmpty();
		assertThat(offers("etc:")).isEmpty();
	}

	private List<String> offers(String prefix) {
		return this.roots.complete(prefix).stream().map(SshCompletion::value).toList();
	}

}
