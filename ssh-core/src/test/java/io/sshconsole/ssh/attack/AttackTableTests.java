package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documentation says about attacks is about tests that are there.
 */
class AttackTableTests {

	private static final Path TABLE = Path.of("..", "docs", "attacks.md");

	private static final Path TESTS = Path.of("src", "test", "java");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(?:#(\\w+))?`");

	@Test
	void everyTestThatIsNamedExists() throws IOException {
		List<MatchResult> tests = TEST.matcher(Files.readString(TABLE)).results().toList();
		assertThat(tests).hasSizeGreaterThan(80);
		for (MatchResult test : tests) {
			assertThat(exists(test.group(1), test.group(2))).as(test.group()).isTrue();
		}
	}

	private static boolean exists(String className, String method) throws IOException {
		try (Stream<Path> files = Files.walk(TESTS)) {
			return files.filter((file) -> file.endsWith(className + ".java"))
				.map(AttackTableTests::load)
				.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
				.anyMatch((candidate) -> method == null || candidate.getName().equals(method));
		}
	}

	private static Class<?> load(Path file) {
		String path = TESTS.relativize(file).toString();
		try {
			return Class.forName(path.substring(0, path.length() - ".java".length()).replaceAll("[/\\\\]", "."));
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
