package io.sshconsole.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threat model is about tests that are there, in whichever module.
 */
class SecurityPageTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(?:#(\\w+))?`");

	private static final Pattern CLAIM = Pattern.compile("\\| [^|]+\\. \\|[^|]*\\| (.*) \\|");

	@Test
	void everyTestThatIsNamedExists() throws IOException {
		List<MatchResult> tests = TEST.matcher(page()).results().toList();
		assertThat(tests).hasSizeGreaterThan(70);
		List<Path> sources = sources();
		assertThat(tests).allSatisfy((test) -> assertThat(exists(sources, test.group(1), test.group(2))).isTrue());
	}

	@Test
	void everyClaimHasItsTest() throws IOException {
		assertThat(page().lines().filter((line) -> CLAIM.matcher(line).matches())).hasSizeGreaterThan(40)
			.allSatisfy((line) -> assertThat(TEST.matcher(line).find()).isTrue());
	}

	private static String page() throws IOException {
		return Files.readString(ROOT.resolve("docs/security.md"));
	}

	private static List<Path> sources() throws IOException {
		try (Stream<Path> modules = Files.list(ROOT)) {
			return modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.flatMap(SecurityPageTests::files)
				.toList();
		}
	}

	private static Stream<Path> files(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith("Tests.java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean exists(List<Path> sources, String type, String method) {
		return sources.stream()
			.filter((source) -> source.endsWith(type + ".java"))
			.anyMatch((source) -> method == null || declares(source, method));
	}

	private static boolean declares(Path source, String method) {
		try {
			return Pattern.compile("^\t+void " + method + "\\(", Pattern.MULTILINE)
				.matcher(Files.readString(source))
				.find();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
