package io.sshconsole.boot.command;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfiguredAuthorities}.
 */
class ConfiguredAuthoritiesTests {

	private final SshCommandRegistry registry = new TestConsole(new Commands()).registry();

	@Test
	void aCommandNeedsItsAuthorityAndOthersNeedNone() {
		ConfiguredAuthorities rule = new ConfiguredAuthorities(Map.of("cache clear", "ROLE_ADMIN"), null);
		assertThat(rule.isPermitted(command("cache", "clear"), user("ROLE_ADMIN"))).isTrue();
		assertThat(rule.isPermitted(command("cache", "clear"), user("ROLE_USER"))).isFalse();
		assertThat(rule.isPermitted(command("cache", "show"), user("ROLE_USER"))).isTrue();
	}

	@Test
	void anAliasIsProtectedLikeTheCommand() {
		ConfiguredAuthorities rule = new ConfiguredAuthorities(Map.of("cache clear", "ROLE_ADMIN"), null);
		assertThat(rule.isPermitted(command("cc"), user("ROLE_USER"))).isFalse();
	}

	@Test
	void aRoleThatContainsTheAuthorityIsEnough() {
		ConfiguredAuthorities rule = new ConfiguredAuthorities(Map.of("cache clear", "ROLE_USER"),
				RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_USER"));
		assertThat(rule.isPermitted(command("cache", "clear"), user("ROLE_ADMIN"))).isTrue();
		assertThat(rule.isPermitted(command("cache", "clear"), user("ROLE_GUEST"))).isFalse();
	}

	private SshCommandDefinition command(String... words) {
		return this.registry.find(List.of(words)).orElseThrow();
	}

	private static Authentication user(String... authorities) {
		return TestConsole.user(authorities);
	}

	static class Commands {

		@SshCommand(name = "cache clear", aliases = "cc")
		void clear() {
		}

		@SshCommand(name = "cache show")
		void show() {
		}

	}

}
