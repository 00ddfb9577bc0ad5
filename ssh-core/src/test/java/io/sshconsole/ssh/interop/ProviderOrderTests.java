package io.sshconsole.ssh.interop;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application may have put any provider in front, whose AES is slow, whose signatures
 * follow other rules, or which holds bytes back. A Java runtime of its own for each,
 * because what was loaded before would not notice.
 */
class ProviderOrderTests {

	@ParameterizedTest
	@ValueSource(strings = { "jealous", "bouncy-castle" })
	void anotherProviderInFrontChangesNothing(String provider) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ProviderOrderProgram.class.getName(), provider)
			.redirectErrorStream(true)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(output).endsWith("fine" + System.lineSeparator());
			assertThat(process.exitValue()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
