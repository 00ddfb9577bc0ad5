package io.sshconsole.boot.approval;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshApproval;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AllAuthoritiesAuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Says which commands need a second person, by {@link SshApproval @SshApproval} and by
 * configuration, and who may be that person.
 */
public final class ApprovalPolicy {

	private final Map<String, List<SshApproval>> annotations = new ConcurrentHashMap<>();

	private final Map<String, String> configured;

	private final @Nullable RoleHierarchy roleHierarchy;

	private final Supplier<SshCommandAuthorizer> authorizer;

	/**
	 * Creates the policy.
	 * @param configured authorities that the second person needs, by the names of
	 * commands, besides those of the annotations
	 * @param roleHierarchy which roles contain others, if the application says so
	 * @param authorizer says who may run what; asked late, because it asks rules that
	 * need this policy
	 */
	public ApprovalPolicy(Map<String, String> configured, @Nullable RoleHierarchy roleHierarchy,
			Supplier<SshCommandAuthorizer> authorizer) {
		this.configured = Map.copyOf(configured);
		this.roleHierarchy = roleHierarchy;
		this.authorizer = authorizer;
	}

	SshCommandAuthorizer authorizer() {
		return this.authorizer.get();
	}

	/**
	 * Returns whether a command waits for a second person.
	 * @param command the command
	 * @return {@code false} if its user alone decides
	 */
	boolean isNeeded(SshCommandDefinition command) {
		return this.configured.containsKey(command.name()) || !annotations(command).isEmpty();
	}

	/**
	 * Returns whether a user may be the second person for a command, if he is not the
	 * first.
	 * @param command the command
	 * @param user the user, authenticated
	 * @return whether he holds all authorities for it, and may run it himself
	 */
	boolean mayApprove(SshCommandDefinition command, Authentication user) {
		List<String> authorities = new ArrayList<>(annotations(command).stream().map(SshApproval::value).toList());
		authorities.removeIf(String::isEmpty);
		String configuredOne = this.configured.get(command.name());
		if (configuredOne != null) {
			authorities.add(configuredOne);
		}
		return (authorities.isEmpty() || hasAll(authorities, command, user)) && authorizer().isPermitted(command, user);
	}

	private boolean hasAll(List<String> authorities, SshCommandDefinition command, Authentication user) {
		AllAuthoritiesAuthorizationManager<SshCommandDefinition> needed = AllAuthoritiesAuthorizationManager
			.hasAllAuthorities(authorities);
		if (this.roleHierarchy != null) {
			needed.setRoleHierarchy(this.roleHierarchy);
		}
		return needed.authorize(() -> user, command).isGranted();
	}

	private List<SshApproval> annotations(SshCommandDefinition command) {
		return this.annotations.computeIfAbsent(command.name(), (name) -> find(command));
	}

	private static List<SshApproval> find(SshCommandDefinition command) {
		List<SshApproval> annotations = new ArrayList<>();
		for (AnnotatedElement element : List.of(command.method(), command.beanType())) {
			SshApproval annotation = AnnotatedElementUtils.findMergedAnnotation(element, SshApproval.class);
			if (annotation != null) {
				annotations.add(annotation);
			}
		}
		return List.copyOf(annotations);
	}

}
