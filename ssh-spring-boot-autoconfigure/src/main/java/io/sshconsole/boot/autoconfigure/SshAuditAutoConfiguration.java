package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.audit.SshAuditTrail;
import io.sshconsole.boot.command.SshCommandRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the audit trail. Where it is kept is for the application to say:
 * Boot listens as soon as there is an {@code AuditEventRepository}.
 */
@AutoConfiguration(after = SshCommandAutoConfiguration.class,
		afterName = "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration")
@ConditionalOnClass(AuditApplicationEvent.class)
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
public final class SshAuditAutoConfiguration {

	SshAuditAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshAuditTrail sshAuditTrail(ApplicationEventPublisher events, ObjectProvider<SshCommandRegistry> commands) {
		return new SshAuditTrail(events, commands::getObject);
	}

}
