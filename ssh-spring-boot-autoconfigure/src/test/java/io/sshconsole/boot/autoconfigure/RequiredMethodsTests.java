package io.sshconsole.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequiredMethods}.
 */
class RequiredMethodsTests {

	@Test
	void passwordIsAlwaysProvenIfEachChainHasIt() {
		assertThat(RequiredMethods.alwaysPassword(List.of("publickey,password", "password,keyboard-interactive")))
			.isTrue();
		assertThat(RequiredMethods.alwaysPassword(List.of("publickey,password", "publickey,keyboard-interactive")))
			.isFalse();
		assertThat(RequiredMethods.alwaysPassword(List.of())).isFalse();
	}

}
