package io.sshconsole.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.test.LocalSshPort;
import org.junit.jupiter.api.Assumptions;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@code ssh} command of this machine, undisturbed by the configuration of whoever
 * runs the tests. As a bean it is made when a test asks for it, because the port is not
 * known before.
 */
@Lazy
public final class OpenSsh {

	private static final long TIMEOUT_SECONDS = 30;

	private final int port;

	OpenSsh(@LocalSshPort int port) {
		this.port = port;
	}

	/**
	 * Skips the test where there is no {@code ssh}, but never in the project's own
	 * builds.
	 */
	public static void requireInstalled() {
		boolean present = isPresent();
		if ("true".equals(System.getenv("SSH_CONSOLE_CI"))) {
			assertThat(present).as("ssh is installed").isTrue();
		}
		Assumptions.assumeTrue(present, "ssh is not installed");
	}

	/**
	 * Makes a client, if there is {@code ssh}.
	 * @param port where the server is
	 * @return the client
	 */
	public static OpenSsh client(int port) {
		requireInstalled();
		return new OpenSsh(port);
	}

	/**
	 * Makes a client of the console of an application, if there is {@code ssh}.
	 * @param context the application, which has started
	 * @return the client
	 */
	public static OpenSsh client(ApplicationContext context) {
		return client(context.getEnvironment().getRequiredProperty("local.ssh-console.port", Integer.class));
	}

	private static boolean isPresent() {
		try {
			return new ProcessBuilder("ssh", "-V").redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Makes a key pair.
	 * @param directory where it is put
	 * @param name the name of the private key's file
	 * @return the private key's file; the public key is beside it
	 */
	public static Path generateKey(Path directory, String name) {
		Path file = directory.resolve(name);
		keygen("-q", "-t", "ed25519", "-N", "", "-f", file.toString());
		return file;
	}

	/**
	 * Runs {@code ssh-keygen}.
	 * @param arguments its arguments
	 */
	public static void keygen(String... arguments) {
		List<String> line = new ArrayList<>(List.of("ssh-keygen"));
		line.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String publicKey(Path privateKey) {
		try {
			return Files.readString(privateKey.resolveSibling(privateKey.getFileName() + ".pub")).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public Login password(String user, String password) {
		return new Login(user, Map.of("", password),
				List.of("-o", "PreferredAuthentications=password", "-o", "PubkeyAuthentication=no"));
	}

	/**
	 * Makes a login that answers questions, of passwords and of dialogues.
	 * @param user the name
	 * @param answers what is typed, by a part of the question
	 * @param methods what is tried, in this order
	 * @param privateKeys keys, if one of the methods needs them
	 * @return the login
	 */
	public Login answers(String user, Map<String, String> answers, String methods, Path... privateKeys) {
		List<String> options = new ArrayList<>(List.of("-o", "PreferredAuthentications=" + methods));
		for (Path key : privateKeys) {
			options.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", key.toString()));
		}
		return new Login(user, answers, options);
	}

	public Login key(String user, Path... privateKeys) {
		List<String> options = new ArrayList<>(
				List.of("-o", "PreferredAuthentications=publickey", "-o", "IdentitiesOnly=yes"));
		for (Path key : privateKeys) {
			options.addAll(List.of("-i", key.toString()));
		}
		return new Login(user, Map.of(), options);
	}

	/**
	 * What came of a run.
	 *
	 * @param status the exit status; 255 if {@code ssh} itself failed
	 * @param out standard output
	 * @param err standard error
	 */
	public record Result(int status, String out, String err) {

		/**
		 * Fails unless the server has refused the log-in.
		 */
		public void assertRefused() {
			assertThat(this.err).contains("Permission denied");
			assertThat(this.out).isEmpty();
			assertThat(this.status).isEqualTo(255);
		}

	}

	/**
	 * A user with a way to log in.
	 */
	public final class Login {

		private final String user;

		private final Map<String, String> answers;

		private final List<String> options;

		private final Map<String, String> environment;

		private final String input;

		private Login(String user, Map<String, String> answers, List<String> options) {
			this(user, answers, options, Map.of(), "");
		}

		private Login(String user, Map<String, String> answers, List<String> options, Map<String, String> environment,
				String input) {
			this.user = user;
			this.answers = answers;
			this.options = options;
			this.environment = environment;
			this.input = input;
		}

		public Login with(String... options) {
			List<String> all = new ArrayList<>(this.options);
			all.addAll(List.of(options));
			return new Login(this.user, this.answers, all, this.environment, this.input);
		}

		public Login environment(Map<String, String> environment) {
			return new Login(this.user, this.answers, this.options, environment, this.input);
		}

		public Login input(String input) {
			return new Login(this.user, this.answers, this.options, this.environment, input);
		}

		public Result run(String... command) throws Exception {
			Process process = start(command);
			CompletableFuture<String> out = read(process.getInputStream());
			CompletableFuture<String> err = read(process.getErrorStream());
			try {
				process.getOutputStream().write(this.input.getBytes(StandardCharsets.UTF_8));
				process.getOutputStream().close();
			}
			catch (IOException ex) {
				// It ended without reading
			}
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new AssertionError("ssh hangs: " + out.get() + err.get());
			}
			return new Result(process.exitValue(), out.get(), err.get());
		}

		public Process start(String... command) throws IOException {
			ProcessBuilder builder = new ProcessBuilder(commandLine(command));
			builder.environment().keySet().removeIf((name) -> name.startsWith("SSH_") || name.startsWith("LC_"));
			builder.environment().putAll(variables());
			return builder.start();
		}

		/**
		 * Returns what a process is started with that logs in.
		 * @param command what it runs, nothing for a shell
		 * @return the program and its arguments
		 */
		public List<String> commandLine(String... command) {
			List<String> line = new ArrayList<>(List.of("ssh", "-F", "none", "-p", String.valueOf(OpenSsh.this.port)));
			// Of several values of an option, the first counts
			line.addAll(this.options);
			line.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o",
					"GlobalKnownHostsFile=/dev/null", "-o", "NumberOfPasswordPrompts=1", "-o", "LogLevel=INFO"));
			line.addAll(List.of("-l", this.user, "127.0.0.1"));
			line.addAll(List.of(command));
			return line;
		}

		/**
		 * Returns the environment that such a process needs.
		 * @return variables by name
		 * @throws IOException if a file for the password cannot be written
		 */
		public Map<String, String> variables() throws IOException {
			Map<String, String> variables = new HashMap<>(this.environment);
			if (!this.answers.isEmpty()) {
				variables.put("SSH_ASKPASS", askPassword().toString());
				variables.put("SSH_ASKPASS_REQUIRE", "force");
			}
			return variables;
		}

		/**
		 * Writes the program that is asked. An answer to any question is an answer to the
		 * empty part of it.
		 */
		private Path askPassword() throws IOException {
			Path script = Files.createTempFile("askpass", "",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			script.toFile().deleteOnExit();
			StringBuilder text = new StringBuilder("#!/bin/sh\ncase \"$1\" in\n");
			this.answers.forEach((question, answer) -> text
				.append("*%s*) printf '%%s\\n' %s ;;%n".formatted(quoted(question), quoted(answer))));
			Files.writeString(script, text.append("esac\n"));
			return script;
		}

		private static String quoted(String text) {
			return "'" + text.replace("'", "'\\''") + "'";
		}

		private static CompletableFuture<String> read(InputStream in) {
			return CompletableFuture.supplyAsync(() -> {
				try {
					return new String(in.readAllBytes(), StandardCharsets.UTF_8);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}, (task) -> new Thread(task).start());
		}

	}

}
