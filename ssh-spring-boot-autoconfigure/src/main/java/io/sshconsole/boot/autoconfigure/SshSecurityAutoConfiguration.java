package io.sshconsole.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.security.AuthorizedKeysService;
import io.sshconsole.boot.security.FileAuthorizedKeysService;
import io.sshconsole.boot.security.SpringSecurityAuthenticator;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshAuthenticator;
import io.sshconsole.boot.security.SshAuthenticatorDecorator;
import io.sshconsole.boot.security.SshLoginGuard;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authorization.AuthorityAuthorizationManager;

/**
 * Auto-configuration of who may log in by SSH. It adds nothing that the application's
 * other logins would find: no bean of a type of Spring Security, be it an
 * {@code AuthenticationManager}, a {@code UserDetailsService} or an event publisher.
 * <p>
 * Its beans are lazy: they look at the security of the application when the server
 * starts, and by then all of it is there.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshSecurityAutoConfiguration {

	SshSecurityAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(SshAuthenticator.class)
	SpringSecurityAuthenticator sshAuthenticator(SshConsoleProperties properties, ListableBeanFactory beanFactory,
			ObjectProvider<AuthorizedKeysService> authorizedKeysServices, ResourceLoader resourceLoader,
			ObjectProvider<AuthenticationEventPublisher> eventPublishers, ApplicationEventPublisher events) {
		AuthenticationEventPublisher eventPublisher = eventPublisher(eventPublishers, events);
		ConfiguredUsers users = new ConfiguredUsers(properties.users());
		List<AuthorizedKeysService> keys = new ArrayList<>(authorizedKeysServices.orderedStream().toList());
		keys.addAll(users.authorizedKeysServices());
		ResourceLoader files = ApplicationResourceLoader.get(resourceLoader, true);
		properties.authentication()
			.authorizedKeys()
			.forEach((location) -> keys.add(new FileAuthorizedKeysService(files, location)));
		boolean hasKeys = !keys.isEmpty() || properties.authentication().trustedUserCaKeys() != null;
		SshLogin login = new SshLoginResolver(properties, users, beanFactory, eventPublisher).resolve(hasKeys);
		return new SpringSecurityAuthenticator(login.passwords(), login.users(), keys,
				properties.authentication().keyTrust(files), eventPublisher);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshAuthenticationBridge sshAuthenticationBridge(SshAuthenticator authenticator, SshConsoleProperties properties,
			ObjectProvider<RoleHierarchy> roleHierarchy, ObjectProvider<AuthenticationEventPublisher> eventPublishers,
			ApplicationEventPublisher events, ObjectProvider<SshAuthenticatorDecorator> decorators,
			ObjectProvider<SshLoginGuard> guards) {
		SshAuthenticator decorated = authenticator;
		for (SshAuthenticatorDecorator decorator : decorators.orderedStream().toList()) {
			decorated = decorator.decorate(decorated);
		}
		SshAuthenticationBridge bridge = new SshAuthenticationBridge(decorated, properties.authentication().methods(),
				entry(properties.authentication().requiredAuthority(), roleHierarchy),
				eventPublisher(eventPublishers, events), guards.orderedStream().toList());
		RequiredMethods.verifyOffered(properties.authentication().required(), bridge.methods());
		return bridge;
	}

	private static @Nullable AuthorityAuthorizationManager<SshAuthenticationDetails> entry(
			@Nullable String requiredAuthority, ObjectProvider<RoleHierarchy> roleHierarchy) {
		if (requiredAuthority == null) {
			return null;
		}
		AuthorityAuthorizationManager<SshAuthenticationDetails> entry = AuthorityAuthorizationManager
			.hasAuthority(requiredAuthority);
		roleHierarchy.ifUnique(entry::setRoleHierarchy);
		return entry;
	}

	/**
	 * Returns the application's publisher, or one that is ours alone: as a bean it would
	 * change what the application's other logins publish.
	 */
	private static AuthenticationEventPublisher eventPublisher(ObjectProvider<AuthenticationEventPublisher> publishers,
			ApplicationEventPublisher events) {
		return publishers.getIfUnique(() -> new DefaultAuthenticationEventPublisher(events));
	}

}
