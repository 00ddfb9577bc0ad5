package io.sshconsole.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is recorded of sessions with the {@code ssh} command, and what becomes of sessions
 * that cannot be.
 */
@OpenSshTest(properties = { "ssh-console.shell.prompt=app> ", "ssh-console.shell.banner=none",
		"ssh-console.recording.required=true", "ssh-console.recording.users=ada",
		"ssh-console.recording.mask[0]=card=[0-9]{4,16}", "ssh-console.users.ada.password=secret",
		"ssh-console.users.bob.password=secret" })
class RecordingOverSshTests {

	@TempDir
	private static Path directory;

	private static Path recordings;

	@Autowired
	private AuditEventRepository trail;

	@Autowired
	private Commands commands;

	@Autowired
	private OpenSsh ssh;

	private Set<Path> before;

	@DynamicPropertySource
	static void directories(DynamicPropertyRegistry registry) {
		recordings = directory.resolve("recordings");
		registry.add("ssh-console.recording.directory", () -> recordings);
	}

	@BeforeEach
	void rememberFiles() throws IOException {
		this.before = files();
	}

	@Test
	void aShellReplaysToWhatItsClientSaw() throws Exception {
		Result result = login("ada").with("-tt").input("say 'größer 😀'\rno-such\rexit\r").run();
		assertThat(result.out()).contains("größer 😀", "no-such");
		Asciicast recording = recording();
		assertThat(recording.output()).isEqualTo(result.out());
		assertThat(recording.header().get("version").asInt()).isEqualTo(2);
		assertThat(recording.header().get("title").asString()).matches("ada in ssh-\\d+");
		assertThat(recording.header().has("command")).isFalse();
		assertThat(recording.play()).isEqualTo(result.out());
	}

	@Test
	void aCommandReplaysToWhatItsClientSaw() throws Exception {
		Result result = login("ada").with("-q").run("say one; no-such; say two");
		Asciicast recording = recording();
		assertThat(recording.output()).startsWith("one\r\nno-such: ").endsWith("\r\ntwo\r\n");
		assertThat(recording.output().replace("\r\n", "\n")).hasSize(result.out().length() + result.err().length());
		assertThat(recording.header().get("command").asString()).isEqualTo("say one; no-such; say two");
		assertThat(recording.header().get("width").asInt()).isEqualTo(80);
		assertThat(recording.play()).isEqualTo(recording.output());
	}

	@Test
	void aScriptIsRecordedLikeAShell() throws Exception {
		login("ada").with("-T").input("say one\nsay two\n").run();
		assertThat(recording().output()).isEqualTo("one\r\ntwo\r\n");
	}

	@Test
	void sizeOfATerminalIsRecordedAndHowItChanges() throws Exception {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(login("ada"), 80, 24)) {
			terminal.awaitCursorRow("app>")
				.resize(100, 30)
				.line("say resized")
				.awaitLast("app> say resized", "resized", "app>");
			terminal.line("exit");
			assertThat(terminal.awaitEnd()).isZero();
		}
		Asciicast recording = recording();
		assertThat(recording.header().get("height").asInt()).isEqualTo(24);
		assertThat(recording.header().get("env").get("TERM").asString()).isEqualTo("xterm-256color");
		assertThat(recording.events()).extracting((event) -> event.get(2).asString()).contains("100x30");
	}

	@Test
	void secretsAreNotInTheFile() throws Exception {
		login("ada").run("unlock --pin 4711");
		assertThat(Files.readString(recording().file())).contains("unlock --pin ****").doesNotContain("4711");
		this.before = files();
		login("ada").with("-tt").environment(Map.of("TERM", "xterm")).input("unlock --pin 4711\rexit\r").run();
		assertThat(recording().output()).contains("unlock").doesNotContain("4711");
		this.before = files();
		assertThat(login("ada").run("say paid with card=1234567812345678").status()).isEqualTo(2);
		assertThat(login("ada").run("say 'paid with card=1234567812345678'").out()).contains("1234567812345678");
		assertThat(recordings())
			.allSatisfy((recording) -> assertThat(Files.readString(recording.file())).doesNotContain("=1234"));
		assertThat(recordings()).anySatisfy((recording) -> assertThat(recording.output()).contains("paid with *****"));
	}

	@Test
	void whoIsNotNamedIsNotRecorded() throws Exception {
		assertThat(login("bob").run("say", "hello").out()).isEqualTo("hello\n");
		assertThat(recordings()).isEmpty();
	}

	@Test
	void trailTellsTheFileOfASession() throws Exception {
		login("ada").run("say", "hello");
		String file = recording().file().getFileName().toString();
		AuditEvent started = this.trail.find("ada", null, "SSH_RECORDING_STARTED")
			.stream()
			.filter((event) -> event.getData().get("file").equals(file))
			.findFirst()
			.orElseThrow();
		await().until(() -> this.trail.find("ada", null, "SSH_SESSION_CLOSED")
			.stream()
			.anyMatch((event) -> event.getData().get("session").equals(started.getData().get("session"))));
	}

	/**
	 * A file stands where the directory was, as nothing else keeps root from writing.
	 */
	@Test
	void withoutRecordingThereIsNoSession() throws Exception {
		Path away = Files.move(recordings, directory.resolve("away"));
		Files.createFile(recordings);
		try {
			int runs = this.commands.runs.get();
			Result command = login("ada").with("-q").run("say", "hello");
			assertThat(command.out()).isEmpty();
			assertThat(command.err()).isEqualTo("This session must be recorded, and cannot be.\n");
			assertThat(command.status()).isEqualTo(1);
			Result shell = login("ada").with("-q", "-tt").input("say hello\rexit\r").run();
			assertThat(shell.out()).isEmpty();
			assertThat(shell.err()).isEqualTo("This session must be recorded, and cannot be.\r\n");
			assertThat(shell.status()).isEqualTo(1);
			assertThat(this.commands.runs).hasValue(runs);
			assertThat(login("bob").run("say", "hello").status()).isZero();
		}
		finally {
			Files.delete(recordings);
			Files.move(away, recordings);
		}
	}

	private Login login(String user) {
		return this.ssh.password(user, "secret");
	}

	private Asciicast recording() throws IOException {
		assertThat(recordings()).hasSize(1);
		return recordings().get(0);
	}

	private List<Asciicast> recordings() throws IOException {
		return files().stream().filter((file) -> !this.before.contains(file)).map(Asciicast::read).toList();
	}

	private static Set<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(recordings)) {
			return new TreeSet<>(files.toList());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

		@Bean
		AuditEventRepository trail() {
			return new InMemoryAuditEventRepository();
		}

	}

	static class Commands {

		private final AtomicInteger runs = new AtomicInteger();

		@SshCommand(name = "say")
		String say(@SshArgument String text) {
			this.runs.incrementAndGet();
			return text;
		}

		@SshCommand(name = "unlock")
		void unlock(@SshOption(secret = true) String pin, SshCommandContext context) {
			context.out().println("unlocked");
		}

	}

}
