package io.sshconsole.boot.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link HistoryFiles} and {@link HistoryFile}.
 */
class HistoryFileTests {

	private static final int SIZE = 5;

	@TempDir
	private Path parent;

	private Path directory;

	private HistoryFiles files;

	@BeforeEach
	void open() throws IOException {
		this.directory = this.parent.resolve("a/history");
		this.files = HistoryFiles.in(this.directory, SIZE);
	}

	@Test
	void keepsLinesInTheirOrder() {
		this.files.of("ada").append("say 1");
		this.files.of("ada").append("say 2");
		assertThat(this.files.of("ada").read()).containsExactly("say 1", "say 2");
		assertThat(this.files.of("bob").read()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "say 'a\nb'", "say a\\nb", "say \\", "say ä€\ud83d\ude00", "a\\\\\n\\n", "say 'x\r'" })
	void everyLineComesBackAsItWas(String line) {
		this.files.of("ada").append(line);
		this.files.of("ada").append("next");
		assertThat(this.files.of("ada").read()).containsExactly(line, "next");
	}

	@Test
	void onlyTheOwnerMayReadAndWrite() throws IOException {
		this.files.of("ada").append("say 1");
		assertThat(mode(this.directory)).isEqualTo("rwx------");
		assertThat(mode(this.directory.resolve("ada.history"))).isEqualTo("rw-------");
	}

	@Test
	void takesAwayWhatOthersMayDoWithAFile() throws IOException {
		Path file = Files.writeString(this.directory.resolve("ada.history"), "say 1\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		assertThat(this.files.of("ada").read()).containsExactly("say 1");
		assertThat(mode(file)).isEqualTo("rw-------");
	}

	private static String mode(Path file) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

	@Test
	void refusesADirectoryThatOthersMayWrite() throws IOException {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThatIOException().isThrownBy(() -> HistoryFiles.in(this.directory, SIZE))
			.withMessageContaining("chmod 700");
	}

	@Test
	void followsNoLinkOutOfTheDirectory() throws IOException {
		Path target = Files.writeString(this.parent.resolve("target"), "secret\n");
		Files.createSymbolicLink(this.directory.resolve("ada.history"), target);
		this.files.of("ada").append("say 1");
		assertThat(this.files.of("ada").read()).isEmpty();
		assertThat(target).hasContent("secret");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "../../etc/passwd", "..", ".", "", "a/b", "a\\b", "C:", "a\u0000b", "Ada", "ada%41", "\n" })
	void noUserLeavesTheDirectoryOrMeetsAnother(String user) throws IOException {
		this.files.of("ada").append("of ada");
		this.files.of(user).append("of another");
		assertThat(this.files.of(user).read()).containsExactly("of another");
		assertThat(this.files.of("ada").read()).containsExactly("of ada");
		try (Stream<Path> all = Files.list(this.directory)) {
			assertThat(all).hasSize(2).allMatch((file) -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
		}
		assertThat(this.parent).isDirectoryNotContaining((file) -> !file.endsWith("a"));
	}

	@Test
	void namesDifferWhereFileSystemsFoldCase() {
		assertThat(HistoryFiles.name("Ada")).isNotEqualToIgnoringCase(HistoryFiles.name("ada"));
		assertThat(HistoryFiles.name("ada")).isEqualTo("ada.history");
	}

	@Test
	void namesOfAnyLengthFit() {
		String one = "x".repeat(1000);
		assertThat(HistoryFiles.name(one)).hasSizeLessThan(100).isNotEqualTo(HistoryFiles.name(one + "y"));
	}

	@Test
	void returnsTheNewestLines() {
		HistoryFile file = this.files.of("ada");
		IntStream.rangeClosed(1, SIZE + 2).forEach((i) -> file.append("say " + i));
		assertThat(this.files.of("ada").read()).containsExactly("say 3", "say 4", "say 5", "say 6", "say 7");
	}

	@Test
	void aFileDoesNotGrowForEver() throws IOException {
		HistoryFile file = this.files.of("ada");
		for (int i = 0; i < 100; i++) {
			file.append("say " + i);
			assertThat(Files.readAllLines(this.directory.resolve("ada.history"))).hasSizeLessThanOrEqualTo(4 * SIZE);
		}
		assertThat(file.read()).endsWith("say 99");
		assertThat(mode(this.directory.resolve("ada.history"))).isEqualTo("rw-------");
	}

	@Test
	void aLineWithoutEndIsNotKept() {
		HistoryFile file = this.files.of("ada");
		file.append("x".repeat(HistoryFile.MAX_LENGTH + 1));
		file.append("x".repeat(HistoryFile.MAX_LENGTH));
		assertThat(file.read()).extracting(String::length).containsExactly(HistoryFile.MAX_LENGTH);
	}

	@Test
	void deletesTheFile() {
		HistoryFile file = this.files.of("ada");
		file.append("say 1");
		file.delete();
		assertThat(file.read()).isEmpty();
		assertThat(List.of(this.directory.toFile().list())).isEmpty();
	}

}
