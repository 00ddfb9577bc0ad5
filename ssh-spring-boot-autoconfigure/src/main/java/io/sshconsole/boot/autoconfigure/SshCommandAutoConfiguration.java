package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.command.SecretMask;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandDiscoverer;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshCommandSource;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.convert.ConversionService;
import org.springframework.security.access.PermissionEvaluator;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;

/**
 * Auto-configuration of commands. Its beans are lazy: they look for commands when the
 * server starts, and by then all beans are there.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
public final class SshCommandAutoConfiguration {

	SshCommandAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshCommandDiscoverer sshCommandDiscoverer(ConfigurableListableBeanFactory beanFactory) {
		return new SshCommandDiscoverer(beanFactory, conversions(beanFactory));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshCommandRegistry sshCommandRegistry(ObjectProvider<SshCommandSource> sources) {
		try {
			return new SshCommandRegistry(sources.orderedStream()
				.<SshCommandDefinition>flatMap((source) -> source.commands().stream())
				.toList());
		}
		catch (IllegalStateException ex) {
			throw new InvalidSshCommandException(ex);
		}
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshCommandAuthorizer sshCommandAuthorizer(ApplicationContext context,
			ObjectProvider<MethodSecurityExpressionHandler> expressionHandlers,
			ObjectProvider<AuthorizationManagerFactory<MethodInvocation>> authorizationManagerFactories,
			ObjectProvider<PermissionEvaluator> permissionEvaluators,
			ObjectProvider<AnnotationTemplateExpressionDefaults> templates,
			ObjectProvider<RoleHierarchy> roleHierarchies, ObjectProvider<AuthorizationEventPublisher> publishers) {
		MethodSecurityExpressionHandler expressions = expressionHandlers.getIfUnique(() -> {
			DefaultMethodSecurityExpressionHandler handler = new DefaultMethodSecurityExpressionHandler();
			handler.setApplicationContext(context);
			permissionEvaluators.ifUnique(handler::setPermissionEvaluator);
			handler.setAuthorizationManagerFactory(
					authorizationManagerFactories.getIfUnique(() -> authorizationManagerFactory(roleHierarchies)));
			return handler;
		});
		return new SshCommandAuthorizer(expressions, templates.getIfUnique(), roleHierarchies.getIfUnique(),
				publishers.getIfUnique(() -> new SpringAuthorizationEventPublisher(context)));
	}

	private static AuthorizationManagerFactory<MethodInvocation> authorizationManagerFactory(
			ObjectProvider<RoleHierarchy> roleHierarchies) {
		DefaultAuthorizationManagerFactory<MethodInvocation> factory = new DefaultAuthorizationManagerFactory<>();
		roleHierarchies.ifUnique(factory::setRoleHierarchy);
		return factory;
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SecretMask sshSecretMask(ObjectProvider<SshCommandRegistry> registry) {
		return new SecretMask(registry::getObject);
	}

	/**
	 * Makes what converts arguments. As a bean it would compete with the application's.
	 */
	private static ConversionService conversions(ConfigurableListableBeanFactory beanFactory) {
		ApplicationConversionService conversions = new ApplicationConversionService();
		ApplicationConversionService.addBeans(conversions, beanFactory);
		return conversions;
	}

}
