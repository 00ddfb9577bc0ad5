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
import io.sshconsole.boot.security.SshAuthenticationDetails;
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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authorization.AuthorizationManager;
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
@Lazy
public final class SshSecurityAutoConfiguration {

	SshSecurityAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SshLogin sshLogin(SshConsoleProperties properties, ObjectProvider<AuthorizedKeysService> authorizedKeysServices,
			ApplicationContext context) {
		// Who has keys, or decides alone, wants no generated user
		boolean hasOthers = authorizedKeysServices.stream().findAny().isPresent()
				|| !properties.authentication().authorizedKeys().isEmpty()
				|| properties.authentication().trustedUserCaKeys() != null
				|| context.getBeanNamesForType(SpringSecurityAuthenticator.class).length == 0;
		ConfiguredUsers users = new ConfiguredUsers(properties.users(),
				properties.authentication().usersOfFile(ApplicationResourceLoader.get(context, true)));
		return new SshLoginResolver(properties, users, context, eventPublisher(context)).resolve(hasOthers);
	}

	@Bean
	@ConditionalOnMissingBean(SshAuthenticator.class)
	SpringSecurityAuthenticator sshAuthenticator(SshConsoleProperties properties, SshLogin login,
			ObjectProvider<AuthorizedKeysService> authorizedKeysServices, ApplicationContext context) {
		List<AuthorizedKeysService> keys = new ArrayList<>(authorizedKeysServices.orderedStream().toList());
		keys.addAll(new ConfiguredUsers(properties.users(), null).authorizedKeysServices());
		ResourceLoader files = ApplicationResourceLoader.get(context, true);
		boolean strictModes = properties.authentication().strictModes();
		properties.authentication()
			.authorizedKeys()
			.forEach((location) -> keys.add(new FileAuthorizedKeysService(files, location, strictModes)));
		return new SpringSecurityAuthenticator(login.passwords(), login.users(), keys,
				properties.authentication().keyTrust(files), properties.authentication().accountStatus(),
				eventPublisher(context));
	}

	@Bean
	@ConditionalOnMissingBean
	SshUserLookup sshUserLookup(SshConsoleProperties properties, ObjectProvider<SshLogin> login) {
		return new SshUserLookup(() -> login.getObject().users(), properties.authentication().accountStatus());
	}

	@Bean
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
	@ConditionalOnMissingBean
	SshAuthenticationBridge sshAuthenticationBridge(SshAuthenticator authenticator, SshConsoleProperties properties,
			SshInteractiveAuthenticators dialogues, ObjectProvider<SshAuthenticatorDecorator> decorators,
			ObjectProvider<SshLoginGuard> guards, ApplicationContext context) {
		List<String> required = properties.authentication().required();
		SshPasswordChanger changer = context.getBeanProvider(SshPasswordChanger.class)
			.getIfUnique(() -> passwordChanger(properties, authenticator, context));
		SshAuthenticationBridge bridge = new SshAuthenticationBridge(
				decorated(authenticator, decorators, SshAuthenticatorDecorator::decorate),
				properties.authentication().methods(),
				RequiredMethods.joinDialogues(required) ? dialogues.all() : dialogues.sufficient(),
				entry(properties, context), eventPublisher(context), guards.orderedStream().toList(), (changer != null)
						? decorated(changer, decorators, SshAuthenticatorDecorator::decoratePasswordChanger) : null);
		RequiredMethods.verifyOffered(required, bridge.methods());
		return bridge;
	}

	/**
	 * What may be asked of a user who is in does not depend on what opens a session. No
	 * password is changed there.
	 */
	@Bean
	@ConditionalOnMissingBean
	SshStepUp sshStepUp(SshAuthenticator authenticator, SshConsoleProperties properties,
			SshInteractiveAuthenticators dialogues, SshUserLookup users,
			ObjectProvider<SshAuthenticatorDecorator> decorators, ObjectProvider<SshLoginGuard> guards,
			ApplicationContext context) {
		boolean passwords = authenticator.supports(SshAuthenticationMethod.PASSWORD);
		if (!passwords && dialogues.all().isEmpty()) {
			return SshStepUp.NONE;
		}
		SshAuthenticationBridge bridge = new SshAuthenticationBridge(
				decorated(authenticator, decorators, SshAuthenticatorDecorator::decorateInSession),
				List.of(SshAuthenticationMethod.PASSWORD, SshAuthenticationMethod.KEYBOARD_INTERACTIVE),
				dialogues.all(), entry(properties, context), eventPublisher(context),
				guards.orderedStream().map(SshLoginGuard::inSession).toList(), null);
		return new FactorStepUp(bridge, dialogues.all(), passwords, users, properties.authentication().maxAttempts());
	}

	/**
	 * Returns what says who may enter at all, or {@code null} for everybody.
	 */
	private static @Nullable AuthorizationManager<SshAuthenticationDetails> entry(SshConsoleProperties properties,
			ApplicationContext context) {
		String authority = properties.authentication().requiredAuthority();
		return (authority != null) ? RequiredAuthority.of(authority, context.getBeanProvider(RoleHierarchy.class))
				: null;
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
			SshAuthenticator authenticator, ApplicationContext context) {
		UserDetailsService users = context.getBeanProvider(UserDetailsService.class).getIfUnique();
		UserDetailsPasswordService passwords = context.getBeanProvider(UserDetailsPasswordService.class).getIfUnique();
		PasswordEncoder encoder = context.getBeanProvider(PasswordEncoder.class).getIfUnique();
		boolean own = properties.users().isEmpty() && authenticator instanceof SpringSecurityAuthenticator;
		return (own && users != null && passwords != null && encoder != null) ? new UserDetailsPasswordChanger(users,
				passwords, encoder, context.getBeanProvider(CompromisedPasswordChecker.class).getIfUnique()) : null;
	}

	/**
	 * Returns the application's publisher, or one that is ours alone: as a bean it would
	 * change what the application's other logins publish.
	 */
	private static AuthenticationEventPublisher eventPublisher(ApplicationContext context) {
		return context.getBeanProvider(AuthenticationEventPublisher.class)
			.getIfUnique(() -> new DefaultAuthenticationEventPublisher(context));
	}

}
