package io.sshconsole.boot.autoconfigure;

import java.util.Map;

import io.sshconsole.boot.audit.SshAuditTrail;
import io.sshconsole.boot.audit.SshLogouts;
import io.sshconsole.boot.event.SshAuditable;
import io.sshconsole.ssh.TransportListener;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SshAuditAutoConfiguration}.
 */
class SshAuditAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(SshSessionsAutoConfiguration.class, SshAuditAutoConfiguration.class, AuditAutoConfiguration.class));

	@Test
	void eventsOfTheConsoleGetIntoTheTrail() {
		this.runner.withBean(InMemoryAuditEventRepository.class).run((context) -> {
			context.publishEvent(new Approved("ada"));
			context.publishEvent(new Approved(null));
			AuditEventRepository trail = context.getBean(AuditEventRepository.class);
			assertThat(trail.find("ada", null, "SSH_APPROVED")).singleElement()
				.satisfies((event) -> assertThat(event.getData()).isEqualTo(Map.of("request", 7)));
			assertThat(trail.find(null, null, "SSH_APPROVED")).hasSize(2);
		});
	}

	@Test
	void noTrailIsKeptUnlessTheApplicationWantsOne() {
		this.runner.run((context) -> {
			context.publishEvent(new Approved("ada"));
			assertThat(context).hasNotFailed().doesNotHaveBean(AuditEventRepository.class);
		});
	}

	@Test
	void withoutTheActuatorThereAreLogOutsAlone() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SshLogouts.class)
				.doesNotHaveBean(SshAuditTrail.class)
				.getBeans(TransportListener.class)
				.containsOnlyKeys("sshLogouts", "sshSessionEvents"));
	}

	@Test
	void nothingIsLeftOfAConsoleThatIsSwitchedOff() {
		this.runner.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SshAuditTrail.class)
				.doesNotHaveBean(TransportListener.class));
	}

	private record Approved(@Nullable String auditPrincipal) implements SshAuditable {

		@Override
		public String auditType() {
			return "SSH_APPROVED";
		}

		@Override
		public Map<String, Object> auditData() {
			return Map.of("request", 7);
		}

	}

}
