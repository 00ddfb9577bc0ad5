package io.sshconsole.boot.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

import io.sshconsole.boot.command.SshStepUp;
import io.sshconsole.boot.security.AuthorizedKeysService;
import io.sshconsole.boot.security.FileAuthorizedKeysService;
import io.sshconsole.boot.security.SpringSecurityAuthenticator;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshAuthenticator;
import io.sshconsole.boot.security.SshAuthenticatorDecorator;
import io.sshconsole.boot.security.SshInteractiveAuthenticator;
import io.sshconsole.boot.security.SshInteractiveAuthenticators;
import io.sshconsole.boot.security.SshLoginGuard;
import io.sshconsole.boot.security.SshPasswordChanger;
import io.sshconsole.boot.security.SshTotpSecrets;
import io.sshconsole.boot.security.SshUserLookup;
import io.sshconsole.boot.security.TotpInteractiveAuthenticator;
import io.sshconsole.boot.security.UserDetailsPasswordChanger;
import io.sshconsole.boot.server.FactorStepUp;
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
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;

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
	@ConditionalOnMissingBean
	SshLogin sshLogin(SshConsoleProperties properties, ListableBeanFactory beanFactory,
			ObjectProvider<AuthorizedKeysService> authorizedKeysServices, ResourceLoader resourceLoader,
			ObjectProvider<AuthenticationEventPublisher> eventPublishers, ApplicationEventPublisher events) {
		// Who has keys, or decides alone, wants no generated user
		boolean hasOthers = authorizedKeysServices.stream().findAny().isPresent()
				|| !properties.authentication().authorizedKeys().isEmpty()
				|| properties.authentication().trustedUserCaKeys() != null
				|| beanFactory.getBeanNamesForType(SpringSecurityAuthenticator.class).length == 0;
		ConfiguredUsers users = new ConfiguredUsers(properties.users(),
				properties.authentication().usersOfFile(ApplicationResourceLoader.get(resourceLoader, true)));
		return new SshLoginResolver(properties, users, beanFactory, eventPublisher(eventPublishers, events))
			.resolve(hasOthers);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(SshAuthenticator.class)
	SpringSecurityAuthenticator sshAuthenticator(SshConsoleProperties properties, SshLogin login,
			ObjectProvider<AuthorizedKeysService> authorizedKeysServices, ResourceLoader resourceLoader,
			ObjectProvider<AuthenticationEventPublisher> eventPublishers, ApplicationEventPublisher events) {
		List<AuthorizedKeysService> keys = new ArrayList<>(authorizedKeysServices.orderedStream().toList());
		keys.addAll(new ConfiguredUsers(properties.users(), null).authorizedKeysServices());
		ResourceLoader files = ApplicationResourceLoader.get(resourceLoader, true);
		boolean strictModes = properties.authentication().strictModes();
		properties.authentication()
			.authorizedKeys()
			.forEach((location) -> keys.add(new FileAuthorizedKeysService(files, location, strictModes)));
		return new SpringSecurityAuthenticator(login.passwords(), login.users(), keys,
				properties.authentication().keyTrust(files), properties.authentication().accountStatus(),
				eventPublisher(eventPublishers, events));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshUserLookup sshUserLookup(SshConsoleProperties properties, ObjectProvider<SshLogin> login) {
		return new SshUserLookup(() -> login.getObject().users(), properties.authentication().accountStatus());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshInteractiveAuthenticators sshInteractiveAuthenticators(SshConsoleProperties properties, SshUserLookup users,
			ObjectProvider<SshInteractiveAuthenticator> dialogues, ObjectProvider<SshTotpSecrets> secrets) {
		List<SshInteractiveAuthenticator> all = new ArrayList<>(dialogues.orderedStream().toList());
		List<SshTotpSecrets> stores = new ArrayList<>(new ConfiguredUsers(properties.users(), null).totpSecrets());
		stores.addAll(secrets.orderedStream().toList());
		if (!stores.isEmpty()) {
			all.add(new TotpInteractiveAuthenticator((username) -> stores.stream()
				.map((store) -> store.secret(username))
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(null), users, Clock.systemUTC()));
		}
		return new SshInteractiveAuthenticators(all);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshAuthenticationBridge sshAuthenticationBridge(SshAuthenticator authenticator, SshConsoleProperties properties,
			SshInteractiveAuthenticators dialogues, ObjectProvider<RoleHierarchy> roleHierarchy,
			ObjectProvider<AuthenticationEventPublisher> eventPublishers, ApplicationEventPublisher events,
			ObjectProvider<SshAuthenticatorDecorator> decorators, ObjectProvider<SshLoginGuard> guards,
			ObjectProvider<SshPasswordChanger> passwordChangers, ListableBeanFactory beanFactory) {
		List<String> required = properties.authentication().required();
		String entry = properties.authentication().requiredAuthority();
		SshPasswordChanger changer = passwordChangers
			.getIfUnique(() -> passwordChanger(properties, authenticator, beanFactory));
		SshAuthenticationBridge bridge = new SshAuthenticationBridge(
				decorated(authenticator, decorators, SshAuthenticatorDecorator::decorate),
				properties.authentication().methods(),
				RequiredMethods.joinDialogues(required) ? dialogues.all() : dialogues.sufficient(),
				(entry != null) ? RequiredAuthority.of(entry, roleHierarchy) : null,
				eventPublisher(eventPublishers, events), guards.orderedStream().toList(), (changer != null)
						? decorated(changer, decorators, SshAuthenticatorDecorator::decoratePasswordChanger) : null);
		RequiredMethods.verifyOffered(required, bridge.methods());
		return bridge;
	}

	/**
	 * What may be asked of a user who is in does not depend on what opens a session. No
	 * password is changed there.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshStepUp sshStepUp(SshAuthenticator authenticator, SshConsoleProperties properties,
			SshInteractiveAuthenticators dialogues, SshUserLookup users, ObjectProvider<RoleHierarchy> roleHierarchy,
			ObjectProvider<AuthenticationEventPublisher> eventPublishers, ApplicationEventPublisher events,
			ObjectProvider<SshAuthenticatorDecorator> decorators, ObjectProvider<SshLoginGuard> guards) {
		boolean passwords = authenticator.supports(SshAuthenticationMethod.PASSWORD);
		if (!passwords && dialogues.all().isEmpty()) {
			return SshStepUp.NONE;
		}
		String entry = properties.authentication().requiredAuthority();
		SshAuthenticationBridge bridge = new SshAuthenticationBridge(
				decorated(authenticator, decorators, SshAuthenticatorDecorator::decorateInSession),
				List.of(SshAuthenticationMethod.PASSWORD, SshAuthenticationMethod.KEYBOARD_INTERACTIVE),
				dialogues.all(), (entry != null) ? RequiredAuthority.of(entry, roleHierarchy) : null,
				eventPublisher(eventPublishers, events), guards.orderedStream().map(SshLoginGuard::inSession).toList(),
				null);
		return new FactorStepUp(bridge, dialogues.all(), passwords, users, properties.authentication().maxAttempts());
	}

	private static <T> T decorated(T bare, ObjectProvider<SshAuthenticatorDecorator> decorators,
			BiFunction<SshAuthenticatorDecorator, T, T> decoration) {
		T decorated = bare;
		for (SshAuthenticatorDecorator decorator : decorators.orderedStream().toList()) {
			decorated = decoration.apply(decorator, decorated);
		}
		return decorated;
	}

	/**
	 * Returns what can change the passwords of the application's users, if Spring
	 * Security has a way to.
	 */
	@SuppressWarnings("NullAway") // The supplier of getIfUnique may return null
	private static @Nullable SshPasswordChanger passwordChanger(SshConsoleProperties properties,
			SshAuthenticator authenticator, ListableBeanFactory beanFactory) {
		UserDetailsService users = beanFactory.getBeanProvider(UserDetailsService.class).getIfUnique();
		UserDetailsPasswordService passwords = beanFactory.getBeanProvider(UserDetailsPasswordService.class)
			.getIfUnique();
		PasswordEncoder encoder = beanFactory.getBeanProvider(PasswordEncoder.class).getIfUnique();
		boolean own = properties.users().isEmpty() && authenticator instanceof SpringSecurityAuthenticator;
		return (own && users != null && passwords != null && encoder != null) ? new UserDetailsPasswordChanger(users,
				passwords, encoder, beanFactory.getBeanProvider(CompromisedPasswordChecker.class).getIfUnique()) : null;
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
