package io.sshconsole.boot.command;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * Authorities that commands need because the configuration says so. They come on top of
 * what the annotations of a command demand, and never replace it.
 */
public final class ConfiguredAuthorities implements SshCommandRule {

	private final Map<String, AuthorizationManager<SshCommandDefinition>> byName = new HashMap<>();

	/**
	 * Creates the rule.
	 * @param authorities the authority that each command needs, by the name of the
	 * command; it holds for its aliases, too
	 * @param roleHierarchy which roles contain others, if the application says so
	 */
	public ConfiguredAuthorities(Map<String, String> authorities, @Nullable RoleHierarchy roleHierarchy) {
		authorities.forEach((name, authority) -> {
			AuthorityAuthorizationManager<SshCommandDefinition> needed = AuthorityAuthorizationManager
				.hasAuthority(authority);
			if (roleHierarchy != null) {
				needed.setRoleHierarchy(roleHierarchy);
			}
			this.byName.put(name, needed);
		});
	}

	@Override
	public boolean isPermitted(SshCommandDefinition command, Authentication user) {
		AuthorizationManager<SshCommandDefinition> needed = this.byName.get(command.name());
		if (needed == null) {
			return true;
		}
		AuthorizationResult result = needed.authorize(() -> user, command);
		return result != null && result.isGranted();
	}

}
