package io.sshconsole.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.adopt.PicocliCommandSource;
import io.sshconsole.boot.command.ArgumentConversions;
import io.sshconsole.boot.command.ArgumentConverters;
import io.sshconsole.boot.command.BeanValidation;
import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.ConfiguredAuthorities;
import io.sshconsole.boot.command.ParameterValidation;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandDiscoverer;
import io.sshconsole.boot.command.SshCommandMethods;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshCommandRule;
import io.sshconsole.boot.command.SshCommandSource;
import io.sshconsole.boot.command.SshFileRoots;
import io.sshconsole.boot.command.SshStepUp;
import jakarta.validation.Validator;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.ResolvableType;
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
@EnableConfigurationProperties(SshConsoleProperties.class)
@Lazy
public final class SshCommandAutoConfiguration {

	SshCommandAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SshFileRoots sshFileRoots(SshConsoleProperties properties) {
		return properties.sftp().files();
	}

	@Bean
	@ConditionalOnMissingBean
	SshCommandMethods sshCommandMethods(ConfigurableListableBeanFactory beanFactory, SshFileRoots files,
			ObjectProvider<ParameterValidation> validations) {
		return new SshCommandMethods(conversions(beanFactory, files),
				(text) -> String.valueOf(beanFactory.resolveEmbeddedValue(text)),
				validations.getIfUnique(() -> ParameterValidation.NONE));
	}

	@Bean
	@ConditionalOnMissingBean
	CommandBeans sshCommandBeans(ConfigurableListableBeanFactory beanFactory) {
		return new CommandBeans(beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	SshCommandRegistry sshCommandRegistry(CommandBeans beans, SshCommandMethods methods,
			SshConsoleProperties properties, ObjectProvider<SshCommandSource> others) {
		List<SshCommandSource> sources = new ArrayList<>();
		sources.add(new SshCommandDiscoverer(beans, methods));
		if (properties.execution().isAdopting()) {
			sources.add(new PicocliCommandSource(beans, properties.execution().isAdoptionDemanded()));
		}
		others.orderedStream().forEach(sources::add);
		try {
			return SshCommandRegistry.of(sources);
		}
		catch (IllegalStateException ex) {
			throw new InvalidSshCommandException(ex);
		}
	}

	@Bean
	@ConditionalOnMissingBean
	SshCommandAuthorizer sshCommandAuthorizer(ApplicationContext context, SshConsoleProperties properties,
			ObjectProvider<SshCommandRegistry> registry, ObjectProvider<SshCommandRule> others) {
		RoleHierarchy roleHierarchy = context.getBeanProvider(RoleHierarchy.class).getIfUnique();
		List<SshCommandRule> rules = new ArrayList<>(others.orderedStream().toList());
		rules.add(new ConfiguredAuthorities(authorities(properties, registry), roleHierarchy));
		return new SshCommandAuthorizer(expressions(context, roleHierarchy),
				context.getBeanProvider(AnnotationTemplateExpressionDefaults.class).getIfUnique(), roleHierarchy, rules,
				context.getBeanProvider(AuthorizationEventPublisher.class)
					.getIfUnique(() -> new SpringAuthorizationEventPublisher(context)));
	}

	@Bean
	@ConditionalOnMissingBean
	SshCommandAccess sshCommandAccess(SshCommandAuthorizer authorizer, ObjectProvider<SshStepUp> stepUps) {
		return new SshCommandAccess(authorizer, () -> stepUps.getIfUnique(() -> SshStepUp.NONE));
	}

	/**
	 * Returns the authorities that the configuration asks for, by the names of commands.
	 */
	private static Map<String, String> authorities(SshConsoleProperties properties,
			ObjectProvider<SshCommandRegistry> registry) {
		return properties.commands().isEmpty() ? Map.of() : new ConfiguredCommands(registry.getObject().commands())
			.byName(properties.commands(), SshConsoleCommand::authority);
	}

	/**
	 * Returns what evaluates expressions as the application's own methods have them.
	 */
	private static MethodSecurityExpressionHandler expressions(ApplicationContext context,
			@Nullable RoleHierarchy roleHierarchy) {
		return context.getBeanProvider(MethodSecurityExpressionHandler.class).getIfUnique(() -> {
			DefaultMethodSecurityExpressionHandler handler = new DefaultMethodSecurityExpressionHandler();
			handler.setApplicationContext(context);
			context.getBeanProvider(PermissionEvaluator.class).ifUnique(handler::setPermissionEvaluator);
			ObjectProvider<AuthorizationManagerFactory<MethodInvocation>> factories = context.getBeanProvider(
					ResolvableType.forClassWithGenerics(AuthorizationManagerFactory.class, MethodInvocation.class));
			handler.setAuthorizationManagerFactory(factories.getIfUnique(() -> authorizationManagers(roleHierarchy)));
			return handler;
		});
	}

	private static AuthorizationManagerFactory<MethodInvocation> authorizationManagers(
			@Nullable RoleHierarchy roleHierarchy) {
		DefaultAuthorizationManagerFactory<MethodInvocation> factory = new DefaultAuthorizationManagerFactory<>();
		if (roleHierarchy != null) {
			factory.setRoleHierarchy(roleHierarchy);
		}
		return factory;
	}

	/**
	 * Makes what converts arguments. As a bean it would compete with the application's.
	 */
	private static ConversionService conversions(ConfigurableListableBeanFactory beanFactory, SshFileRoots files) {
		ApplicationConversionService conversions = new ApplicationConversionService();
		ArgumentConverters.addTo(conversions, files);
		ApplicationConversionService.addBeans(conversions, beanFactory);
		return new ArgumentConversions(conversions, () -> applicationConversions(beanFactory));
	}

	/**
	 * Finds the application's own. Of several, such as that of a web server, it is the
	 * one with the name that Spring has for it.
	 */
	private static Optional<ConversionService> applicationConversions(ConfigurableListableBeanFactory beanFactory) {
		String name = ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME;
		if (beanFactory.containsBean(name) && beanFactory.isTypeMatch(name, ConversionService.class)) {
			return Optional.of(beanFactory.getBean(name, ConversionService.class));
		}
		return Optional.ofNullable(beanFactory.getBeanProvider(ConversionService.class).getIfUnique());
	}

	/**
	 * Constraints on parameters, where their API is.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Validator.class)
	static class ParameterValidationConfiguration {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		ParameterValidation sshParameterValidation(ObjectProvider<Validator> validators) {
			return new BeanValidation(() -> {
				Validator validator = validators.getIfUnique();
				return (validator != null) ? validator : BeanValidation.defaultValidator();
			});
		}

	}

}
