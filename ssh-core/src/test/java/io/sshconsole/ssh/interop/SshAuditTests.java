package io.sshconsole.ssh.interop;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.transport.TransportConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the scanner {@code ssh-audit} says. Its text is read, one finding a line, because
 * the JSON of old versions names the algorithms without the findings.
 */
class SshAuditTests {

	/**
	 * What a version says of things that came after it. Debian 12 has 2.5.0 of 2021:
	 * older than the two methods and the marker, and than OpenSSH 9.0, which made the
	 * first hybrid its default. No other opinion is passed over.
	 */
	private static final List<String> OUTDATED = List.of("(kex) mlkem768x25519-sha256 -- [warn] unknown algorithm",
			"(kex) sntrup761x25519-sha512 -- [warn] unknown algorithm",
			"(kex) sntrup761x25519-sha512@openssh.com -- [warn] using experimental algorithm",
			"(kex) kex-strict-s-v00@openssh.com -- [warn] unknown algorithm");

	@TempDir
	private Path directory;

	@BeforeEach
	void requireScanner() {
		Programs.require("ssh-audit");
	}

	@Test
	void hasNothingToSayAboutTheDefaults() throws Exception {
		List<String> lines = scan(TransportConfig.builder().build());
		assertThat(lines).anyMatch((line) -> line.startsWith("(gen) banner: SSH-2.0-SSHConsole"))
			.anyMatch((line) -> line.startsWith("(mac) hmac-sha2-512-etm@openssh.com"));
		assertThat(complaints(lines)).isEmpty();
	}

	/**
	 * In place of the scanner's word, which versions before 3.1 do not have: a prefix
	 * cannot be cut off (CVE-2023-48795) where both sides reset their sequence numbers,
	 * and the marker says that we do.
	 */
	@Test
	void seesTheMarkerAgainstTerrapin() throws Exception {
		assertThat(scan(TransportConfig.builder().build()))
			.anyMatch((line) -> line.startsWith("(kex) kex-strict-s-v00@openssh.com"))
			.noneMatch((line) -> line.contains("vulnerable to the Terrapin attack"));
	}

	@Test
	void wouldSayIfThereWereSomethingOld() throws Exception {
		List<String> lines = scan(TransportConfig.builder().algorithms(AlgorithmPreferences.COMPATIBLE).build());
		assertThat(complaints(lines)).anyMatch((line) -> line.startsWith("(kex) ecdh-sha2-nistp256 -- [fail]"));
	}

	private List<String> scan(TransportConfig config) throws Exception {
		try (InteropServer server = new InteropServer(List.of(), config)) {
			Process process = Programs.start(
					List.of("ssh-audit", "-b", "-n", "-p", String.valueOf(server.port()), "127.0.0.1"), this.directory,
					Map.of());
			process.getOutputStream().close();
			try (InputStream out = process.getInputStream()) {
				List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
				OpenSsh.awaitEnd(process);
				return lines;
			}
		}
	}

	private static List<String> complaints(List<String> lines) {
		List<String> complaints = new ArrayList<>(lines);
		complaints.removeIf((line) -> !line.contains("[fail]") && !line.contains("[warn]"));
		complaints.removeAll(OUTDATED);
		return complaints;
	}

}
