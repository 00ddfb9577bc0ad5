package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Files that {@code puttygen} 0.78 made of the keys of {@code ssh-keygen}.
 */
class PuttyPrivateKeyTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "plain-v2.ppk, plain.pub", "plain-v3.ppk, plain.pub", "rsa-v3.ppk, rsa.pub",
			"ecdsa256-v2.ppk, ecdsa256.pub", "ecdsa256-v3.ppk, ecdsa256.pub", "ecdsa384-v3.ppk, ecdsa384.pub",
			"ecdsa521-v3.ppk, ecdsa521.pub" })
	void readsPlainKeys(String file, String publicKey) throws SshException {
		assertThat(PrivateKeyReader.read(KeyFiles.text(file), null).publicKey())
			.isEqualTo(KeyFiles.publicKey(publicKey));
		assertThat(PrivateKeyReader.read("\n" + KeyFiles.text(file).replace("\n", "\r\n"), "needless").publicKey())
			.isEqualTo(KeyFiles.publicKey(publicKey));
	}

	@ParameterizedTest
	@CsvSource({ "plain-v2-encrypted.ppk, plain.pub", "rsa-v2-encrypted.ppk, rsa.pub",
			"plain-v3-encrypted.ppk, plain.pub", "rsa-v3-encrypted.ppk, rsa.pub", "ecdsa256-argon2i.ppk, ecdsa256.pub",
			"ecdsa256-argon2d.ppk, ecdsa256.pub" })
	void readsEncryptedKeys(String file, String publicKey) throws SshException {
		assertThat(PrivateKeyReader.read(KeyFiles.text(file), KeyFiles.PASSPHRASE).publicKey())
			.isEqualTo(KeyFiles.publicKey(publicKey));
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text(file), "wrong horse"))
			.withMessage("The passphrase of the private key is wrong");
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text(file), null))
			.withMessageContaining("needs a passphrase");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "plain-v2.ppk", "plain-v3.ppk", "rsa-v3.ppk", "ecdsa256-v2.ppk", "plain-v2-encrypted.ppk" })
	void refusesEveryChangedCharacter(String file) {
		String text = KeyFiles.text(file).strip();
		for (int i = 0; i < text.length(); i++) {
			for (char other : new char[] { '!', (Character.toUpperCase(text.charAt(i)) == 'A') ? 'B' : 'A' }) {
				String changed = text.substring(0, i) + other + text.substring(i + 1);
				assertThatExceptionOfType(SshException.class).as(changed)
					.isThrownBy(() -> PrivateKeyReader.read(changed, KeyFiles.PASSPHRASE))
					.withMessageNotContaining("Exception");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain-v3.ppk", "rsa-v2-encrypted.ppk", "plain-v3-encrypted.ppk" })
	void refusesAFileThatIsCutOff(String file) {
		String[] lines = KeyFiles.text(file).split("\n");
		for (int count = 1; count < lines.length; count++) {
			String cut = String.join("\n", Arrays.copyOf(lines, count));
			assertThatExceptionOfType(SshException.class)
				.isThrownBy(() -> PrivateKeyReader.read(cut, KeyFiles.PASSPHRASE));
		}
	}

	/**
	 * A forged file must neither exhaust the heap nor keep a processor busy.
	 */
	@ParameterizedTest
	@CsvSource({ "Memory: 1024, Memory: 65537", "Memory: 1024, Memory: 4294967296", "Memory: 1024, Memory: 0",
			"Passes: 13, Passes: 2049", "Passes: 13, Passes: 9999999999", "Passes: 13, Passes: 0",
			"Parallelism: 1, Parallelism: 17", "Parallelism: 1, Parallelism: 0" })
	void refusesADerivationThatNobodyCanWaitFor(String before, String after) {
		String text = KeyFiles.text("plain-v3-encrypted.ppk");
		assertThat(text).contains(before);
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(text.replace(before, after), KeyFiles.PASSPHRASE))
			.withMessageContaining("too much memory or time");
	}

	@ParameterizedTest
	@CsvSource({ "Memory: 1024, Memory: -1", "Memory: 1024, Memory: 99999999999", "Argon2id, Argon2x",
			"aes256-cbc, aes128-cbc", "File-3, File-1", "File-3, File-4", "Public-Lines: 2, Public-Lines: 4294967296",
			"Public-Lines: 2, Public-Lines: -1" })
	void refusesWhatPuttyDoesNotWrite(String before, String after) {
		String text = KeyFiles.text("plain-v3-encrypted.ppk");
		assertThat(text).contains(before);
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(text.replace(before, after), KeyFiles.PASSPHRASE))
			.withMessageContaining("PuTTY");
	}

	/**
	 * PuTTY writes secrets as numbers, which are shorter if they have zeros at one end.
	 */
	@Test
	void readsKeysWithZerosAtEitherEnd() throws Exception {
		for (int zeros : new int[] { 0, 1, 2, 31 }) {
			byte[] seed = new byte[32];
			Arrays.fill(seed, 1, 32 - zeros, (byte) 7);
			seed[0] = 1;
			Signer signer = Ed25519Signer.of(seed);
			String text = puttygen(SshKeygen.store(this.directory, "zeros" + zeros, signer));
			assertThat(PrivateKeyReader.read(text, null).publicKey()).isEqualTo(signer.publicKey());
		}
	}

	/**
	 * With version 2 and as little derivation as there can be, so that many are quick.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "plain", "rsa", "ecdsa256", "ecdsa384", "ecdsa521" })
	void readsWhatPuttygenWritesNow(String name) throws Exception {
		Path file = SshKeygen.store(this.directory, name, KeyFiles.signer(name));
		Path passphrase = Files.writeString(this.directory.resolve("passphrase"), "pässwörd");
		for (String parameters : List.of("version=2", "version=3,memory=16,passes=1",
				"version=3,kdf=argon2i,memory=64,passes=2,parallelism=4")) {
			String text = puttygen(file, "--ppk-param", parameters, "--new-passphrase", passphrase.toString());
			assertThat(PrivateKeyReader.read(text, "pässwörd").publicKey())
				.isEqualTo(KeyFiles.publicKey(name + ".pub"));
		}
	}

	private String puttygen(Path file, String... options) throws IOException, InterruptedException {
		Path result = this.directory.resolve("result.ppk");
		Files.deleteIfExists(result);
		List<String> command = new ArrayList<>(
				List.of("puttygen", file.toString(), "-O", "private", "-o", result.toString()));
		command.addAll(List.of(options));
		Process process;
		try {
			process = new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			assertThat(System.getenv("SSH_CONSOLE_CI")).as("puttygen is installed").isNotEqualTo("true");
			assumeTrue(false, "puttygen is not installed");
			throw ex;
		}
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return Files.readString(result);
	}

}
