package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandRule;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Who may run the commands of one of our own classes, as a property says.
 */
final class CommandAuthority implements SshCommandRule {

	private final Class<?> commands;

	private final @Nullable AuthorityAuthorizationManager<SshCommandDefinition> users;

	/**
	 * Creates the rule.
	 * @param commands the class
	 * @param authority what a user needs, or {@code null} to forbid them to everybody:
	 * they may be there because it was set when the application was processed ahead of
	 * time
	 * @param roleHierarchies the one of the application, if there is one
	 */
	CommandAuthority(Class<?> commands, @Nullable String authority, ObjectProvider<RoleHierarchy> roleHierarchies) {
		this.commands = commands;
		this.users = (authority != null) ? RequiredAuthority.of(authority, roleHierarchies) : null;
	}

	@Override
	public boolean isPermitted(SshCommandDefinition command, Authentication user) {
		return !isOne(command) || (this.users != null && this.users.authorize(() -> user, command).isGranted());
	}

	boolean isOne(SshCommandDefinition command) {
		return this.commands.isAssignableFrom(command.method().getDeclaringClass());
	}

}
