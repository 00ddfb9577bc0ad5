package io.sshconsole.boot.autoconfigure;

import java.util.List;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which command a key below {@code ssh-console.commands} means, and what it does to it.
 */
class ConfiguredCommandsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshCommandAutoConfiguration.class))
		.withBean(Commands.class);

	@ParameterizedTest
	@ValueSource(strings = { "[cache clear]", "cache-clear", "cacheClear", "cacheclear", "cc", "[CACHE CLEAR]" })
	void nameOfACommandMayBeWritten(String key) {
		this.runner.withPropertyValues("ssh-console.commands." + key + ".authority=ROLE_ADMIN")
			.run((context) -> assertNeedsAdmin(context, "cache clear"));
	}

	@Test
	void nameOfACommandMayBePartOfAnEnvironmentVariable() {
		this.runner
			.withInitializer((context) -> TestPropertyValues.of("SSHCONSOLE_COMMANDS_CACHECLEAR_AUTHORITY=ROLE_ADMIN")
				.applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
			.run((context) -> assertNeedsAdmin(context, "cache clear"));
	}

	@Test
	void environmentVariableWinsOverAFile() {
		this.runner.withPropertyValues("ssh-console.commands.cache-clear.authority=ROLE_USER")
			.withInitializer((context) -> TestPropertyValues.of("SSHCONSOLE_COMMANDS_CACHECLEAR_AUTHORITY=ROLE_ADMIN")
				.applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
			.run((context) -> assertNeedsAdmin(context, "cache clear"));
	}

	@Test
	void exactNameMeansThatCommandEvenIfAnotherOneIsWrittenAlike() {
		this.runner.withPropertyValues("ssh-console.commands.key-rotate.authority=ROLE_ADMIN").run((context) -> {
			assertNeedsAdmin(context, "key-rotate");
			assertThat(isPermitted(context, "key rotate", "ROLE_USER")).isTrue();
		});
	}

	@ParameterizedTest
	@CsvSource({ "cache-clean, There is no command of that name.", "cache, There is no command of that name.",
			"keyrotate, It may mean 'key rotate' or 'key-rotate'." })
	void keyThatWouldProtectNothingOrMaybeTheWrongCommandFailsTheStart(String key, String reason) {
		this.runner.withPropertyValues("ssh-console.commands." + key + ".authority=ROLE_ADMIN")
			.run((context) -> assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> context.getBean(SshCommandAuthorizer.class))
				.havingRootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("ssh-console.commands");
					assertThat(ex.getValue()).isEqualTo(key);
					assertThat(ex.getReason()).startsWith(reason);
				}));
	}

	@Test
	void keysThatContradictEachOtherFailTheStart() {
		this.runner
			.withPropertyValues("ssh-console.commands.cc.authority=ROLE_USER",
					"ssh-console.commands.[cache clear].authority=ROLE_ADMIN")
			.run((context) -> assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> context.getBean(SshCommandAuthorizer.class))
				.havingRootCause()
				.withMessageContaining("ssh-console.commands")
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getReason())
							.isEqualTo("Another key says something else about the command 'cache clear'.")));
	}

	@Test
	void emptyAuthorityIsRefused() {
		this.runner.withPropertyValues("ssh-console.commands.cc.authority= ")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("ssh-console.commands.cc.authority")));
	}

	@Test
	void authorityIsAddedToTheAnnotationsAndReplacesNone() {
		this.runner.withPropertyValues("ssh-console.commands.guarded.authority=ROLE_USER").run((context) -> {
			assertThat(isPermitted(context, "guarded", "ROLE_USER")).isFalse();
			assertThat(isPermitted(context, "guarded", "ROLE_ADMIN")).isFalse();
			assertThat(isPermitted(context, "guarded", "ROLE_USER", "ROLE_ADMIN")).isTrue();
		});
	}

	@Test
	void whatApprovesCannotWaitForAnApproval() {
		this.runner.withConfiguration(AutoConfigurations.of(SshApprovalAutoConfiguration.class))
			.withPropertyValues("ssh-console.commands.approve.approval=ROLE_ADMIN")
			.run((context) -> assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> context.getBean(SshCommandAuthorizer.class))
				.havingRootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getReason()).isEqualTo("What approves cannot wait for an approval.")));
	}

	@Test
	void commandsForApprovalsAreThereWhereSomethingWaitsAlone() {
		ApplicationContextRunner approving = this.runner
			.withConfiguration(AutoConfigurations.of(SshApprovalAutoConfiguration.class));
		approving
			.run((context) -> assertThat(context.getBean(SshCommandRegistry.class).find(List.of("approve"))).isEmpty());
		approving.withPropertyValues("ssh-console.commands.cc.approval=ROLE_ADMIN")
			.run((context) -> assertThat(context.getBean(SshCommandRegistry.class).find(List.of("approve")))
				.isPresent());
	}

	private static void assertNeedsAdmin(AssertableApplicationContext context, String command) {
		assertThat(isPermitted(context, command, "ROLE_ADMIN")).isTrue();
		assertThat(isPermitted(context, command, "ROLE_USER")).isFalse();
	}

	private static boolean isPermitted(AssertableApplicationContext context, String command, String... authorities) {
		return context.getBean(SshCommandAuthorizer.class)
			.isPermitted(context.getBean(SshCommandRegistry.class).find(List.of(command.split(" "))).orElseThrow(),
					UsernamePasswordAuthenticationToken.authenticated("ada", null,
							AuthorityUtils.createAuthorityList(authorities)));
	}

	static class Commands {

		@SshCommand(name = "cache clear", aliases = "cc")
		void clear() {
		}

		@SshCommand(name = "key rotate")
		void rotate() {
		}

		@SshCommand(name = "key-rotate")
		void rotateToo() {
		}

		@SshCommand(name = "guarded")
		@PreAuthorize("hasRole('ADMIN')")
		void guarded() {
		}

	}

}
