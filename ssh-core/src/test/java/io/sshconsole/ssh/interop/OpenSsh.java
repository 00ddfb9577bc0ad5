package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The machine's {@code ssh} with files of its own: a user key made by {@code ssh-keygen},
 * the server's key in {@code known_hosts}, and no configuration of the machine.
 */
final class OpenSsh {

	private static final long TIMEOUT_SECONDS = 100;

	private final Path directory;

	private final Path key;

	OpenSsh(Path directory) throws Exception {
		Programs.require("ssh");
		this.directory = directory;
		this.key = directory.resolve("key");
		makeKey("key", "ed25519");
		Path script = Files.createFile(directory.resolve("askpass"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Files.writeString(script, "#!/bin/sh\necho \"$TEST_PASSWORD\"\n");
	}

	/**
	 * Skips a test of an algorithm that this client does not have.
	 * @param kind as {@code ssh -Q} calls it
	 * @param name the algorithm's name
	 */
	void requireAlgorithm(String kind, String name) throws Exception {
		Result known = finish(start(List.of("ssh", "-Q", kind), Map.of()), "");
		Assumptions.assumeTrue(known.out().lines().anyMatch(name::equals), () -> "ssh has no " + name);
	}

	SshPublicKey publicKey() throws IOException {
		return SshPublicKey.fromAuthorizedKey(Files.readString(this.directory.resolve("key.pub")));
	}

	/**
	 * Makes a key pair.
	 * @param name the file's name
	 * @param type as {@code ssh-keygen} calls it
	 * @return the file with the private key
	 */
	Path makeKey(String name, String type) throws Exception {
		Path file = file(name);
		Process keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString()).inheritIO()
			.start();
		assertThat(keygen.waitFor()).isZero();
		return file;
	}

	void trust(InteropServer server) throws IOException {
		trust(server.port(), server.hostKey());
	}

	void trust(int port, SshPublicKey hostKey) throws IOException {
		Files.writeString(file("known_hosts"), "[127.0.0.1]:" + port + " " + hostKey.toAuthorizedKey("") + "\n",
				StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	/**
	 * Answers the client's questions. Each question is kept in the file {@code asked}.
	 * @param cases branches of the shell's {@code case}, such as {@code *old*) echo x;;}
	 */
	void answer(String cases) throws IOException {
		Files.writeString(file("askpass"),
				"#!/bin/sh\necho \"$1\" >> " + file("asked") + "\ncase \"$1\" in\n" + cases + "\nesac\n");
	}

	Path file(String name) {
		return this.directory.resolve(name);
	}

	/**
	 * Returns the command line of a client that logs in by key.
	 * @param port the server's port
	 * @param more options, then the command
	 */
	List<String> line(int port, String... more) {
		return lineWithKey(port, this.key, more);
	}

	/**
	 * Returns the command line of a client that logs in with another key.
	 * @param port the server's port
	 * @param key the file with the private key
	 * @param more options, then the command
	 */
	List<String> lineWithKey(int port, Path key, String... more) {
		List<String> line = new ArrayList<>(List.of("ssh", "-F", "none", "-p", String.valueOf(port)));
		for (String option : List.of("StrictHostKeyChecking=yes", "UserKnownHostsFile=" + file("known_hosts"),
				"GlobalKnownHostsFile=/dev/null", "IdentityFile=" + key, "IdentitiesOnly=yes",
				"NumberOfPasswordPrompts=1", "Hostname=127.0.0.1")) {
			line.add("-o");
			line.add(option);
		}
		int command = 0;
		while (command < more.length && more[command].startsWith("-")) {
			command += 2;
		}
		line.addAll(List.of(more).subList(0, command));
		// What comes first counts
		line.addAll(List.of("-o", "User=" + InteropServer.USER, "127.0.0.1"));
		line.addAll(List.of(more).subList(command, more.length));
		return line;
	}

	/**
	 * Starts a client.
	 * @param port the server's port
	 * @param more options in pairs, then the command
	 */
	Process start(int port, String... more) throws IOException {
		return start(line(port, more), Map.of());
	}

	Process start(List<String> line, Map<String, String> environment) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(line);
		builder.environment().keySet().removeIf((name) -> name.startsWith("SSH_") || name.startsWith("LC_"));
		builder.environment().put("SSH_ASKPASS", file("askpass").toString());
		builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
		builder.environment().put("TEST_PASSWORD", InteropServer.PASSWORD);
		builder.environment().putAll(environment);
		return builder.start();
	}

	/**
	 * Runs a client to its end.
	 * @param port the server's port
	 * @param more options in pairs, then the command
	 */
	Result run(int port, String... more) throws Exception {
		return finish(start(port, more), "");
	}

	/**
	 * Gives a client its input and waits for its end.
	 */
	static Result finish(Process process, String input) throws Exception {
		CompletableFuture<String> out = read(process.getInputStream());
		CompletableFuture<String> err = read(process.getErrorStream());
		process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		int status = awaitEnd(process);
		return new Result(status, out.get(), err.get());
	}

	static int awaitEnd(Process process) throws InterruptedException {
		if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
			process.destroyForcibly();
			throw new AssertionError("ssh does not end");
		}
		return process.exitValue();
	}

	static CompletableFuture<String> read(InputStream in) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				return "unreadable: " + ex;
			}
		}, (task) -> new Thread(task).start());
	}

	/**
	 * What came of a run.
	 *
	 * @param status the exit status; 255 if {@code ssh} itself failed
	 * @param out standard output
	 * @param err standard error
	 */
	record Result(int status, String out, String err) {

	}

}
