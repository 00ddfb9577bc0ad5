package io.sshconsole.boot.recording;

import java.util.List;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.BreakGlassCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthoritiesAuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * Says who is recorded.
 */
final class RecordingPolicy {

	private final List<String> users;

	private final List<String> authorities;

	private final AuthoritiesAuthorizationManager authorization = new AuthoritiesAuthorizationManager();

	RecordingPolicy(RecordingSettings settings, @Nullable RoleHierarchy roleHierarchy) {
		this.users = settings.users();
		this.authorities = settings.authorities();
		if (roleHierarchy != null) {
			this.authorization.setRoleHierarchy(roleHierarchy);
		}
	}

	/**
	 * Who came in by a credential for emergencies is always recorded: neither his name
	 * nor his authorities are his own.
	 */
	boolean isRecorded(SshSession session) {
		return BreakGlassCredentials.isGuest(session.authentication())
				|| (this.users.isEmpty() && this.authorities.isEmpty()) || isNamed(session)
				|| hasAuthority(session.authentication());
	}

	/**
	 * Compares names without regard to case: in some stores of users {@code ADA} is ada,
	 * and could otherwise choose not to be recorded.
	 */
	private boolean isNamed(SshSession session) {
		String name = session.authentication().getName();
		return this.users.stream()
			.anyMatch((user) -> user.equalsIgnoreCase(session.username()) || user.equalsIgnoreCase(name));
	}

	private boolean hasAuthority(Authentication user) {
		AuthorizationResult result = this.authorization.authorize(() -> user, this.authorities);
		return result != null && result.isGranted();
	}

}
