package io.sshconsole.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.sshconsole.sample.OpenSshClient.Result;
import io.sshconsole.sample.OpenSshClient.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sample processed ahead of time, in a process of its own. Which beans there are was
 * decided then; what properties say is decided when it runs.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AheadOfTimeTests {

	private static final User ADMIN = new User("admin", "ristretto");

	private static final String ISSUE = "break-glass issue user --from 127.0.0.1";

	private static final Pattern PORT = Pattern.compile("SSH server started on port (\\d+)");

	/**
	 * What is decided ahead of time: that there are credentials for emergencies.
	 */
	private static final String[] BREAK_GLASS = { "--ssh-console.break-glass.enabled=true",
			"--ssh-console.break-glass.authority=ROLE_ADMIN" };

	@TempDir
	static Path directory;

	private static String classPath;

	@TempDir
	Path client;

	private Process application;

	@BeforeAll
	static void process() throws Exception {
		String compiled = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
		Path sources = directory.resolve("sources");
		Path classes = directory.resolve("classes");
		Path log = directory.resolve("processing.log");
		Process processor = java(log, "-cp", compiled, "org.springframework.boot.SpringApplicationAotProcessor",
				SampleApplication.class.getName(), sources.toString(), directory.resolve("resources").toString(),
				classes.toString(), "io.sshconsole", "sample-app", BREAK_GLASS[0], BREAK_GLASS[1]);
		assertThat(processor.waitFor()).as(() -> read(log)).isZero();
		List<String> arguments = new ArrayList<>(
				List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", compiled));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
		classPath = classes + File.pathSeparator + compiled;
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.application.destroy();
		this.application.waitFor();
	}

	@Test
	void servesItsUsers() throws Exception {
		Path log = start();
		assertThat(read(log)).contains("Starting AOT-processed SampleApplication");
		OpenSshClient ssh = client(log);
		User user = new User("user", "espresso");
		assertThat(ssh.run(user, "help").out()).contains("orders list").doesNotContain("orders cancel");
		assertThat(ssh.run(user, "orders cancel --yes 1001").status()).isEqualTo(126);
		Result orders = ssh.run(user, "orders list -o json");
		assertThat(orders.err()).isEmpty();
		assertThat(orders.out()).contains("\"customer\"", "Bakery Lindqvist");
		assertThat(ssh.run(ADMIN, "orders cancel --yes 1001").status()).isZero();
	}

	@Test
	void issuesCredentialsForEmergencies() throws Exception {
		OpenSshClient ssh = client(start(BREAK_GLASS));
		Result issued = ssh.run(ADMIN, ISSUE);
		assertThat(issued.status()).isZero();
		String credential = issued.out().split("\\s")[1];
		assertThat(ssh.run(new User("user", credential), "who am i").status()).isZero();
	}

	@Test
	void issuesNoCredentialsForEmergenciesIfThatIsSwitchedOffAfterwards() throws Exception {
		OpenSshClient ssh = client(start("--ssh-console.break-glass.enabled=false", BREAK_GLASS[1]));
		assertThat(ssh.run(ADMIN, ISSUE).status()).isEqualTo(126);
		assertThat(ssh.run(ADMIN, "help").out()).contains("orders cancel").doesNotContain("break-glass");
	}

	@Test
	void opensNoPortIfItIsSwitchedOffAfterwards() throws Exception {
		assertThat(read(start("--ssh-console.enabled=false"))).contains("Starting AOT-processed SampleApplication")
			.doesNotContainPattern(PORT);
	}

	private OpenSshClient client(Path log) throws IOException {
		Matcher port = PORT.matcher(read(log));
		assertThat(port.find()).isTrue();
		String hostKey = Files.readString(directory.resolve("keys/ssh_host_ed25519_key.pub")).strip();
		return OpenSshClient.create(this.client, Integer.parseInt(port.group(1)), hostKey);
	}

	private Path start(String... properties) throws IOException {
		Path log = this.client.resolve("log");
		List<String> arguments = new ArrayList<>(List.of("-Dspring.aot.enabled=true", "-cp", classPath,
				SampleApplication.class.getName(), "--ssh-console.port=0", "--roastery.pace=1h",
				"--ssh-console.host-key-directory=" + directory.resolve("keys")));
		arguments.addAll(List.of(properties));
		this.application = java(log, arguments.toArray(String[]::new));
		await().atMost(2, TimeUnit.MINUTES)
			.until(() -> !this.application.isAlive() || read(log).contains("Started SampleApplication"));
		return log;
	}

	private static Process java(Path log, String... arguments) throws IOException {
		List<String> line = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		line.addAll(List.of(arguments));
		return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
