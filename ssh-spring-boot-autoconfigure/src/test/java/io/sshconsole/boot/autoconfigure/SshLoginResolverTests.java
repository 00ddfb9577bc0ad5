package io.sshconsole.boot.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.security.AuthorizedKeysService;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshAuthenticator;
import io.sshconsole.boot.security.SshLoginUnavailableException;
import io.sshconsole.boot.security.SshPublicKeyAuthentication;
import io.sshconsole.boot.security.UnsafeSshAddressException;
import io.sshconsole.ssh.keys.AuthorizedKeys;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.config.annotation.authentication.configuration.GlobalAuthenticationConfigurerAdapter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link SshLoginResolver}: which of several users are those of the console.
 */
@ExtendWith(OutputCaptureExtension.class)
class SshLoginResolverTests {

	@TempDir
	private Path directory;

	private final SshPublicKey key = HostKeys.generate().publicKey();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshSecurityAutoConfiguration.class));

	@Test
	void generatesAPasswordIfNothingIsConfigured(CapturedOutput output) {
		this.runner.run((context) -> {
			SshAuthenticationBridge bridge = context.getBean(SshAuthenticationBridge.class);
			Matcher password = Pattern.compile("Using generated SSH password for user 'user': (\\S{36})")
				.matcher(output);
			assertThat(password.find()).isTrue();
			assertThat(password(bridge, "user", password.group(1))).isPresent();
			assertThat(password(bridge, "user", "wrong")).isEmpty();
			assertThat(bridge.methods()).containsExactly(SshAuthenticationMethod.PASSWORD);
			assertThat(output).contains("WARN");
		});
	}

	@Test
	void generatedUserMayEnter(CapturedOutput output) {
		this.runner.withPropertyValues("ssh-console.authentication.required-authority=ROLE_ADMIN").run((context) -> {
			SshAuthenticationBridge bridge = context.getBean(SshAuthenticationBridge.class);
			Matcher password = Pattern.compile("'user': (\\S{36})").matcher(output);
			assertThat(password.find()).isTrue();
			assertThat(password(bridge, "user", password.group(1))).isPresent();
		});
	}

	@Test
	void generatedPasswordIsNotForANetwork() {
		this.runner.withPropertyValues("ssh-console.address=0.0.0.0")
			.run((context) -> assertBridgeFails(context, UnsafeSshAddressException.class));
	}

	@Test
	void configuredUsersAreForANetwork(CapturedOutput output) {
		this.runner.withPropertyValues("ssh-console.address=0.0.0.0", "ssh-console.users.ada.password=secret")
			.run((context) -> {
				assertThat(password(context, "ada", "secret")).isPresent();
				assertThat(output).doesNotContain("generated");
			});
	}

	@Test
	void configuredUsersHavePasswordsRolesAndAuthorities() {
		String bcrypt = "{bcrypt}$2a$04$yQZFSfh/o6CGtzkQMEpZ3uIUQ7iPMCdeZDcS8cBg8NjjXoNHCvHDe";
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret", "ssh-console.users.ada.roles=ADMIN,DEV",
					"ssh-console.users.ada.authorities=cache:clear", "ssh-console.users.bob.password={noop}s3cret",
					"ssh-console.users.eve.password=" + bcrypt)
			.run((context) -> {
				assertThat(password(context, "ada", "secret")).get()
					.satisfies((user) -> assertThat(user.getAuthorities()).extracting("authority")
						.containsExactlyInAnyOrder("ROLE_ADMIN", "ROLE_DEV", "cache:clear", "FACTOR_PASSWORD"));
				assertThat(password(context, "ada", "secret")).as("after credentials were erased").isPresent();
				assertThat(password(context, "bob", "s3cret")).isPresent();
				assertThat(password(context, "bob", "{noop}s3cret")).isEmpty();
				assertThat(password(context, "eve", bcrypt)).isEmpty();
				assertThat(password(context, "ADA", "secret")).isEmpty();
				assertThat(password(context, "user", "secret")).isEmpty();
			});
	}

	@Test
	void passwordOfAnyNameIsComparedAtTheCostsOfAllUsers(CapturedOutput output) throws Exception {
		// The encoder complains of this one, so it can be seen that it was asked
		Path file = Files.writeString(this.directory.resolve("users"), "bob:{bcrypt}$2a$12$tooShort:");
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret",
					"ssh-console.authentication.users-file=" + file)
			.run((context) -> {
				assertThat(output).doesNotContain("does not look like BCrypt");
				assertThat(password(context, "nobody", "guess")).isEmpty();
				assertThat(output).containsOnlyOnce("does not look like BCrypt");
			});
	}

	@Test
	void userOfThePropertiesAndOfTheFileFailsTheStart() throws Exception {
		Path file = Files.writeString(this.directory.resolve("users"), "eve:{bcrypt}x:\nada:{bcrypt}x:\n");
		this.runner
			.withPropertyValues("ssh-console.users.ada.password=secret",
					"ssh-console.authentication.users-file=" + file)
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean(SshAuthenticationBridge.class))
				.havingRootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.withMessageContaining("ssh-console.authentication.users-file")
				.withMessageContaining(file.toString())
				.withMessageContaining("It has a user 'ada', whom 'ssh-console.users.ada' sets up as well"));
	}

	@Test
	void passwordThatCannotBeVerifiedFailsAtTheStartWithoutBeingShown() {
		for (String password : List.of("{rot13}frperg", "x".repeat(73))) {
			this.runner.withPropertyValues("ssh-console.users.ada.password=" + password)
				.run((context) -> assertThatException().isThrownBy(() -> context.getBean(SshAuthenticationBridge.class))
					.satisfies((ex) -> assertThat(ex)
						.hasStackTraceContaining(InvalidConfigurationPropertyValueException.class.getName()))
					.withMessageNotContaining(password));
		}
	}

	@Test
	void configuredUsersComeBeforeThoseOfTheApplication() {
		this.runner.withUserConfiguration(OneUserStore.class)
			.withPropertyValues("ssh-console.users.ada.password=secret")
			.run((context) -> {
				assertThat(password(context, "ada", "secret")).isPresent();
				assertThat(password(context, "app", "secret")).isEmpty();
			});
	}

	@Test
	void userWithoutPasswordLogsInByKeyAlone() {
		this.runner
			.withPropertyValues("ssh-console.users.ada.roles=ADMIN",
					"ssh-console.users.ada.authorized-keys=" + this.key.toAuthorizedKey("ada@laptop"))
			.run((context) -> {
				SshAuthenticationBridge bridge = context.getBean(SshAuthenticationBridge.class);
				assertThat(bridge.methods()).containsExactly(SshAuthenticationMethod.PUBLICKEY);
				assertThat(bridge.isPublicKeyAcceptable("ada", this.key, details())).isTrue();
				assertThat(key(context, "ada")).get()
					.satisfies(
							(user) -> assertThat(user.getAuthorities()).extracting("authority").contains("ROLE_ADMIN"));
				assertThat(key(context, "bob")).isEmpty();
			});
	}

	@Test
	void configuredKeyThatIsNoKeyIsWarnedOfAndOpensNothing(CapturedOutput output) {
		this.runner
			.withPropertyValues("ssh-console.users.ada.authorized-keys[0]=garbage",
					"ssh-console.users.ada.authorized-keys[1]=frobnicate " + this.key.toAuthorizedKey("no such option"),
					"ssh-console.users.ada.authorized-keys[2]=" + this.key.toAuthorizedKey("ada@laptop"))
			.run((context) -> {
				assertThat(key(context, "ada")).isPresent();
				assertThat(output).contains("WARN")
					.contains("Skipped line 1 of ssh-console.users.ada.authorized-keys, which opens nothing")
					.contains("Skipped line 2 of ssh-console.users.ada.authorized-keys, which opens nothing");
			});
	}

	@Test
	void configuredKeyHasOptionsWithCommasOrIsOneOfSeveralLines() {
		SshPublicKey other = HostKeys.generate().publicKey();
		this.runner
			.withPropertyValues("ssh-console.users.ada.authorized-keys=from=\"192.0.2.1,127.0.0.1\",restrict "
					+ this.key.toAuthorizedKey("one") + "\n" + other.toAuthorizedKey("two"))
			.run((context) -> {
				SshAuthenticationBridge bridge = context.getBean(SshAuthenticationBridge.class);
				assertThat(bridge.isPublicKeyAcceptable("ada", other, details())).isTrue();
				assertThat(key(context, "ada")).get()
					.isInstanceOfSatisfying(SshPublicKeyAuthentication.class,
							(user) -> assertThat(user.permissions().orElseThrow().features()).isEmpty());
				assertThat(bridge.isPublicKeyAcceptable("ada", this.key,
						new SshAuthenticationDetails("192.0.2.2", "1", "SSH-2.0-test")))
					.isFalse();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " comment", " comment,restrict" })
	void twoConfiguredKeysWithACommaBetweenThemFailAtTheStart(String behindTheFirst) {
		String line = this.key.toAuthorizedKey("").strip() + behindTheFirst + "," + this.key.toAuthorizedKey("two");
		this.runner.withPropertyValues("ssh-console.users.ada.authorized-keys=" + line)
			.run((context) -> assertBridgeFails(context, InvalidConfigurationPropertyValueException.class));
	}

	@Test
	void userDetailsServiceOfTheApplicationServesPasswordsAndKeys(CapturedOutput output) throws Exception {
		Files.writeString(this.directory.resolve("app"), this.key.toAuthorizedKey("test"));
		this.runner.withUserConfiguration(OneUserStore.class)
			.withPropertyValues("ssh-console.address=0.0.0.0",
					"ssh-console.authentication.authorized-keys=" + this.directory + "/{user}")
			.run((context) -> {
				assertThat(password(context, "app", "secret")).isPresent();
				assertThat(password(context, "app", "wrong")).isEmpty();
				assertThat(key(context, "app")).isPresent();
				assertThat(output).doesNotContain("generated");
				assertThat(context).hasSingleBean(UserDetailsService.class);
			});
	}

	@Test
	void authenticationProvidersOfTheApplicationServePasswords() {
		this.runner.withBean(AuthenticationProvider.class, OnePasswordProvider::new).run((context) -> {
			assertThat(password(context, "anybody", "secret")).isPresent();
			assertThat(password(context, "anybody", "wrong")).isEmpty();
		});
	}

	@Test
	void authenticationProviderComesBeforeTheUserStoreAsInAWebApplication() {
		this.runner.withUserConfiguration(OneUserStore.class)
			.withBean(AuthenticationProvider.class, OnePasswordProvider::new)
			.run((context) -> {
				assertThat(password(context, "anybody", "secret")).isPresent();
				assertThat(context.getBeansOfType(AuthenticationConfiguration.class)).isEmpty();
			});
	}

	@Test
	void passwordEncoderOfTheApplicationCompares() {
		this.runner.withUserConfiguration(OneUserStore.class)
			.withBean(PasswordEncoder.class, Backwards::new)
			.run((context) -> {
				assertThat(password(context, "app", "terces}poon{")).isPresent();
				assertThat(password(context, "app", "secret")).isEmpty();
			});
	}

	@Test
	void passwordThatIsKnownToBeCompromisedIsRefused() {
		this.runner.withUserConfiguration(OneUserStore.class)
			.withBean(CompromisedPasswordChecker.class, () -> (password) -> new CompromisedPasswordDecision(true))
			.run((context) -> assertThat(password(context, "app", "secret")).isEmpty());
	}

	@Test
	void whatSpringSecurityMadeOfTheApplicationsUsersCounts() {
		this.runner.withUserConfiguration(AuthenticationConfiguration.class)
			.withBean(GlobalAuthenticationConfigurerAdapter.class, OneUserConfigurer::new)
			.run((context) -> assertThat(password(context, "global", "secret")).isPresent());
	}

	@Test
	void authenticationManagerOfTheApplicationComesBeforeItsUserStore() {
		this.runner.withUserConfiguration(OneUserStore.class)
			.withBean(AuthenticationManager.class, () -> (request) -> accept(request, "managed"))
			.run((context) -> {
				assertThat(password(context, "anybody", "managed")).isPresent();
				assertThat(password(context, "app", "secret")).isEmpty();
			});
	}

	@Test
	void severalUserStoresAreNone(CapturedOutput output) {
		this.runner.withUserConfiguration(OneUserStore.class)
			.withBean("second", UserDetailsService.class, InMemoryUserDetailsManager::new)
			.run((context) -> {
				assertBridgeFails(context, SshLoginUnavailableException.class);
				assertThat(output).doesNotContain("generated");
			});
	}

	@Test
	void severalAuthenticationManagersAreNone() {
		this.runner.withBean("one", AuthenticationManager.class, () -> (request) -> accept(request, "x"))
			.withBean("two", AuthenticationManager.class, () -> (request) -> accept(request, "x"))
			.run((context) -> assertBridgeFails(context, SshLoginUnavailableException.class));
	}

	@Test
	void keysAloneAreNoUsers(CapturedOutput output) {
		this.runner.withPropertyValues("ssh-console.authentication.authorized-keys=" + this.directory + "/{user}")
			.run((context) -> {
				assertBridgeFails(context, SshLoginUnavailableException.class);
				assertThat(output).doesNotContain("generated");
			});
	}

	@Test
	void authoritiesAloneAreNoUsers(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("authorities"), this.key.toAuthorizedKey("authority"));
		this.runner.withPropertyValues("ssh-console.authentication.trusted-user-ca-keys=" + file).run((context) -> {
			assertBridgeFails(context, SshLoginUnavailableException.class);
			assertThat(output).doesNotContain("generated");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "trusted-user-ca-keys", "revoked-keys" })
	void fileForAllUsersThatOthersCanWriteFailsTheStart(String name) throws Exception {
		Path file = Files.writeString(this.directory.resolve("file"), this.key.toAuthorizedKey("key"));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
		ApplicationContextRunner configured = this.runner.withPropertyValues("ssh-console.users.ada.password=secret",
				"ssh-console.authentication." + name + "=" + file);
		configured
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean(SshAuthenticationBridge.class))
				.havingRootCause()
				.withMessageContaining("chmod go-w"));
		configured.withPropertyValues("ssh-console.authentication.strict-modes=false")
			.run((context) -> assertThat(password(context, "ada", "secret")).isPresent());
	}

	@Test
	void storesOfKeysAddUp() {
		this.runner.withPropertyValues("ssh-console.users.ada.roles=ADMIN")
			.withBean("none", AuthorizedKeysService.class, () -> (name) -> AuthorizedKeys.parse("", "none"))
			.withBean("one", AuthorizedKeysService.class,
					() -> (name) -> AuthorizedKeys.parse(name.equals("ada") ? this.key.toAuthorizedKey("") : "", "one"))
			.run((context) -> {
				assertThat(key(context, "ada")).isPresent();
				assertThat(key(context, "bob")).isEmpty();
			});
	}

	@Test
	void authenticatorOfTheApplicationTakesOver(CapturedOutput output) {
		this.runner.withUserConfiguration(OneUserStore.class)
			.withPropertyValues("ssh-console.address=0.0.0.0", "ssh-console.users.ada.password=secret")
			.withBean(SshAuthenticator.class, () -> (request) -> accept(request, "own"))
			.run((context) -> {
				assertThat(password(context, "anybody", "own")).isPresent();
				assertThat(password(context, "ada", "secret")).isEmpty();
				assertThat(context.getBean(SshAuthenticationBridge.class).methods()).hasSize(2);
				assertThat(output).doesNotContain("generated");
			});
	}

	private static void assertBridgeFails(AssertableApplicationContext context, Class<? extends Throwable> cause) {
		assertThat(context).hasNotFailed();
		assertThatException().isThrownBy(() -> context.getBean(SshAuthenticationBridge.class))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining(cause.getName()));
	}

	private Optional<Authentication> key(AssertableApplicationContext context, String username) {
		return context.getBean(SshAuthenticationBridge.class).authenticatePublicKey(username, this.key, details());
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

	private static Authentication accept(Authentication request, String password) {
		if (!password.equals(request.getCredentials())) {
			throw new BadCredentialsException("Bad credentials");
		}
		return UsernamePasswordAuthenticationToken.authenticated(request.getName(), null, List.of());
	}

	@Configuration(proxyBeanMethods = false)
	static class OneUserStore {

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(User.withUsername("app").password("{noop}secret").build());
		}

	}

	private static final class OnePasswordProvider implements AuthenticationProvider {

		@Override
		public Authentication authenticate(Authentication request) {
			return accept(request, "secret");
		}

		@Override
		public boolean supports(Class<?> authentication) {
			return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
		}

	}

	private static final class Backwards implements PasswordEncoder {

		@Override
		public String encode(@Nullable CharSequence password) {
			return new StringBuilder(String.valueOf(password)).reverse().toString();
		}

		@Override
		public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
			return encode(password).equals(encoded);
		}

	}

	private static final class OneUserConfigurer extends GlobalAuthenticationConfigurerAdapter {

		@Override
		public void init(AuthenticationManagerBuilder builder) {
			builder.inMemoryAuthentication().withUser("global").password("{noop}secret").roles();
		}

	}

}
