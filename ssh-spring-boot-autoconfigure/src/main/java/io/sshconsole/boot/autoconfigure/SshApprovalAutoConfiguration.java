package io.sshconsole.boot.autoconfigure;

import java.time.Clock;
import java.util.Map;

import io.sshconsole.boot.approval.ApprovalCommandRule;
import io.sshconsole.boot.approval.ApprovalCommandSource;
import io.sshconsole.boot.approval.ApprovalCommands;
import io.sshconsole.boot.approval.ApprovalInterceptor;
import io.sshconsole.boot.approval.ApprovalNotices;
import io.sshconsole.boot.approval.ApprovalPolicy;
import io.sshconsole.boot.approval.Approvals;
import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandMethods;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.server.SshSessions;
import io.sshconsole.boot.shell.SshNotices;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.annotation.RegisterReflection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;

/**
 * Auto-configuration of commands that a second person has to approve.
 */
@AutoConfiguration(after = SshCommandAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
@RegisterReflection(classes = ApprovalCommands.class, memberCategories = MemberCategory.INVOKE_DECLARED_METHODS)
@Lazy
public final class SshApprovalAutoConfiguration {

	private static final PropertyCheck check = new PropertyCheck("");

	SshApprovalAutoConfiguration() {
	}

	@Bean
	ApprovalPolicy sshApprovalPolicy(SshConsoleProperties properties, ObjectProvider<SshCommandRegistry> registry,
			ObjectProvider<SshCommandAuthorizer> authorizer, ObjectProvider<RoleHierarchy> roleHierarchies) {
		Map<String, String> authorities = isConfigured(properties)
				? new ConfiguredCommands(registry.getObject().commands()).byName(properties.commands(),
						SshConsoleCommand::approval)
				: Map.of();
		if (!authorities.isEmpty()) {
			registry.getObject()
				.commands()
				.stream()
				.filter((command) -> command.beanType() == ApprovalCommands.class)
				.map(SshCommandDefinition::name)
				.filter(authorities::containsKey)
				.forEach((name) -> {
					throw check.invalid("commands", name, "What approves cannot wait for an approval.");
				});
		}
		return new ApprovalPolicy(authorities, roleHierarchies.getIfUnique(), authorizer::getObject);
	}

	private static boolean isConfigured(SshConsoleProperties properties) {
		return properties.commands().values().stream().anyMatch((command) -> command.approval() != null);
	}

	@Bean
	Approvals sshApprovals(ApprovalPolicy policy, SshConsoleProperties properties, ApplicationEventPublisher events,
			ObjectProvider<SshCommandAccess> access) {
		SshConsoleApproval limits = properties.approval();
		return new Approvals(policy, limits.timeLimit(), limits.maxPending(), limits.maxPendingPerUser(),
				Clock.systemUTC(), events, (session, permitted) -> access.getObject().missing(session, permitted));
	}

	@Bean
	ApprovalNotices sshApprovalNotices(ObjectProvider<SshNotices> notices) {
		return new ApprovalNotices(SshSessions::of, notices::getIfUnique);
	}

	@Bean
	ApprovalInterceptor sshApprovalInterceptor(ApprovalPolicy policy, Approvals approvals, ApprovalNotices notices) {
		return new ApprovalInterceptor(policy, approvals, notices);
	}

	@Bean
	ApprovalCommandRule sshApprovalCommandRule(ApprovalPolicy policy, ObjectProvider<SshCommandRegistry> registry) {
		return new ApprovalCommandRule(policy, registry::getObject);
	}

	@Bean
	ApprovalCommandSource sshApprovalCommandSource(SshConsoleProperties properties, CommandBeans beans,
			SshCommandMethods methods, ObjectProvider<Approvals> approvals, ObjectProvider<SshCommandAccess> access) {
		return new ApprovalCommandSource(isConfigured(properties), beans, methods, approvals::getObject,
				access::getObject);
	}

}
