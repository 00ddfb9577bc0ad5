package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import io.sshconsole.ssh.keys.HostKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a start leaves for the first client, seen from outside: in this JVM other tests
 * have loaded all of it.
 */
class StartTests {

	private static final String THREAD = "Thread after the start: ";

	private static List<String> output;

	@BeforeAll
	static void start(@TempDir Path directory) throws IOException, InterruptedException {
		HostKeys.loadOrGenerate(directory);
		Path log = directory.resolve("log");
		String bcrypt = "{bcrypt}$2a$10$yQZFSfh/o6CGtzkQMEpZ3uIUQ7iPMCdeZDcS8cBg8NjjXoNHCvHDe";
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xlog:class+load", "-cp", System.getProperty("java.class.path"), StartTests.class.getName(),
				"--ssh-console.port=0", "--ssh-console.host-key-directory=" + directory,
				"--ssh-console.users.ada.password={noop}secret", "--ssh-console.users.bob.password=" + bcrypt)
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		int status = process.waitFor();
		output = Files.readAllLines(log);
		assertThat(status).as(() -> String.join("\n", output)).isZero();
		assertThat(output).anyMatch((line) -> line.contains("SSH server started"));
	}

	public static void main(String[] arguments) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments);
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("ssh-"))
			.forEach((name) -> System.out.println(THREAD + name));
		System.exit(0);
	}

	@Test
	void nothingRunsButTheAcceptorAndTheWatchdog() {
		assertThat(output.stream()
			.filter((line) -> line.startsWith(THREAD))
			.map((line) -> line.substring(THREAD.length()))).contains("ssh-acceptor")
			.allMatch(Pattern.compile("ssh-(acceptor|watchdog-\\d+)").asMatchPredicate());
	}

	@Test
	void loadsNothingFromTheSignedJarOfBouncyCastle() {
		assertThat(loaded("org.bouncycastle.")).isEmpty();
	}

	@Test
	void hashesNoPassword() {
		assertThat(loaded("org.springframework.security.crypto.bcrypt.BCrypt ")).isEmpty();
	}

	@Test
	void buildsNoCommandLineAndNoTerminal() {
		assertThat(loaded("picocli.CommandLine ")).isEmpty();
		assertThat(loaded("picocli.CommandLine$Model$")).isEmpty();
		assertThat(loaded("org.jline.terminal.")).isEmpty();
	}

	@Test
	void leavesTheSecurityOfTheApplicationAloneIfTheConsoleHasUsers() {
		assertThat(loaded("org.springframework.security.config.annotation.authentication.builders.")).isEmpty();
	}

	private static List<String> loaded(String prefix) {
		return output.stream().filter((line) -> line.contains("[class,load] " + prefix)).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class,
			SshSecurityAutoConfiguration.class, SshServerAutoConfiguration.class, SshShellAutoConfiguration.class })
	static class Application {

	}

}
