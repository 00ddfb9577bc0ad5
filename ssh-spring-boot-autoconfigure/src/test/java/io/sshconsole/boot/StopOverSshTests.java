package io.sshconsole.boot;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.server.SshCommandExecutedEvent;
import io.sshconsole.boot.server.SshSessionClosedEvent;
import io.sshconsole.boot.shell.SshRecorder;
import io.sshconsole.boot.shell.SshRecording;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is known of commands and sessions that the end of the application interrupts.
 */
@ExtendWith(OutputCaptureExtension.class)
class StopOverSshTests {

	private final Records records = new Records();

	@ParameterizedTest
	@ValueSource(strings = { "immediate", "graceful" })
	@Timeout(60)
	void whatIsInterruptedIsOnRecordBeforeTheApplicationIsGone(String shutdown, CapturedOutput output)
			throws Exception {
		ConfigurableApplicationContext context = run(shutdown);
		Process client = OpenSsh.client(context).password("ada", "secret").start("work");
		try {
			assertThat(this.records.working.await(30, TimeUnit.SECONDS)).isTrue();
			context.close();
			assertThat(entries("SSH_COMMAND")).singleElement()
				.satisfies((entry) -> assertThat(entry.getData()).containsEntry("command", "work")
					.containsEntry("status", 130L));
			assertThat(entries("SSH_SESSION_CLOSED")).hasSize(1);
			assertThat(this.records.commands).singleElement()
				.satisfies((event) -> assertThat(event.getStatus()).isEqualTo(130));
			assertThat(this.records.sessions).hasSize(1);
			assertThat(this.records.recorded.getCount()).isZero();
			assertThat(output).doesNotContain("Did not end in time");
		}
		finally {
			this.records.closed.complete(null);
			context.close();
			client.destroyForcibly();
		}
	}

	private List<AuditEvent> entries(String type) {
		return this.records.trail.find("ada", null, type);
	}

	private ConfigurableApplicationContext run(String shutdown) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getBeanFactory().registerSingleton("records", this.records))
			.properties(TestProperties.ANY_PORT, TestProperties.HOST_KEY, "ssh-console.users.ada.password=secret",
					"ssh-console.shutdown=" + shutdown, "spring.lifecycle.timeout-per-shutdown-phase=1s")
			.run();
	}

	/**
	 * What is left of an application.
	 */
	static class Records {

		private final CountDownLatch working = new CountDownLatch(1);

		private final CompletableFuture<Void> closed = new CompletableFuture<>();

		private final CountDownLatch recorded = new CountDownLatch(1);

		private final AuditEventRepository trail = new InMemoryAuditEventRepository();

		private final List<SshCommandExecutedEvent> commands = new CopyOnWriteArrayList<>();

		private final List<SshSessionClosedEvent> sessions = new CopyOnWriteArrayList<>();

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		AuditEventRepository trail(Records records) {
			return records.trail;
		}

		@Bean
		Commands commands(Records records) {
			return new Commands(records);
		}

		@Bean
		Listener listener(Records records) {
			return new Listener(records);
		}

		@Bean
		SshRecorder recorder(Records records) {
			return (session, line, pty) -> Optional.of(new Recording(records));
		}

	}

	record Listener(Records records) {

		@EventListener
		void on(SshCommandExecutedEvent event) {
			this.records.commands.add(event);
		}

		@EventListener
		void on(SshSessionClosedEvent event) {
			this.records.sessions.add(event);
		}

	}

	record Recording(Records records) implements SshRecording {

		@Override
		public void output(String text) throws IOException {
		}

		@Override
		public void resized(WindowSize size) {
		}

		@Override
		public void close() {
			this.records.recorded.countDown();
		}

	}

	record Commands(Records records) {

		/**
		 * Ends later than its connection, as one does that tidies up, however often it is
		 * interrupted.
		 */
		@SshCommand(name = "work")
		void work() throws InterruptedException {
			this.records.working.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.records.closed.copy().completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
				throw ex;
			}
		}

	}

}
