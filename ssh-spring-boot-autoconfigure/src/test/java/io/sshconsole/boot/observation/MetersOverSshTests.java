package io.sshconsole.boot.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sshconsole.boot.OpenSsh;
import io.sshconsole.boot.OpenSshTest;
import io.sshconsole.boot.command.SshCommand;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application with a meter registry measures when people log in.
 */
@OpenSshTest(properties = "ssh-console.users.ada.password=secret")
class MetersOverSshTests {

	@Autowired
	private MeterRegistry registry;

	@Test
	void logInsTrafficAndCommandsAreMeasured(@Autowired OpenSsh ssh) throws Exception {
		assertThat(ssh.password("ada", "wrong").run("meters").status()).isEqualTo(255);
		await().untilAsserted(() -> assertThat(gauge("connections")).isZero());
		// As the command itself sees it
		assertThat(ssh.password("ada", "secret").run("meters").out()).isEqualTo("1.0 1.0 1\n");
		ssh.password("ada", "secret").run("no such");
		await().untilAsserted(() -> assertThat(gauge("connections")).isZero());
		assertThat(gauge("sessions")).isZero();
		assertThat(authentications("failure")).isEqualTo(1);
		assertThat(authentications("success")).isEqualTo(2);
		for (String direction : new String[] { "received", "sent" }) {
			assertThat(this.registry.get("ssh.console.bytes").tag("direction", direction).functionCounter().count())
				.isGreaterThan(1000);
		}
		assertThat(timer("meters", "success").count()).isEqualTo(1);
		assertThat(timer("unknown", "unknown").count()).isEqualTo(1);
	}

	private double gauge(String name) {
		return this.registry.get("ssh.console." + name).gauge().value();
	}

	private double authentications(String outcome) {
		return this.registry.get("ssh.console.authentications")
			.tags("method", "password", "outcome", outcome)
			.functionCounter()
			.count();
	}

	private Timer timer(String command, String outcome) {
		return this.registry.get("ssh.console.command").tags("command", command, "outcome", outcome).timer();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Autowired
		private MeterRegistry registry;

		@SshCommand(name = "meters")
		String meters() {
			return this.registry.get("ssh.console.connections").gauge().value() + " "
					+ this.registry.get("ssh.console.sessions").gauge().value() + " "
					+ this.registry.get("ssh.console.command.active").longTaskTimer().activeTasks();
		}

	}

}
