package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs of this machine, which may be missing, but not where the project is verified.
 */
final class Programs {

	private static final boolean ALL_ARE_REQUIRED = "true".equals(System.getenv("SSH_CONSOLE_CI"));

	private Programs() {
	}

	static boolean isInstalled(String name) {
		return Stream.of(System.getenv("PATH").split(":"))
			.anyMatch((directory) -> Path.of(directory, name).toFile().canExecute());
	}

	/**
	 * Skips the test where a program is missing, but not where all must be there.
	 */
	static void require(String name) {
		require(name, isInstalled(name));
	}

	static void require(String name, boolean installed) {
		assertThat(installed || !ALL_ARE_REQUIRED).as("%s is installed", name).isTrue();
		Assumptions.assumeTrue(installed, () -> name + " is not installed");
	}

	/**
	 * Starts a program that gets nothing from this machine's configuration.
	 * @param home where it looks for its files
	 */
	static Process start(List<String> line, Path home, Map<String, String> environment) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(line);
		Map<String, String> all = builder.environment();
		all.keySet().removeIf((name) -> name.startsWith("SSH_") || name.startsWith("LC_"));
		all.put("HOME", home.toString());
		all.put("TERM", Visit.TERMINAL);
		all.putAll(environment);
		return builder.start();
	}

	/**
	 * Runs a program that must succeed.
	 */
	static String run(List<String> line) throws Exception {
		Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(OpenSsh.awaitEnd(process)).as("%s: %s", line, output).isZero();
		return output;
	}

}
