package io.sshconsole.boot.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SshHostKeySource}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SshHostKeySourceTests {

	private final ResourceLoader resourceLoader = ApplicationResourceLoader.get(new DefaultResourceLoader(), true);

	@TempDir
	private Path directory;

	@Test
	void generatesAKeyOnceAndKeepsIt() {
		List<SshPublicKey> first = publicKeys(List.of(), this.directory.resolve("new"));
		assertThat(first).hasSize(1);
		assertThat(publicKeys(List.of(), this.directory.resolve("new"))).isEqualTo(first);
	}

	@Test
	void readsConfiguredKeysInTheirOrder() throws IOException {
		Path one = key("one");
		Path two = key("two");
		String base64 = "base64:" + Base64.getEncoder().encodeToString(Files.readAllBytes(two));
		List<SshPublicKey> keys = publicKeys(List.of("file:" + one, two.toString(), base64),
				this.directory.resolve("unused"));
		assertThat(keys).containsExactly(HostKeys.load(one).get(0).publicKey(), HostKeys.load(two).get(0).publicKey(),
				HostKeys.load(two).get(0).publicKey());
		assertThat(this.directory.resolve("unused")).doesNotExist();
	}

	@Test
	void certificateThatIsNotOneOfItsKeyIsNamed() throws IOException {
		Path key = key("host");
		Path certificate = Files.writeString(key.resolveSibling(key.getFileName() + "-cert.pub"),
				HostKeys.generate().publicKey().toAuthorizedKey("no certificate"));
		assertThatExceptionOfType(InvalidHostKeyException.class)
			.isThrownBy(() -> publicKeys(List.of(key.toString()), this.directory))
			.satisfies((ex) -> assertThat(ex.getLocation()).isEqualTo(certificate.toString()));
		assertThatExceptionOfType(InvalidHostKeyException.class)
			.isThrownBy(() -> publicKeys(List.of(), key.getParent()))
			.withMessageContaining(certificate.toString());
	}

	@Test
	void directoryThatCannotBeWrittenMeansAKeyInMemoryAndAWarning(CapturedOutput output) throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		assertThat(publicKeys(List.of(), file)).hasSize(1);
		assertThat(output).contains("Host key cannot be stored in '" + file + "'");
	}

	@Test
	void keyThatIsThereButUnusableIsNotReplaced() throws IOException {
		Path key = key("host");
		Files.writeString(key, "garbage");
		assertThatExceptionOfType(InvalidHostKeyException.class)
			.isThrownBy(() -> publicKeys(List.of(), key.getParent()))
			.satisfies((ex) -> assertThat(ex.getLocation()).isEqualTo(key.toString()));
		assertThat(key).hasContent("garbage");
	}

	@Test
	void configuredKeyThatIsMissingOrUnusableIsNamed() throws IOException {
		Path garbage = Files.writeString(this.directory.resolve("garbage"), "garbage");
		for (String location : List.of("file:" + this.directory + "/missing", garbage.toString())) {
			assertThatExceptionOfType(InvalidHostKeyException.class)
				.isThrownBy(() -> publicKeys(List.of(location), this.directory))
				.satisfies((ex) -> assertThat(ex.getLocation()).isEqualTo(location));
		}
	}

	@Test
	void materialOfAKeyIsNotNamed() {
		String location = "base64:" + Base64.getEncoder().encodeToString("secret".getBytes(StandardCharsets.UTF_8));
		assertThatExceptionOfType(InvalidHostKeyException.class)
			.isThrownBy(() -> publicKeys(List.of(location), this.directory))
			.satisfies((ex) -> assertThat(ex.getLocation()).isEqualTo("base64:..."))
			.withMessageNotContaining(location);
	}

	private Path key(String name) throws IOException {
		HostKeys.loadOrGenerate(this.directory.resolve(name));
		return this.directory.resolve(name).resolve("ssh_host_ed25519_key");
	}

	private List<SshPublicKey> publicKeys(List<String> locations, Path directory) {
		return new SshHostKeySource(this.resourceLoader, locations, directory).load()
			.stream()
			.map(Signer::publicKey)
			.toList();
	}

}
