package io.sshconsole.boot;

import java.lang.reflect.Proxy;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshCommand;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @PreAuthorize} on beans behind proxies, with the {@code ssh} command: whatever
 * made the proxy, and whether or not the application enables method security. Ada is an
 * administrator, Bob is not.
 */
class ProxiedCommandsOverSshTests {

	@Nested
	@OpenSshTest(classes = WithMethodSecurity.class, properties = "spring.aop.proxy-target-class=false")
	class WhereMethodSecurityIsEnabled extends Users {

		@Test
		void theBeansAreProxies() {
			assertThat(Proxy.isProxyClass(this.vault.getClass())).isTrue();
			assertThat(AopUtils.isCglibProxy(this.safe)).isTrue();
		}

	}

	@Nested
	@OpenSshTest(classes = WithProxiesOfItsOwn.class)
	class WhereNobodyElseEvaluatesTheAnnotations extends Users {

		@Test
		void theBeansAreProxies() {
			assertThat(Proxy.isProxyClass(this.vault.getClass())).isTrue();
			assertThat(AopUtils.isCglibProxy(this.safe)).isTrue();
		}

	}

	/**
	 * What holds for both applications.
	 */
	abstract static class Users {

		@Autowired
		Vault vault;

		@Autowired
		Safe safe;

		@Autowired
		private OpenSsh ssh;

		@DynamicPropertySource
		static void users(DynamicPropertyRegistry registry) {
			registry.add("ssh-console.users.ada.password", () -> "secret");
			registry.add("ssh-console.users.ada.roles", () -> "ADMIN");
			registry.add("ssh-console.users.bob.password", () -> "secret");
			registry.add("ssh-console.users.bob.roles", () -> "USER");
		}

		@Test
		void annotationOfAClassBehindAnInterfaceProxyIsEnforced() throws Exception {
			assertGuarded("vault");
		}

		@Test
		void annotationOfAClassBehindASubclassProxyIsEnforced() throws Exception {
			assertGuarded("safe");
		}

		@Test
		void annotationOnTheClassIsEnforced() throws Exception {
			assertGuarded("drawer");
		}

		private void assertGuarded(String command) throws Exception {
			assertThat(run("ada", command).out()).isEqualTo("ada opens the " + command + "\n");
			Result refused = run("bob", command);
			assertThat(refused.err()).isEqualTo(command + ": not permitted\n");
			assertThat(refused.out()).isEmpty();
			assertThat(refused.status()).isEqualTo(126);
			assertThat(run("bob", "help").out()).doesNotContain(command);
			assertThat(run("ada", "help").out()).contains(command);
		}

		private Result run(String user, String line) throws Exception {
			return this.ssh.password(user, "secret").with("-q").run(line);
		}

	}

	interface Vault {

		String open();

	}

	static class SteelVault implements Vault {

		@Override
		@SshCommand(name = "vault")
		@PreAuthorize("hasRole('ADMIN')")
		public String open() {
			return opened("vault");
		}

	}

	static class Safe {

		@SshCommand(name = "safe")
		@PreAuthorize("hasRole('ADMIN')")
		String open() {
			return opened("safe");
		}

	}

	@PreAuthorize("hasRole('ADMIN')")
	static class Drawer {

		@SshCommand(name = "drawer")
		String open() {
			return opened("drawer");
		}

	}

	private static String opened(String what) {
		return SecurityContextHolder.getContext().getAuthentication().getName() + " opens the " + what;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMethodSecurity
	@Import({ SteelVault.class, Safe.class, Drawer.class })
	static class WithMethodSecurity {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithProxiesOfItsOwn {

		@Bean
		Vault vault() {
			return (Vault) new ProxyFactory(new SteelVault()).getProxy();
		}

		@Bean
		Safe safe() {
			return proxied(new Safe());
		}

		@Bean
		Drawer drawer() {
			return proxied(new Drawer());
		}

		@SuppressWarnings("unchecked")
		private static <T> T proxied(T bean) {
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(true);
			return (T) factory.getProxy();
		}

	}

}
