package io.sshconsole.boot;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.server.SshServerLifecycle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of running commands when the application stops.
 */
class GracefulShutdownTests {

	@TempDir
	private Path directory;

	private Path key;

	@BeforeEach
	void generateKey() {
		OpenSsh.requireInstalled();
		this.key = OpenSsh.generateKey(this.directory, "ada");
	}

	@Test
	void runningCommandMayFinish() throws Exception {
		ConfigurableApplicationContext context = start("ssh-console.shutdown=graceful");
		Commands commands = context.getBean(Commands.class);
		SshServerLifecycle lifecycle = context.getBean(SshServerLifecycle.class);
		CompletableFuture<Result> result = run(context);
		assertThat(commands.started.await(30, TimeUnit.SECONDS)).isTrue();
		Thread closer = new Thread(context::close);
		closer.start();
		await().until(() -> lifecycle.server().filter((server) -> !server.isRunning()).isPresent());
		assertThat(closer.isAlive()).isTrue();
		commands.release.countDown();
		assertThat(result.get(30, TimeUnit.SECONDS)).satisfies((finished) -> {
			assertThat(finished.out()).isEqualTo("finished\n");
			assertThat(finished.status()).isZero();
		});
		closer.join(30_000);
		assertThat(closer.isAlive()).isFalse();
	}

	@Test
	@Timeout(value = 60, unit = TimeUnit.SECONDS)
	void shellAtItsPromptIsToldAndDoesNotHoldUpTheApplication() throws Exception {
		ConfigurableApplicationContext context = start("spring.lifecycle.timeout-per-shutdown-phase=1h");
		Process client = OpenSsh.client(context).key("ada", this.key).with("-tt").start();
		try {
			InputStream out = client.getInputStream();
			StringBuilder text = new StringBuilder();
			for (int next = 0; next >= 0 && text.indexOf("ssh> ") < 0;) {
				next = out.read();
				text.append((char) next);
			}
			context.close();
			assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8))
				.contains("The application is shutting down.");
			assertThat(client.waitFor()).isZero();
		}
		finally {
			client.destroyForcibly();
		}
	}

	@Test
	void runningCommandIsInterruptedWhenTheGraceIsOver() throws Exception {
		ConfigurableApplicationContext context = start("spring.lifecycle.timeout-per-shutdown-phase=1s");
		assertInterrupted(context);
	}

	@Test
	void runningCommandIsInterruptedWithoutGrace() throws Exception {
		ConfigurableApplicationContext context = start("ssh-console.shutdown=immediate");
		assertInterrupted(context);
	}

	private void assertInterrupted(ConfigurableApplicationContext context) throws Exception {
		Commands commands = context.getBean(Commands.class);
		CompletableFuture<Result> result = run(context);
		assertThat(commands.started.await(30, TimeUnit.SECONDS)).isTrue();
		context.close();
		assertThat(commands.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(result.get(30, TimeUnit.SECONDS).status()).isEqualTo(255);
	}

	private ConfigurableApplicationContext start(String property) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(TestProperties.ANY_PORT, TestProperties.HOST_KEY, "ssh-console.shell.prompt=ssh> ",
					"ssh-console.users.ada.roles=ADMIN",
					"ssh-console.users.ada.authorized-keys=" + OpenSsh.publicKey(this.key))
			.run("--" + property);
	}

	private CompletableFuture<Result> run(ConfigurableApplicationContext context) {
		OpenSsh.Login login = OpenSsh.client(context).key("ada", this.key);
		return CompletableFuture.supplyAsync(() -> {
			try {
				return login.run("wait");
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task).start());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

	}

	static class Commands {

		private final CountDownLatch started = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		@SshCommand(name = "wait")
		String await() throws InterruptedException {
			this.started.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
				throw ex;
			}
			return "finished";
		}

	}

}
