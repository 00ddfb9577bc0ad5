package io.sshconsole.boot.autoconfigure;

import java.util.List;
import java.util.UUID;

import io.sshconsole.boot.security.ConfiguredUserDetailsService;
import io.sshconsole.boot.security.ConsoleUsers;
import io.sshconsole.boot.security.ConsoleUsersAuthenticationProvider;
import io.sshconsole.boot.security.UnsafeSshAddressException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Finds the users of the console. A bean of type {@code SshAuthenticator} comes before
 * all of this; otherwise the first of these that the application has is the only one:
 * <ol>
 * <li>the users under {@code ssh-console.users} and in the file of users;</li>
 * <li>the one {@code AuthenticationManager} bean;</li>
 * <li>what Spring Security has made of the application's users, if it is a web
 * application, else the same: the one {@code AuthenticationProvider} bean, or else the
 * one {@code UserDetailsService} bean;</li>
 * <li>the user {@code user} with a generated password, if there is nothing of the above
 * and no keys either, and only for a loopback address.</li>
 * </ol>
 * The owners of keys come from {@code ssh-console.users} or else from the one
 * {@code UserDetailsService} bean. Several beans of a kind, none of them primary, count
 * as none that can be used, but the application is not without users then.
 */
final class SshLoginResolver {

	private static final Log logger = LogFactory.getLog(SshLoginResolver.class);

	private static final String GENERATED_USER = "user";

	private final SshConsoleProperties properties;

	private final ConfiguredUsers configuredUsers;

	private final ListableBeanFactory beanFactory;

	private final AuthenticationEventPublisher eventPublisher;

	SshLoginResolver(SshConsoleProperties properties, ConfiguredUsers configuredUsers, ListableBeanFactory beanFactory,
			AuthenticationEventPublisher eventPublisher) {
		this.properties = properties;
		this.configuredUsers = configuredUsers;
		this.beanFactory = beanFactory;
		this.eventPublisher = eventPublisher;
	}

	/**
	 * Finds the users.
	 * @param hasKeys whether there is any store of keys
	 * @return the users
	 * @throws UnsafeSshAddressException if a password had to be generated for a network
	 */
	SshLogin resolve(boolean hasKeys) {
		if (!this.configuredUsers.isEmpty()) {
			ConsoleUsers users = this.configuredUsers.consoleUsers();
			return new SshLogin(this.configuredUsers.hasPassword() ? manager(users) : null, users);
		}
		if (hasBean(AuthenticationManager.class)) {
			return new SshLogin(unique(AuthenticationManager.class), unique(UserDetailsService.class));
		}
		if (hasBean(UserDetailsService.class) || hasBean(AuthenticationProvider.class)) {
			return new SshLogin(globalManager(), unique(UserDetailsService.class));
		}
		AuthenticationManager global = globalManager();
		if (global != null || hasKeys) {
			return new SshLogin(global, null);
		}
		return generatedUser();
	}

	private boolean hasBean(Class<?> type) {
		return this.beanFactory.getBeanNamesForType(type).length > 0;
	}

	private <T> @Nullable T unique(Class<T> type) {
		return this.beanFactory.getBeanProvider(type).getIfUnique();
	}

	/**
	 * Returns what the beans of the application add up to. Spring Security's own answer
	 * counts where it is asked for anyway; asking for it ourselves would add beans to the
	 * application.
	 * @return a manager, or {@code null} if they add up to nothing
	 */
	private @Nullable AuthenticationManager globalManager() {
		AuthenticationConfiguration configuration = unique(AuthenticationConfiguration.class);
		if (configuration != null) {
			return configuration.getAuthenticationManager();
		}
		AuthenticationProvider provider = unique(AuthenticationProvider.class);
		if (provider != null) {
			return manager(provider);
		}
		UserDetailsService users = unique(UserDetailsService.class);
		return (users != null) ? manager(applicationProvider(users)) : null;
	}

	private AuthenticationProvider applicationProvider(UserDetailsService users) {
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
		this.beanFactory.getBeanProvider(PasswordEncoder.class).ifUnique(provider::setPasswordEncoder);
		this.beanFactory.getBeanProvider(UserDetailsPasswordService.class)
			.ifUnique(provider::setUserDetailsPasswordService);
		this.beanFactory.getBeanProvider(CompromisedPasswordChecker.class)
			.ifUnique(provider::setCompromisedPasswordChecker);
		return provider;
	}

	private SshLogin generatedUser() {
		if (!this.properties.address().isLoopbackAddress()) {
			throw new UnsafeSshAddressException(this.properties.address());
		}
		String password = UUID.randomUUID().toString();
		String authority = this.properties.authentication().requiredAuthority();
		logger.warn(String.format(
				"%n%nUsing generated SSH password for user '%s': %s%n%nThis password is for development only. "
						+ "Set up users of the SSH console before running the application in production.%n",
				GENERATED_USER, password));
		ConsoleUsers users = new ConsoleUsers(
				new ConfiguredUserDetailsService(() -> List.of(User.withUsername(GENERATED_USER)
					.password(PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(password))
					.authorities((authority != null) ? AuthorityUtils.createAuthorityList(authority) : List.of())
					.build())),
				null);
		return new SshLogin(manager(users), users);
	}

	private AuthenticationManager manager(ConsoleUsers users) {
		return manager(new ConsoleUsersAuthenticationProvider(users));
	}

	private AuthenticationManager manager(AuthenticationProvider provider) {
		ProviderManager manager = new ProviderManager(provider);
		manager.setAuthenticationEventPublisher(this.eventPublisher);
		return manager;
	}

}
