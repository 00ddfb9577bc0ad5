package io.sshconsole.boot.approval;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.terminal.PlainText;

/**
 * The commands of those who decide what others may run.
 */
public final class ApprovalCommands {

	private final Approvals approvals;

	private final Supplier<SshCommandAccess> access;

	/**
	 * Creates the commands.
	 * @param approvals the calls that wait
	 * @param access gives what asks for factors
	 */
	ApprovalCommands(Approvals approvals, Supplier<SshCommandAccess> access) {
		this.approvals = approvals;
		this.access = access;
	}

	/**
	 * Returns texts instead of a table: the end of a call that is cut off may be the part
	 * that matters.
	 */
	@SshCommand(name = "approvals", description = "Lists the commands that wait for you to approve them.")
	List<String> list(SshCommandContext context) {
		return this.approvals.pending(context.session()).stream().map(ApprovalRequest::toString).toList();
	}

	@SshCommand(name = "approve", description = "Lets a command run that waits for a second person.")
	String approve(@SshArgument(description = "Number of the request.") long id, SshCommandContext context)
			throws IOException {
		return decide(id, context, Decision.granted(context.session())) + " may go on";
	}

	@SshCommand(name = "refuse", description = "Keeps a command from running that waits for a second person.")
	String refuse(@SshArgument(description = "Number of the request.") long id,
			@SshOption(description = "Why. The one who waits reads it.", defaultValue = "") String reason,
			SshCommandContext context) throws IOException {
		return decide(id, context, Decision.refused(context.session(), PlainText.line(reason))) + " may not";
	}

	/**
	 * Asks for the factor first that the call itself demands: who may not make it cannot
	 * answer for it.
	 */
	private String decide(long id, SshCommandContext context, Decision decision) throws IOException {
		List<String> missing = this.approvals.missing(id, context.session());
		if (!missing.isEmpty() && !this.access.get().prove("request " + id, missing, context)) {
			throw new SshCommandException("The request " + id + " needs " + String.join(" and ", missing),
					SshExitStatus.NOT_PERMITTED);
		}
		ApprovalRequest request = this.approvals.decide(id, context.session(), decision);
		return request.call() + ": " + request.session().username();
	}

}
