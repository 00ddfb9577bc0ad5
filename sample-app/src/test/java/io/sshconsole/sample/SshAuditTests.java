package io.sshconsole.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.test.LocalSshPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the scanner {@code ssh-audit} says of the sample as its users start it.
 */
@SpringBootTest(properties = { "ssh-console.port=0", "roastery.pace=1h" })
class SshAuditTests {

	/**
	 * What version 2.5.0 of 2021 says of things that came after it.
	 */
	private static final List<String> OUTDATED = List.of("(kex) mlkem768x25519-sha256 -- [warn] unknown algorithm",
			"(kex) sntrup761x25519-sha512 -- [warn] unknown algorithm",
			"(kex) sntrup761x25519-sha512@openssh.com -- [warn] using experimental algorithm",
			"(kex) kex-strict-s-v00@openssh.com -- [warn] unknown algorithm");

	@TempDir
	static Path hostKeys;

	@LocalSshPort
	int port;

	@DynamicPropertySource
	static void keepHostKeysApart(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.host-key-directory", () -> hostKeys.resolve("keys"));
	}

	@Test
	void scannerHasNothingToSay() throws Exception {
		List<String> lines = scan();
		assertThat(lines).anyMatch((line) -> line.startsWith("(gen) banner: SSH-2.0-SSHConsole"))
			.anyMatch((line) -> line.startsWith("(key) ssh-ed25519"));
		List<String> complaints = new ArrayList<>(lines);
		complaints.removeIf((line) -> !line.contains("[fail]") && !line.contains("[warn]"));
		complaints.removeAll(OUTDATED);
		assertThat(complaints).isEmpty();
	}

	private List<String> scan() throws IOException, InterruptedException {
		Process process;
		try {
			process = new ProcessBuilder("ssh-audit", "-b", "-n", "-p", String.valueOf(this.port), "127.0.0.1")
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException ex) {
			assertThat(System.getenv("SSH_CONSOLE_CI")).as("ssh-audit is installed").isNotEqualTo("true");
			assumeThat(false).as("ssh-audit is installed").isTrue();
			throw ex;
		}
		process.getOutputStream().close();
		try (InputStream out = process.getInputStream()) {
			List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ssh-audit ends").isTrue();
			return lines;
		}
	}

}
