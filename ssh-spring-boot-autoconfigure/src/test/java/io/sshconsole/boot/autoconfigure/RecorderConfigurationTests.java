package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.sshconsole.boot.recording.AsciicastRecorder;
import io.sshconsole.boot.shell.SshRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the recorder of {@link SshSessionsAutoConfiguration}.
 */
class RecorderConfigurationTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshSessionsAutoConfiguration.class));

	private final ApplicationContextRunner server = ServerRunner.with(SshSessionsAutoConfiguration.class);

	@Test
	void nothingIsRecordedByDefault() {
		this.runner.run((context) -> assertThat(context).getBean(SshRecorder.class).isSameAs(SshRecorder.NONE));
	}

	@Test
	void aDirectoryIsEnoughToRecordEverybody() {
		this.runner.withPropertyValues("ssh-console.recording.directory=" + this.directory.resolve("new"))
			.run((context) -> {
				assertThat(context.getBean(SshRecorder.class)).isInstanceOf(AsciicastRecorder.class);
				assertThat(this.directory.resolve("new")).isDirectory();
			});
	}

	@Test
	void aDirectoryThatCannotBeUsedFailsTheStart() throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		assertThatStartFails("directory", "It cannot be used", "ssh-console.recording.directory=" + file);
	}

	@Test
	void recordingThatIsRequiredNeedsADirectory() {
		assertThatStartFails("required", "ssh-console.recording.directory", "ssh-console.recording.required=true");
	}

	@Test
	void whatIsNoRegularExpressionFailsTheStart() {
		assertThatStartFails("mask", "not a regular expression", "ssh-console.recording.mask[0]=card=(");
		assertThatStartFails("max-size", "at least 1KB", "ssh-console.recording.max-size=1B");
		assertThatStartFails("max-age", "not be negative", "ssh-console.recording.max-age=-1d");
	}

	@Test
	void anExpressionMayHoldCommas() {
		this.runner
			.withPropertyValues("ssh-console.recording.directory=" + this.directory.resolve("new"),
					"ssh-console.recording.mask=card=[0-9]{4,16}")
			.run((context) -> assertThat(context.getBean(SshRecorder.class)).isInstanceOfSatisfying(
					AsciicastRecorder.class,
					(recorder) -> assertThat(recorder.settings().mask()).containsExactly("card=[0-9]{4,16}")));
	}

	@Test
	void recorderOfTheApplicationIsUsedInstead() {
		SshRecorder own = (session, line, pty) -> Optional.empty();
		this.runner.withBean(SshRecorder.class, () -> own)
			.run((context) -> assertThat(context).getBean(SshRecorder.class).isSameAs(own));
	}

	/**
	 * Taking none of them would be a session without its recording.
	 */
	@Test
	void severalRecordersFailTheStart() {
		this.server.withBean("one", SshRecorder.class, () -> (session, line, pty) -> Optional.empty())
			.withBean("two", SshRecorder.class, () -> (session, line, pty) -> Optional.empty())
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("found 2: one,two"));
	}

	private void assertThatStartFails(String name, String reason, String property) {
		this.server.withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			Throwable failure = context.getStartupFailure();
			while (failure.getCause() != null && !(failure instanceof InvalidConfigurationPropertyValueException)) {
				failure = failure.getCause();
			}
			assertThat(failure).isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
				assertThat(ex.getName()).isEqualTo("ssh-console.recording." + name);
				assertThat(ex.getReason()).contains(reason);
			});
		});
	}

}
