package io.sshconsole.boot.command;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretMaskTests {

	private final SecretMask mask = new SecretMask(new TestConsole(new Commands())::registry);

	@Test
	void aLineWithoutSecretsStaysAsItIs() {
		String line = "greet Ada  'and all'";
		assertThat(this.mask.mask(line)).isSameAs(line);
	}

	@Test
	void theWordsOfACommandWithSecretsAreHidden() {
		assertThat(this.mask.mask("  login 'my password' x")).isEqualTo("  login ************* *");
		assertThat(this.mask.mask("login --token=abc")).isEqualTo("login ***********");
	}

	@Test
	void aLineThatCannotBeReadIsHiddenAsAWhole() {
		assertThat(this.mask.mask("login 'my pass")).isEqualTo("**************");
	}

	static class Commands {

		@SshCommand(name = "greet")
		void greet(@SshArgument String name, @SshArgument String more) {
		}

		@SshCommand(name = "login")
		void login(@SshArgument(secret = true) @Nullable String password, @SshOption @Nullable String token,
				@SshArgument @Nullable String more) {
		}

	}

}
