package io.sshconsole.boot.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.shell.SessionCommands;
import io.sshconsole.boot.shell.SshNotices;
import io.sshconsole.boot.shell.SshShellBanner;
import io.sshconsole.boot.shell.SshShellHealth;
import io.sshconsole.boot.shell.SshShellPrompt;
import io.sshconsole.boot.shell.SshShellPromptContext;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import io.sshconsole.boot.shell.SshShells;
import io.sshconsole.boot.terminal.SshTerminal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshShellAutoConfiguration} and
 * {@link SshShellHealthAutoConfiguration}.
 */
class SshShellAutoConfigurationTests {

	private static final String TITLE = "shop\nType help for the commands, exit to leave.\n";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshShellAutoConfiguration.class, SshShellHealthAutoConfiguration.class,
				SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class))
		.withPropertyValues("spring.application.name=shop");

	@TempDir
	private Path directory;

	@Test
	void settingsAreThoseOfTheProperties() {
		this.runner.run((context) -> assertThat(context.getBean(SshShellSettings.class)).isEqualTo(new SshShellSettings(
				"{application}> ", "> ", EditMode.EMACS, 500, null, Duration.ofMinutes(30), Duration.ofMinutes(1))));
		this.runner
			.withPropertyValues("ssh-console.shell.prompt=$", "ssh-console.shell.continuation-prompt=+",
					"ssh-console.shell.edit-mode=vi", "ssh-console.shell.history-size=7",
					"ssh-console.shell.history-directory=lines", "ssh-console.limits.idle-timeout=5m",
					"ssh-console.shell.idle-warning=20")
			.run((context) -> assertThat(context.getBean(SshShellSettings.class)).isEqualTo(new SshShellSettings("$",
					"+", EditMode.VI, 7, Path.of("lines"), Duration.ofMinutes(5), Duration.ofSeconds(20))));
	}

	@Test
	void thePromptNamesTheApplication() {
		this.runner.run((context) -> assertThat(prompt(context, false)).isEqualTo("shop> "));
		this.runner.withPropertyValues("spring.application.name=")
			.run((context) -> assertThat(prompt(context, false)).isEqualTo("> "));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SshShellAutoConfiguration.class))
			.run((context) -> assertThat(prompt(context, false)).isEqualTo("ssh> "));
	}

	@Test
	void thePromptHasTheColourOfTheWorstHealth() {
		ApplicationContextRunner healthy = this.runner
			.withConfiguration(AutoConfigurations.of(HealthContributorRegistryAutoConfiguration.class))
			.withBean("one", HealthIndicator.class, () -> () -> Health.up().build());
		healthy.run((context) -> awaitPrompt(context, "\u001b[32mshop\u001b[0m> "));
		healthy
			.withBean("two", CompositeHealthContributor.class,
					() -> CompositeHealthContributor
						.fromMap(Map.of("a", (HealthIndicator) () -> Health.down().build())))
			.run((context) -> awaitPrompt(context, "\u001b[31mshop\u001b[0m> "));
		this.runner.run((context) -> assertThat(prompt(context, true)).isEqualTo("shop> "));
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshShellHealth.class));
	}

	@Test
	void promptAndBannerCanBeReplaced() {
		this.runner.withBean(SshShellPrompt.class, () -> (shown) -> "mine> ")
			.withBean(SshShellBanner.class, () -> (session, terminal, out) -> out.print("mine"))
			.run((context) -> {
				assertThat(prompt(context, false)).isEqualTo("mine> ");
				assertThat(banner(context)).isEqualTo("mine");
				assertThat(context.getBean(SshShells.class).banner()).isSameAs(context.getBean(SshShellBanner.class));
			});
	}

	@Test
	void theBannerIsThatOfTheApplication() throws Exception {
		Path text = Files.writeString(this.directory.resolve("own.txt"), "Welcome to ${spring.application.name}!\n");
		this.runner.run((context) -> assertThat(banner(context)).isEqualTo(TITLE));
		this.runner.withPropertyValues("spring.banner.location=file:" + text)
			.run((context) -> assertThat(banner(context)).isEqualTo("Welcome to shop!\n"));
		this.runner
			.withBean("springBootBanner", Banner.class, () -> (environment, source, out) -> out.println("Programmed"))
			.run((context) -> assertThat(banner(context)).isEqualTo("Programmed\n"));
		this.runner.withPropertyValues("ssh-console.shell.banner=file:" + text)
			.run((context) -> assertThat(banner(context)).isEqualTo("Welcome to shop!\n"));
		this.runner.withPropertyValues("ssh-console.shell.banner=none")
			.run((context) -> assertThat(banner(context)).isEmpty());
	}

	@Test
	void aBannerThatIsMissingFailsTheStart() {
		this.runner.withPropertyValues("ssh-console.shell.banner=classpath:missing.txt")
			.run((context) -> assertThat(catchThrowable(() -> context.getBean(SshShells.class)))
				.hasStackTraceContaining("There is no such file"));
	}

	@Test
	void aHistoryDirectoryThatOthersMayWriteFailsTheStart() throws Exception {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxrwxrwx"));
		this.runner.withPropertyValues("ssh-console.shell.history-directory=" + this.directory)
			.run((context) -> assertThat(catchThrowable(() -> context.getBean(SshShells.class)))
				.hasStackTraceContaining("ssh-console.shell.history-directory")
				.hasStackTraceContaining("chmod 700"));
	}

	@Test
	void noticesAndCommandsOfTheSessionAreThere() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SshNotices.class).hasSingleBean(SessionCommands.class);
			assertThat(context.getBean(SshNotices.class).broadcast("x")).isZero();
		});
	}

	@Test
	void withoutJLineThereIsNothing() {
		this.runner.withClassLoader(new FilteredClassLoader("org.jline"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshShellSettings.class));
	}

	/**
	 * The first prompt may come before the health is known.
	 */
	private static void awaitPrompt(ApplicationContext context, String expected) {
		Awaitility.await().untilAsserted(() -> assertThat(prompt(context, true)).isEqualTo(expected));
	}

	private static String prompt(ApplicationContext context, boolean colour) {
		SshTerminal terminal = mock(SshTerminal.class);
		given(terminal.hasColour()).willReturn(colour);
		return context.getBean(SshShellPrompt.class).prompt(new SshShellPromptContext(session(), terminal, 0));
	}

	private static String banner(ApplicationContext context) {
		SshTerminal terminal = mock(SshTerminal.class);
		given(terminal.columns()).willReturn(80);
		StringWriter text = new StringWriter();
		context.getBean(SshShellBanner.class).print(session(), terminal, new PrintWriter(text));
		return text.toString();
	}

	private static SshSession session() {
		return new SshSession("1", "ada", new TestingAuthenticationToken("ada", null));
	}

}
