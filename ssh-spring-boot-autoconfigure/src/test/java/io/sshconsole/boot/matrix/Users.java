package io.sshconsole.boot.matrix;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * Where the users of an application are. Each has {@code ada} with the password
 * {@code secret}, but the one that has none.
 */
enum Users {

	ONE_STORE(OneStore.class), SEVERAL_STORES(SeveralStores.class), MANAGER(Manager.class), PROVIDER(Provider.class),
	LDAP(Ldap.class), NONE(Nobody.class);

	private final Class<?> configuration;

	Users(Class<?> configuration) {
		this.configuration = configuration;
	}

	Class<?> configuration() {
		return this.configuration;
	}

	private static UserDetailsService store(String username) {
		return new InMemoryUserDetailsManager(
				User.withUsername(username).password("{noop}secret").authorities("read").build());
	}

	private static Authentication authenticate(Authentication login) {
		if (!"ada".equals(login.getName()) || !"secret".equals(login.getCredentials())) {
			throw new BadCredentialsException("Wrong");
		}
		return UsernamePasswordAuthenticationToken.authenticated("ada", null,
				AuthorityUtils.createAuthorityList("read"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneStore {

		@Bean
		UserDetailsService users() {
			return store("ada");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SeveralStores {

		@Bean
		UserDetailsService employees() {
			return store("ada");
		}

		@Bean
		UserDetailsService customers() {
			return store("bob");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Manager {

		@Bean
		AuthenticationManager manager() {
			return Users::authenticate;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Provider {

		@Bean
		AuthenticationProvider provider() {
			return new AuthenticationProvider() {

				@Override
				public Authentication authenticate(Authentication login) {
					return Users.authenticate(login);
				}

				@Override
				public boolean supports(Class<?> type) {
					return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Ldap {

		@Bean(destroyMethod = "close")
		LdapDirectory directory() throws Exception {
			return new LdapDirectory();
		}

		@Bean
		AuthenticationProvider provider(LdapDirectory directory) {
			return new LdapBindProvider(directory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nobody {

	}

}
