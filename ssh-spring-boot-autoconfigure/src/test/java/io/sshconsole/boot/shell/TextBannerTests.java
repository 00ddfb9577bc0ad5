package io.sshconsole.boot.shell;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.terminal.SshTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.Banner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TextBanner}.
 */
class TextBannerTests {

	private static final String TITLE = "shop 1.2\nType help for the commands, exit to leave.\n";

	private final SshTerminal terminal = mock(SshTerminal.class);

	private final MockEnvironment environment = new MockEnvironment().withProperty("spring.application.version", "1.2");

	@BeforeEach
	void setSize() {
		given(this.terminal.columns()).willReturn(40);
	}

	@Test
	void anApplicationWithoutBannerHasItsNameAndVersion() {
		assertThat(print(null)).isEqualTo(TITLE);
	}

	@Test
	void theLogoOfSpringBootIsNobodysBanner() {
		assertThat(print((environment, source, out) -> out.println("spring\n :: Spring Boot ::   (v4)")))
			.isEqualTo(TITLE);
	}

	@Test
	void aBannerThatIsTooWideIsLeftOut() {
		assertThat(print((environment, source, out) -> out.println("x".repeat(40)))).isEqualTo("x".repeat(40) + "\n");
		assertThat(print((environment, source, out) -> out.println("x".repeat(41)))).isEqualTo(TITLE);
	}

	@Test
	void coloursAreForTerminalsThatHaveThem() {
		Banner banner = (environment, source, out) -> out.println("\u001b[32m shop \u001b[0;39m");
		assertThat(print(banner)).isEqualTo(" shop\n");
		given(this.terminal.hasColour()).willReturn(true);
		assertThat(print(banner)).isEqualTo("\u001b[32m shop \u001b[0;39m\n");
	}

	private String print(Banner banner) {
		StringWriter text = new StringWriter();
		new TextBanner(banner, this.environment, "shop").print(new SshSession("1", "ada", TestConsole.user()),
				this.terminal, new PrintWriter(text));
		return text.toString();
	}

}
