package io.sshconsole.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The OpenSSH client of this machine, which logs in with a password and accepts one host
 * key only.
 *
 * @param directory for its files
 * @param port where the server listens
 */
record OpenSshClient(Path directory, int port) {

	/**
	 * Set where a missing client is a failure.
	 */
	private static final String MUST_RUN = "SSH_CONSOLE_CI";

	private static final String PASSWORD = "SAMPLE_PASSWORD";

	private static final long PATIENCE_IN_SECONDS = 60;

	/**
	 * Prepares the client's files.
	 * @param directory for its files
	 * @param port where the server listens
	 * @param hostKey the server's public key, as a line
	 * @return a client
	 * @throws IOException if the files cannot be written
	 */
	static OpenSshClient create(Path directory, int port, String hostKey) throws IOException {
		boolean installed = new ProcessBuilder("sh", "-c", "command -v ssh").redirectErrorStream(true)
			.start()
			.onExit()
			.join()
			.exitValue() == 0;
		if (!"true".equals(System.getenv(MUST_RUN))) {
			assumeThat(installed).as("ssh is installed").isTrue();
		}
		assertThat(installed).as("ssh is installed").isTrue();
		OpenSshClient client = new OpenSshClient(directory, port);
		Files.writeString(client.knownHosts(), "[127.0.0.1]:" + port + " " + hostKey + "\n");
		Files.writeString(client.askPassword(), "#!/bin/sh\nprintf '%s\\n' \"$" + PASSWORD + "\"\n");
		Files.setPosixFilePermissions(client.askPassword(), PosixFilePermissions.fromString("rwx------"));
		return client;
	}

	/**
	 * Runs one command to its end.
	 * @param user who logs in
	 * @param command the command
	 * @return how it ended
	 */
	Result run(User user, String command) throws IOException, InterruptedException {
		return run(user, command, "");
	}

	Result run(User user, String command, String input) throws IOException, InterruptedException {
		Path in = Files.writeString(this.directory.resolve("in"), input);
		Path out = this.directory.resolve("out");
		Path err = this.directory.resolve("err");
		Process process = builder(user, command).redirectInput(in.toFile())
			.redirectOutput(out.toFile())
			.redirectError(err.toFile())
			.start();
		try {
			assertThat(process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).as("ssh ends").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		return new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
	}

	/**
	 * Starts a command that does not end by itself.
	 * @param user who logs in
	 * @param command the command
	 * @return the client's process
	 */
	Process start(User user, String command) throws IOException {
		return builder(user, command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
	}

	private ProcessBuilder builder(User user, String command) {
		List<String> words = new ArrayList<>(List.of("ssh", "-F", "none", "-p", String.valueOf(this.port)));
		List.of("StrictHostKeyChecking=yes", "UserKnownHostsFile=" + knownHosts(), "GlobalKnownHostsFile=/dev/null",
				"LogLevel=ERROR", "IdentityAgent=none", "PubkeyAuthentication=no", "NumberOfPasswordPrompts=1")
			.forEach((option) -> words.addAll(List.of("-o", option)));
		words.addAll(List.of(user.name() + "@127.0.0.1", command));
		ProcessBuilder builder = new ProcessBuilder(words);
		builder.environment()
			.putAll(Map.of("SSH_ASKPASS", askPassword().toString(), "SSH_ASKPASS_REQUIRE", "force", PASSWORD,
					user.password()));
		return builder;
	}

	private Path knownHosts() {
		return this.directory.resolve("known_hosts");
	}

	private Path askPassword() {
		return this.directory.resolve("ask-password");
	}

	/**
	 * Somebody who logs in.
	 *
	 * @param name the user name
	 * @param password the password
	 */
	record User(String name, String password) {

	}

	/**
	 * How a command ended.
	 *
	 * @param status the exit status of the client
	 * @param bytes standard output
	 * @param err standard error
	 */
	record Result(int status, byte[] bytes, String err) {

		String out() {
			return new String(this.bytes, StandardCharsets.UTF_8);
		}

	}

}
