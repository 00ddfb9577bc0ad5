package io.sshconsole.ssh.interop;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.interop.OpenSsh.Result;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexAlgorithm;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.transport.TransportConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of the OpenSSH client: how they log in, what they run, how they end. Behind
 * each test nothing of the server may be left.
 */
class OpenSshTests {

	@TempDir
	private Path directory;

	private OpenSsh ssh;

	private InteropServer server;

	@BeforeEach
	void start() throws Exception {
		this.ssh = new OpenSsh(this.directory);
		this.server = new InteropServer(this.ssh.publicKey(), TransportConfig.builder().build());
		this.ssh.trust(this.server);
	}

	private void restart(AlgorithmPreferences algorithms) throws Exception {
		this.server.close();
		this.server = new InteropServer(this.ssh.publicKey(), TransportConfig.builder().algorithms(algorithms).build());
		this.ssh.trust(this.server);
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void logsInByKey() throws Exception {
		Result result = run("-o", "PreferredAuthentications=publickey", "echo", "hello");
		assertThat(result).isEqualTo(new Result(0, "hello\n", ""));
	}

	@Test
	void logsInByPassword() throws Exception {
		Result result = run("-o", "PreferredAuthentications=password", "echo", "hello");
		assertThat(result).isEqualTo(new Result(0, "hello\n", ""));
	}

	@Test
	void isRefusedWithAWrongPassword() throws Exception {
		Process process = this.ssh.start(
				this.ssh.line(this.server.port(), "-o", "PreferredAuthentications=password", "echo", "hello"),
				Map.of("TEST_PASSWORD", "wrong"));
		Result result = OpenSsh.finish(process, "");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.err()).contains("Permission denied (publickey,password)");
	}

	@ParameterizedTest
	@EnumSource
	void exchangesKeysByEachMethod(KexAlgorithm kex) throws Exception {
		this.ssh.requireAlgorithm("kex", kex.algorithmName());
		restart(AlgorithmPreferences.MODERN.withKex(List.of(kex.algorithmName())));
		assertThat(run("-o", "KexAlgorithms=" + kex.algorithmName(), "echo", "hello"))
			.isEqualTo(new Result(0, "hello\n", ""));
	}

	@ParameterizedTest
	@EnumSource
	void protectsPacketsByEachMac(MacAlgorithm mac) throws Exception {
		this.ssh.requireAlgorithm("mac", mac.algorithmName());
		restart(AlgorithmPreferences.MODERN.withMacs(List.of(mac.algorithmName())));
		assertThat(run("-o", "Ciphers=aes256-ctr", "-o", "MACs=" + mac.algorithmName(), "echo", "hello"))
			.isEqualTo(new Result(0, "hello\n", ""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 42, 255 })
	void getsOutputErrorAndExitStatus(int status) throws Exception {
		assertThat(run("exit", String.valueOf(status))).isEqualTo(new Result(status, "this is out\n", "this is err\n"));
	}

	@Test
	void hearsOfASignal() throws Exception {
		Result result = run("-v", "-v", "signal", "TERM");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.err()).contains("exit-signal");
	}

	@Test
	void hearsThatACommandIsRefused() throws Exception {
		Result result = run("nonsense");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.err()).contains("exec request failed");
	}

	@Test
	void sendsInputUntilItsEnd() throws Exception {
		String input = "line\n".repeat(10_000);
		Result result = OpenSsh.finish(this.ssh.start(this.server.port(), "cat"), input);
		assertThat(result).isEqualTo(new Result(0, input, ""));
	}

	@Test
	void sendsVariablesOfWhichSomeAreAccepted() throws Exception {
		Map<String, String> environment = Map.of("LC_TEST", "täst", "OTHER_TEST", "no");
		for (String name : environment.keySet()) {
			List<String> line = this.ssh.line(this.server.port(), "-o", "SendEnv=LC_TEST OTHER_TEST", "env", name);
			Result result = OpenSsh.finish(this.ssh.start(line, environment), "");
			assertThat(result.out()).isEqualTo(name.equals("LC_TEST") ? "täst\n" : "not set\n");
		}
	}

	@Test
	void getsAnswersToItsKeepalives() throws Exception {
		Result result = run("-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=1", "keepalives", "3");
		assertThat(result).isEqualTo(new Result(0, "alive\n", ""));
	}

	@Test
	void runsSeveralSessionsOverOneConnection() throws Exception {
		Path socket = this.directory.resolve("control");
		Process master = this.ssh.start(this.server.port(), "-o", "ControlMaster=yes", "-o", "ControlPath=" + socket,
				"-o", "SessionType=none");
		Await.until("a control socket", () -> Files.exists(socket));
		List<Process> sessions = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			sessions.add(this.ssh.start(this.server.port(), "-o", "ControlPath=" + socket, "cat"));
		}
		Await.until("three running commands", () -> this.server.running() == 3);
		assertThat(this.server.connections()).isOne();
		for (Process session : sessions) {
			String input = "pid " + session.pid() + "\n";
			assertThat(OpenSsh.finish(session, input)).isEqualTo(new Result(0, input, ""));
		}
		assertThat(run("-O", "exit", "-o", "ControlPath=" + socket).status()).isZero();
		OpenSsh.awaitEnd(master);
	}

	@Test
	void getsATerminalThatChangesItsSize() throws Exception {
		Path resize = this.directory.resolve("resize");
		String line = String.join(" ", this.ssh.line(this.server.port(), "-t", "-t", "terminal", "1"));
		String script = "stty cols 100 rows 40; (until [ -e " + resize + " ]; do sleep 0.1; done; "
				+ "stty cols 120 </dev/tty) & exec " + line;
		Process process = this.ssh.start(List.of("script", "-q", "-e", "-c", script, "/dev/null"),
				Map.of("TERM", "vt220", "SHELL", "/bin/sh"));
		BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
		assertThat(out.readLine()).isEqualTo("vt220 100x40");
		Files.createFile(resize);
		assertThat(out.readLine()).isEqualTo("120x40");
		assertThat(OpenSsh.awaitEnd(process)).isZero();
	}

	@Test
	void leavesNothingBehindWhenItIsKilled() throws Exception {
		Process process = this.ssh.start(this.server.port(), "hang");
		Await.until("a running command", () -> this.server.running() == 1);
		process.destroyForcibly();
		this.server.awaitNothingLeft();
	}

	@Test
	void leavesNothingBehindWhenItIsKilledInTheMiddleOfData() throws Exception {
		Process down = this.ssh.start(this.server.port(), "source", "1000000000");
		Process up = this.ssh.start(this.server.port(), "sink");
		up.getOutputStream().write(1);
		Await.until("data under way", () -> this.server.written() > 0 && this.server.running() == 2);
		down.destroyForcibly();
		up.destroyForcibly();
		this.server.awaitNothingLeft();
	}

	@Test
	void endsWithTheServer() throws Exception {
		List<Process> processes = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			processes.add(this.ssh.start(this.server.port(), "hang"));
		}
		processes.add(this.ssh.start(this.server.port(), "source", "1000000000"));
		Await.until("four running commands", () -> this.server.running() == 4);
		this.server.close();
		processes.get(3).getInputStream().close();
		for (Process process : processes) {
			assertThat(OpenSsh.awaitEnd(process)).isEqualTo(255);
		}
	}

	private Result run(String... more) throws Exception {
		return this.ssh.run(this.server.port(), more);
	}

}
