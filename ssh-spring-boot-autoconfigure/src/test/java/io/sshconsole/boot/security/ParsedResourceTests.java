package io.sshconsole.boot.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ParsedResource}.
 */
class ParsedResourceTests {

	@TempDir
	private Path directory;

	private Path file;

	private final AtomicInteger parsings = new AtomicInteger();

	private ParsedResource<String> resource;

	@BeforeEach
	void prepare() {
		this.file = this.directory.resolve("file");
		this.resource = new ParsedResource<>(new FileSystemResource(this.file), 10, true, (content) -> {
			this.parsings.incrementAndGet();
			String text = new String(content, StandardCharsets.UTF_8);
			if (text.equals("bad")) {
				throw new IOException("as asked");
			}
			return text;
		});
	}

	@Test
	void sameContentIsParsedOnce() throws IOException {
		Files.writeString(this.file, "one");
		assertThat(this.resource.get()).isEqualTo("one");
		assertThat(this.resource.get()).isEqualTo("one");
		assertThat(this.parsings).hasValue(1);
	}

	@Test
	void changeCountsAtOnce() throws IOException {
		Files.writeString(this.file, "one");
		assertThat(this.resource.get()).isEqualTo("one");
		Files.writeString(this.file, "two");
		assertThat(this.resource.get()).isEqualTo("two");
	}

	@Test
	void whatIsGoneOrBadOrTooLargeIsNotAnsweredFromMemory() throws IOException {
		Files.writeString(this.file, "one");
		assertThat(this.resource.get()).isEqualTo("one");
		Files.writeString(this.file, "bad");
		assertThatIOException().isThrownBy(this.resource::get).withMessage("as asked");
		Files.writeString(this.file, "x".repeat(11));
		assertThatIOException().isThrownBy(this.resource::get).withMessageContaining("larger than 10 bytes");
		Files.delete(this.file);
		assertThatIOException().isThrownBy(this.resource::get);
	}

}
