package io.sshconsole.boot.approval;

import java.util.function.Supplier;

import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshCommandRule;

import org.springframework.security.core.Authentication;

/**
 * Forbids the commands about approvals, and so hides them, to users who may approve
 * nothing.
 */
public final class ApprovalCommandRule implements SshCommandRule {

	private final ApprovalPolicy policy;

	private final Supplier<SshCommandRegistry> registry;

	/**
	 * Creates the rule.
	 * @param policy says who may approve what
	 * @param registry gives the commands
	 */
	public ApprovalCommandRule(ApprovalPolicy policy, Supplier<SshCommandRegistry> registry) {
		this.policy = policy;
		this.registry = registry;
	}

	@Override
	public boolean isPermitted(SshCommandDefinition command, Authentication user) {
		return command.beanType() != ApprovalCommands.class || this.registry.get()
			.commands()
			.stream()
			.anyMatch((other) -> this.policy.isNeeded(other) && this.policy.mayApprove(other, user));
	}

}
