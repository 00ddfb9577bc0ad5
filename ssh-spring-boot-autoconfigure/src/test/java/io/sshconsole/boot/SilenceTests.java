package io.sshconsole.boot;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.ssh.SshServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of clients that are there and say nothing, and of those that are no longer
 * there.
 */
class SilenceTests {

	@Test
	void idleSessionEndsAndItsUserIsToldWhy() throws Exception {
		try (ConfigurableApplicationContext context = start("--ssh-console.limits.idle-timeout=1s")) {
			Result result = login(context).run("wait");
			assertThat(result.err()).contains("Received disconnect from 127.0.0.1").contains("idle for too long");
			assertThat(result.status()).isEqualTo(255);
			awaitNoConnection(server(context));
		}
	}

	@Test
	void signsOfLifeDoNotKeepAnIdleSession() throws Exception {
		try (ConfigurableApplicationContext context = start("--ssh-console.limits.idle-timeout=3s",
				"--ssh-console.limits.keep-alive-interval=1s")) {
			Result result = login(context).with("-o", "ServerAliveInterval=1").run("wait");
			assertThat(result.err()).contains("idle for too long");
		}
	}

	@Test
	void deadPeerIsGivenUpAndItsSessionEnds() throws Exception {
		try (ConfigurableApplicationContext context = start("--ssh-console.limits.keep-alive-interval=1s",
				"--ssh-console.limits.keep-alive-max-missed=1")) {
			SshServer server = server(context);
			Process client = login(context).start("wait");
			try {
				await().atMost(30, TimeUnit.SECONDS)
					.until(() -> server.transports().stream().anyMatch((transport) -> transport.sessions() == 1));
				assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(client.pid())).start().waitFor())
					.isZero();
				awaitNoConnection(server);
			}
			finally {
				client.destroyForcibly();
			}
		}
	}

	/**
	 * It is asked once more than it may fail to answer. Time enough to answer is left to
	 * it on a machine that is busy.
	 */
	@Test
	void peerThatAnswersStays() throws Exception {
		try (ConfigurableApplicationContext context = start("--ssh-console.limits.keep-alive-interval=1s",
				"--ssh-console.limits.keep-alive-max-missed=3")) {
			Process client = login(context).with("-v").start("wait");
			try {
				CompletableFuture<Long> questions = CompletableFuture.supplyAsync(() -> client.errorReader()
					.lines()
					.filter((line) -> line.contains("keepalive@openssh.com"))
					.limit(4)
					.count());
				assertThat(questions).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(4L);
			}
			finally {
				client.destroyForcibly();
			}
		}
	}

	private ConfigurableApplicationContext start(String... limits) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(SshConsoleTests.Application.class)
			.web(WebApplicationType.NONE)
			.properties(TestProperties.ANY_PORT, TestProperties.HOST_KEY, "ssh-console.users.ada.password=secret");
		return builder.run(limits);
	}

	private static SshServer server(ConfigurableApplicationContext context) {
		return context.getBean(SshServerLifecycle.class).server().orElseThrow();
	}

	private Login login(ConfigurableApplicationContext context) {
		return OpenSsh.client(server(context).port()).password("ada", "secret");
	}

	private static void awaitNoConnection(SshServer server) {
		await().atMost(30, TimeUnit.SECONDS).until(() -> server.transports().isEmpty());
	}

}
