package io.sshconsole.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

import io.sshconsole.boot.TestProperties;
import io.sshconsole.boot.command.SshStepUp;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshAuthenticatorDecorator;
import io.sshconsole.boot.security.OneTimeTokenInteractiveAuthenticator;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshLoginGuard;
import io.sshconsole.boot.server.FactorStepUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AuthenticationFailureDisabledEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.ott.InMemoryOneTimeTokenService;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshSecurityAutoConfiguration}.
 */
class SshSecurityAutoConfigurationTests {

	/**
	 * A bean of one of these types would change the application that the console is added
	 * to.
	 */
	private static final List<Class<?>> NEVER_PUBLISHED = List.of(AuthenticationManager.class,
			AuthenticationProvider.class, UserDetailsService.class, UserDetailsPasswordService.class,
			AuthenticationManagerResolver.class, AuthenticationEventPublisher.class, AuthorizationEventPublisher.class,
			PasswordEncoder.class, RoleHierarchy.class, ConversionService.class, Executor.class);

	private static final AutoConfigurations CONSOLE = AutoConfigurations.of(SshSecurityAutoConfiguration.class,
			SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class, SshShellAutoConfiguration.class,
			SshServerAutoConfiguration.class, SshHealthContributorAutoConfiguration.class);

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.application
		.withConfiguration(AutoConfigurations.of(SshSecurityAutoConfiguration.class));

	@Test
	void addsNoBeanOfATypeOfSpringSecurity() {
		addsNoBeanOfSecurity(this.application);
		addsNoBeanOfSecurity(this.application.withUserConfiguration(OneUserStore.class));
		addsNoBeanOfSecurity(this.application.withPropertyValues("ssh-console.users.ada.password=secret"));
	}

