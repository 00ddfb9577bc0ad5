package io.sshconsole.boot.approval;

import java.util.List;
import java.util.function.Supplier;

import io.sshconsole.boot.command.AnnotatedMethods;
import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.SshApproval;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandMethods;
import io.sshconsole.boot.command.SshCommandSource;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives the commands about approvals, but only to applications in which commands wait for
 * them: to others their names are free.
 */
public final class ApprovalCommandSource implements SshCommandSource {

	private final boolean configured;

	private final CommandBeans beans;

	private final SshCommandMethods methods;

	private final Supplier<Object> commands;

	/**
	 * Creates the source.
	 * @param configured whether commands wait because the configuration says so
	 * @param beans has those whose annotations say so
	 * @param methods makes the commands
	 * @param approvals gives the calls that wait; asked when a command runs
	 * @param access gives what asks for factors; asked then too
	 */
	public ApprovalCommandSource(boolean configured, CommandBeans beans, SshCommandMethods methods,
			Supplier<Approvals> approvals, Supplier<SshCommandAccess> access) {
		this.configured = configured;
		this.beans = beans;
		this.methods = methods;
		this.commands = SingletonSupplier.of(() -> new ApprovalCommands(approvals.get(), access));
	}

	@Override
	public List<? extends SshCommandDefinition> commands() {
		if (!this.configured && this.beans.types().values().stream().noneMatch(ApprovalCommandSource::isAnnotated)) {
			return List.of();
		}
		return AnnotatedMethods.of(ApprovalCommands.class, SshCommand.class)
			.stream()
			.map((method) -> this.methods.of(ApprovalCommands.class, method, this.commands))
			.toList();
	}

	private static boolean isAnnotated(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, SshApproval.class)
				|| !AnnotatedMethods.of(type, SshApproval.class).isEmpty();
	}

}
