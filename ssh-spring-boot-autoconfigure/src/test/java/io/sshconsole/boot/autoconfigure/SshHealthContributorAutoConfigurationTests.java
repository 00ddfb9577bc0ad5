package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sshconsole.boot.OpenSsh;
import io.sshconsole.boot.actuate.SshHealthIndicator;
import io.sshconsole.boot.server.SshServerCustomizer;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.server.SshServerStart;
import io.sshconsole.boot.server.SshServerStartedEvent;
import io.sshconsole.ssh.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshHealthContributorAutoConfiguration}.
 */
class SshHealthContributorAutoConfigurationTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = ServerRunner.with(SshHealthContributorAutoConfiguration.class);

	@Test
	void tellsPortConnectionsAndSessions() {
		this.runner.withPropertyValues("ssh-console.host-key-directory=" + this.directory).run((context) -> {
			SshServerLifecycle lifecycle = context.getBean(SshServerLifecycle.class);
			SshHealthIndicator health = context.getBean("sshConsoleHealthContributor", SshHealthIndicator.class);
			assertThat(health.health()).isEqualTo(Health.up()
				.withDetail("port", lifecycle.server().orElseThrow().port())
				.withDetail("connections", 0)
				.withDetail("sessions", 0L)
				.withDetail("hostKeyAgeDays", 0L)
				.build());
			lifecycle.stop();
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void serverThatNoLongerAcceptsIsDown() {
		this.runner.run((context) -> {
			context.getBean(SshServerLifecycle.class).server().orElseThrow().pause();
			assertThat(context.getBean(SshHealthIndicator.class).health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void tellsTheAgeOfTheOldestHostKey() {
		Path old = OpenSsh.generateKey(this.directory, "old");
		Path young = OpenSsh.generateKey(this.directory, "young");
		this.runner.withPropertyValues("ssh-console.host-keys=file:" + young + ",file:" + old).run((context) -> {
			assertThat(old.toFile().setLastModified(Instant.now().minus(Duration.ofHours(12 * 24 + 1)).toEpochMilli()))
				.isTrue();
			assertThat(context.getBean(SshHealthIndicator.class).health().getDetails()).containsEntry("hostKeyAgeDays",
					12L);
		});
	}

	@Test
	void ageOfAHostKeyInNoFileIsUnknown() throws IOException {
		String key = Base64.getEncoder().encodeToString(Files.readAllBytes(OpenSsh.generateKey(this.directory, "key")));
		this.runner.withPropertyValues("ssh-console.host-keys=base64:" + key)
			.run((context) -> assertThat(context.getBean(SshHealthIndicator.class).health().getDetails())
				.containsEntry("hostKeyAgeDays", "unknown"));
	}

	@Test
	void tellsTheLastConnectionThatCouldNotBeAccepted() throws IOException {
		AtomicBoolean broken = new AtomicBoolean(true);
		ThreadFactory threads = (task) -> {
			if (broken.getAndSet(false)) {
				throw new IllegalStateException("no thread for 203.0.113.7");
			}
			return new Thread(task);
		};
		this.runner.withBean(SshServerCustomizer.class, () -> (builder) -> builder.threadFactory(threads))
			.run((context) -> {
				SshServer server = context.getBean(SshServerLifecycle.class).server().orElseThrow();
				new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
				await().until(() -> server.lastAcceptError().isPresent());
				Health health = context.getBean(SshHealthIndicator.class).health();
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails().get("lastAcceptError").toString())
					.matches("\\d{4}-\\d\\d-\\d\\dT.*Z IllegalStateException");
			});
	}

	/**
	 * Neither up nor down: nobody must be woken for an application that still starts.
	 */
	@Test
	void serverThatWasNeverStartedIsUnknown() {
		SshServerLifecycle lifecycle = new SshServerLifecycle(() -> mock(SshServer.class),
				new InetSocketAddress("127.0.0.1", 0), (event) -> {
				}, SshServerStart.WITH_CONTEXT);
		SshHealthIndicator health = new SshHealthIndicator(lifecycle, Optional::empty, Clock.systemUTC());
		assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
		health.onApplicationEvent(new SshServerStartedEvent(new Object(), new InetSocketAddress("127.0.0.1", 1)));
		assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
		health.onApplicationEvent(new SshServerStartedEvent(lifecycle, new InetSocketAddress("127.0.0.1", 1)));
		assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("management.health.sshconsole.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshHealthIndicator.class));
		this.runner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshHealthIndicator.class));
	}

	@Test
	void needsAServer() {
		this.runner.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshHealthIndicator.class));
	}

	@Test
	void backsOffForTheOneOfTheApplication() {
		HealthIndicator own = () -> Health.unknown().build();
		this.runner.withBean("sshConsoleHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).getBean(HealthIndicator.class).isSameAs(own));
	}

}