	private void addsNoBeanOfSecurity(ApplicationContextRunner application) {
		Set<String> without = new TreeSet<>();
		Set<String> with = new TreeSet<>();
		application.run((context) -> collectSecurity(context, without));
		application.withConfiguration(CONSOLE)
			.withPropertyValues(TestProperties.ANY_PORT, TestProperties.HOST_KEY)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(SshAuthenticationBridge.class);
				collectSecurity(context, with);
			});
		assertThat(with).isEqualTo(without);
	}

	private static void collectSecurity(AssertableApplicationContext context, Set<String> names) {
		for (String name : context.getBeanDefinitionNames()) {
			Class<?> type = context.getType(name);
			if (type != null && type.getName().startsWith("org.springframework.security.")) {
				names.add(name);
			}
		}
	}

	@Test
	void addsNothingThatTheApplicationWouldFind() {
		addsNothing(this.application);
		addsNothing(this.application.withUserConfiguration(OneUserStore.class));
		addsNothing(this.application.withPropertyValues("ssh-console.users.ada.password=secret"));
	}

	private void addsNothing(ApplicationContextRunner application) {
		Map<Class<?>, List<String>> without = new LinkedHashMap<>();
		Map<Class<?>, List<String>> with = new LinkedHashMap<>();
		application.run((context) -> collect(context, without));
		application.withConfiguration(CONSOLE)
			.withPropertyValues(TestProperties.ANY_PORT, TestProperties.HOST_KEY)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(SshAuthenticationBridge.class);
				collect(context, with);
			});
		assertThat(with).isEqualTo(without);
		assertThat(with.get(Executor.class)).containsExactly("applicationTaskExecutor");
	}

	private static void collect(AssertableApplicationContext context, Map<Class<?>, List<String>> names) {
		for (Class<?> type : NEVER_PUBLISHED) {
			names.put(type, Arrays.asList(context.getBeanNamesForType(type)));
		}
	}

	@Test
	void requiredAuthorityIsRequired() {
		List<AbstractAuthenticationEvent> events = new ArrayList<>();
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret", "ssh-console.users.ada.roles=USER",
					"ssh-console.authentication.required-authority=ROLE_ADMIN")
			.withInitializer((context) -> context
				.addApplicationListener((ApplicationListener<AbstractAuthenticationEvent>) events::add))
			.run((context) -> assertThat(password(context, "ada", "secret")).isEmpty());
		assertThat(events).last().isInstanceOf(AuthenticationFailureDisabledEvent.class);
	}

	@Test
	void requiredAuthorityFollowsTheRoleHierarchy() {
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret", "ssh-console.users.ada.roles=ADMIN",
					"ssh-console.authentication.required-authority=ROLE_USER")
			.withBean(RoleHierarchy.class, () -> RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_USER"))
			.run((context) -> assertThat(password(context, "ada", "secret")).isPresent());
	}

	@Test
	void eventsGoToTheContextWithoutAPublisher() {
		List<AbstractAuthenticationEvent> events = new ArrayList<>();
		this.runner.withPropertyValues("ssh-console.users.ada.password=secret")
			.withInitializer((context) -> context
				.addApplicationListener((ApplicationListener<AbstractAuthenticationEvent>) events::add))
			.run((context) -> password(context, "ada", "secret"));
		assertThat(events).singleElement().isInstanceOf(AuthenticationSuccessEvent.class);
	}

	@Test
	void eventsGoToThePublisherOfTheApplication() {
		AuthenticationEventPublisher publisher = mock(AuthenticationEventPublisher.class);
		this.runner.withPropertyValues("ssh-console.users.ada.password=secret")
			.withBean(AuthenticationEventPublisher.class, () -> publisher)
			.run((context) -> {
				password(context, "ada", "secret");
				password(context, "ada", "wrong");
				assertThat(context).hasSingleBean(AuthenticationEventPublisher.class);
			});
		then(publisher).should().publishAuthenticationSuccess(any());
		then(publisher).should().publishAuthenticationFailure(any(), any());
	}

	@Test
	void loginByTheUserStoreOfTheApplicationIsPublishedOnce() {
		List<AbstractAuthenticationEvent> events = new ArrayList<>();
		this.runner.withUserConfiguration(OneUserStore.class)
			.withInitializer((context) -> context
				.addApplicationListener((ApplicationListener<AbstractAuthenticationEvent>) events::add))
			.run((context) -> password(context, "app", "secret"));
		assertThat(events).singleElement().isInstanceOf(AuthenticationSuccessEvent.class);
	}

	@Test
	void decoratorsAndGuardsOfTheApplicationTakePart() {
		SshLoginGuard guard = mock(SshLoginGuard.class);
		given(guard.admits(any(), any(), any())).willReturn(true, true, false);
		this.runner.withPropertyValues("ssh-console.users.ada.password=secret")
			.withBean(SshAuthenticatorDecorator.class,
					() -> (authenticator) -> (request) -> "glass".equals(request.getCredentials())
							? UsernamePasswordAuthenticationToken.authenticated("ada", null, List.of())
							: authenticator.authenticate(request))
			.withBean(SshLoginGuard.class, () -> guard)
			.run((context) -> {
				assertThat(password(context, "ada", "glass")).isPresent();
				assertThat(password(context, "ada", "secret")).isPresent();
				assertThat(password(context, "ada", "secret")).isEmpty();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "keyboard-interactive", "keyboard-interactive,keyboard-interactive",
			"password,keyboard-interactive keyboard-interactive" })
	void codeOfSixDigitsAloneIsNoWayIn(String required) {
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret",
					"ssh-console.users.ada.totp-secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
					"ssh-console.authentication.required=" + required)
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean(SshAuthenticationBridge.class))
				.havingRootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.withMessageContaining("ssh-console.authentication.required"));
	}

	@Test
	void codeIsNotOfferedWhereAnyMethodIsEnough() {
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret",
					"ssh-console.users.ada.totp-secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
			.run((context) -> assertThat(context.getBean(SshAuthenticationBridge.class).methods())
				.containsExactly(SshAuthenticationMethod.PASSWORD));
	}

	@Test
	void tokenAloneIsAWayInWhereTheApplicationOffersIt() {
		this.runner.withPropertyValues("ssh-console.users.ada.password=secret")
			.withBean(OneTimeTokenService.class, InMemoryOneTimeTokenService::new)
			.run((context) -> assertThat(context.getBean(SshAuthenticationBridge.class).methods())
				.containsExactly(SshAuthenticationMethod.PASSWORD));
		this.runner.withPropertyValues("ssh-console.users.ada.password=secret")
			.withBean(OneTimeTokenService.class, InMemoryOneTimeTokenService::new)
			.withBean(OneTimeTokenInteractiveAuthenticator.class)
			.run((context) -> assertThat(context.getBean(SshAuthenticationBridge.class).methods())
				.containsExactly(SshAuthenticationMethod.PASSWORD, SshAuthenticationMethod.KEYBOARD_INTERACTIVE));
	}

	@Test
	void nobodyIsAskedForAFactorWhereNoneCanBeProven() {
		this.runner.withPropertyValues("ssh-console.users.ada.roles=USER")
			.run((context) -> assertThat(context.getBean(SshStepUp.class)).isSameAs(SshStepUp.NONE));
		this.runner
			.withPropertyValues("ssh-console.users.ada.totp-secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
					"ssh-console.authentication.methods=publickey")
			.run((context) -> assertThat(context.getBean(SshStepUp.class)).isInstanceOf(FactorStepUp.class));
	}

	@Test
	void applicationMaySwitchTheQuestionsOff() {
		this.runner.withPropertyValues("ssh-console.users.ada.password=secret")
			.withBean(SshStepUp.class, () -> SshStepUp.NONE)
			.run((context) -> assertThat(context).hasSingleBean(SshStepUp.class)
				.getBean(SshStepUp.class)
				.isSameAs(SshStepUp.NONE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "publickey", "password publickey,password" })
	void chainThatNobodyCanCompleteFailsTheStart(String required) {
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret",
					"ssh-console.authentication.required=" + required)
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean(SshAuthenticationBridge.class))
				.havingRootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.withMessageContaining("ssh-console.authentication.required"));
	}

	@Test
	void switchedOffThereIsNothing() {
		this.runner.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SshAuthenticationBridge.class)
				.doesNotHaveBean(SshConsoleProperties.class));
	}

	private static Optional<Authentication> password(AssertableApplicationContext context, String username,
			String password) {
		return password(context.getBean(SshAuthenticationBridge.class), username, password);
	}

	private static Optional<Authentication> password(SshAuthenticationBridge bridge, String username, String password) {
		return bridge.authenticatePassword(username, password, details());
	}

	private static SshAuthenticationDetails details() {
		return new SshAuthenticationDetails("127.0.0.1", "1", "SSH-2.0-test");
	}

	@Configuration(proxyBeanMethods = false)
	static class OneUserStore {

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(User.withUsername("app").password("{noop}secret").build());
		}

	}

}
