package io.sshconsole.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorityAuthorizationManager;

/**
 * Decides by an authority that a property names.
 */
final class RequiredAuthority {

	private RequiredAuthority() {
	}

	/**
	 * Makes what decides.
	 * @param <T> what it is about
	 * @param authority what a user needs, himself or by a role that contains it
	 * @param roleHierarchies the one of the application, if there is one
	 * @return who has it
	 */
	static <T> AuthorityAuthorizationManager<T> of(String authority, ObjectProvider<RoleHierarchy> roleHierarchies) {
		AuthorityAuthorizationManager<T> users = AuthorityAuthorizationManager.hasAuthority(authority);
		roleHierarchies.ifUnique(users::setRoleHierarchy);
		return users;
	}

}
