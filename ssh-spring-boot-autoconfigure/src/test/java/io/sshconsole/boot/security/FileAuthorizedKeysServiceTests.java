package io.sshconsole.boot.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FileAuthorizedKeysService}.
 */
class FileAuthorizedKeysServiceTests {

	private final SshPublicKey key = HostKeys.generate().publicKey();

	private final ResourceLoader resourceLoader = ApplicationResourceLoader.get(new DefaultResourceLoader(), true);

	@TempDir
	private Path directory;

	private Path keys;

	private FileAuthorizedKeysService service;

	@BeforeEach
	void createDirectory() throws IOException {
		this.keys = Files.createDirectory(this.directory.resolve("keys"));
		this.service = new FileAuthorizedKeysService(this.resourceLoader, "file:" + this.keys + "/{user}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ada", "ada.lovelace", "ada_l-1", "ada@example.org", "ada+ssh", "Ærøskøbing" })
	void findsTheKeysOfAUser(String username) throws IOException {
		write(this.keys.resolve(username));
		assertThat(this.service.loadAuthorizedKeys(username).contains(this.key)).isTrue();
		assertThat(this.service.loadAuthorizedKeys("bob").contains(this.key)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-rw----", "rw----rw-", "rw-r---w-" })
	void refusesAFileThatOthersCanWrite(String mode) throws IOException {
		Path file = this.keys.resolve("ada");
		write(file);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
		assertThatIOException().isThrownBy(() -> this.service.loadAuthorizedKeys("ada"))
			.withMessageEndingWith("ada: deny it with chmod go-w " + file.toRealPath());
		FileAuthorizedKeysService lax = new FileAuthorizedKeysService(this.resourceLoader, this.keys + "/{user}",
				false);
		assertThat(lax.loadAuthorizedKeys("ada").contains(this.key)).isTrue();
	}

	@Test
	void refusesAFileThatOthersCanReplace() throws IOException {
		write(this.keys.resolve("ada"));
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxrwx---"));
		assertThatIOException().isThrownBy(() -> this.service.loadAuthorizedKeys("ada"))
			.withMessageEndingWith("chmod go-w " + this.directory.toRealPath());
		Files.setAttribute(this.directory, "unix:mode", 01777);
		assertThat(this.service.loadAuthorizedKeys("ada").contains(this.key)).as("sticky").isTrue();
	}

	@Test
	void refusesTheTargetOfALinkThatOthersCanWrite() throws IOException {
		Path target = this.directory.resolve("target");
		write(target);
		Files.createSymbolicLink(this.keys.resolve("ada"), target);
		assertThat(this.service.loadAuthorizedKeys("ada").contains(this.key)).isTrue();
		Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-rw-"));
		assertThatIOException().isThrownBy(() -> this.service.loadAuthorizedKeys("ada"));
	}

	@Test
	void resolvesAPlainPathAsAFile() throws IOException {
		write(Files.createDirectory(this.keys.resolve("ada")).resolve("authorized_keys"));
		FileAuthorizedKeysService service = new FileAuthorizedKeysService(this.resourceLoader,
				this.keys + "/{user}/authorized_keys");
		assertThat(service.loadAuthorizedKeys("ada").contains(this.key)).isTrue();
	}

	@Test
	void readsTheFileAgainAtEachLogin() throws IOException {
		write(this.keys.resolve("ada"));
		assertThat(this.service.loadAuthorizedKeys("ada").contains(this.key)).isTrue();
		Files.delete(this.keys.resolve("ada"));
		assertThat(this.service.loadAuthorizedKeys("ada").contains(this.key)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "../outside", "..%2Foutside", "%2e%2e%2foutside", "..\\outside", "sub/../../outside" })
	void nameThatWouldLeaveTheDirectoryHasNoKeys(String username) throws IOException {
		write(this.directory.resolve("outside"));
		Files.createDirectory(this.keys.resolve("sub"));
		assertThat(this.service.loadAuthorizedKeys(username).contains(this.key)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "...", ".ada", "ada.", "ada\0", "ada\n", "ada\u007f", "sub/ada", "C:ada",
			"ada::$DATA", "ada?", "ada#", "*", "{user}", "\u202eada", "~ada", " " })
	void nameThatIsNotOnePlainFileNameHasNoKeys(String username) throws IOException {
		write(this.keys.resolve("ada"));
		write(Files.createDirectory(this.keys.resolve("sub")).resolve("ada"));
		assertThat(this.service.loadAuthorizedKeys(username).contains(this.key)).isFalse();
	}

	@Test
	void nameThatIsTooLongHasNoKeys() throws IOException {
		assertThat(this.service.loadAuthorizedKeys("a".repeat(100_000)).contains(this.key)).isFalse();
	}

	@Test
	void directoryHasNoKeys() throws IOException {
		Files.createDirectory(this.keys.resolve("ada"));
		assertThat(this.service.loadAuthorizedKeys("ada").contains(this.key)).isFalse();
	}

	@Test
	void fileThatIsTooLargeIsNotRead() throws IOException {
		Files.write(this.keys.resolve("ada"), new byte[FileAuthorizedKeysService.MAX_SIZE + 1]);
		assertThatIOException().isThrownBy(() -> this.service.loadAuthorizedKeys("ada"))
			.withMessageContaining("larger");
	}

	@Test
	void locationWithoutUserIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FileAuthorizedKeysService(this.resourceLoader, "file:/etc/keys"));
	}

	private void write(Path file) throws IOException {
		Files.writeString(file, this.key.toAuthorizedKey("test") + "\n");
	}

}
