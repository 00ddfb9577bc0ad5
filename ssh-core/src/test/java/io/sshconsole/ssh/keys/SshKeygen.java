package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The machine's {@code ssh-keygen}. Where there is none its tests are skipped, unless the
 * environment says that they must run.
 */
final class SshKeygen {

	private static final long TIMEOUT_SECONDS = 60;

	/**
	 * Runs it.
	 * @param arguments its arguments
	 * @return what it said; it must succeed
	 */
	String run(String... arguments) throws IOException, InterruptedException {
		Result result = tryToRun("", arguments);
		assertThat(result.status()).as(result.output()).isZero();
		return result.output();
	}

	Result tryToRun(String input, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("ssh-keygen"));
		command.addAll(List.of(arguments));
		Process process;
		try {
			process = new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			assertThat(System.getenv("SSH_CONSOLE_CI")).as("ssh-keygen is installed").isNotEqualTo("true");
			assumeTrue(false, "ssh-keygen is not installed");
			throw ex;
		}
		process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
		return new Result(process.exitValue(), output);
	}

	/**
	 * Stores a private key so that it is read.
	 * @param directory where
	 * @param name under which name; the public key goes beside it
	 * @param key the key
	 * @return the file
	 */
	static Path store(Path directory, String name, Signer key) throws IOException {
		Path file = Files.createFile(directory.resolve(name),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, OpenSshPrivateKey.write(key, name, null));
		store(directory, name, key.publicKey());
		return file;
	}

	static Path store(Path directory, String name, SshPublicKey key) throws IOException {
		return Files.writeString(directory.resolve(name + ".pub"), key.toAuthorizedKey(name) + "\n");
	}

	record Result(int status, String output) {

	}

}
