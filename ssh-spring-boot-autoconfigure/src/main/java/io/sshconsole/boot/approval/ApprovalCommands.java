package io.sshconsole.boot.approval;

import java.util.List;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.terminal.PlainText;

/**
 * The commands of those who decide what others may run.
 */
public final class ApprovalCommands {

	private final Approvals approvals;

	/**
	 * Creates the commands.
	 * @param approvals the calls that wait
	 */
	ApprovalCommands(Approvals approvals) {
		this.approvals = approvals;
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
	String approve(@SshArgument(description = "Number of the request.") long id, SshCommandContext context) {
		return decide(id, context, Decision.granted(context.session())) + " may go on";
	}

	@SshCommand(name = "refuse", description = "Keeps a command from running that waits for a second person.")
	String refuse(@SshArgument(description = "Number of the request.") long id,
			@SshOption(description = "Why. The one who waits reads it.", defaultValue = "") String reason,
			SshCommandContext context) {
		return decide(id, context, Decision.refused(context.session(), PlainText.line(reason))) + " may not";
	}

	private String decide(long id, SshCommandContext context, Decision decision) {
		ApprovalRequest request = this.approvals.decide(id, context.session(), decision);
		return request.call() + ": " + request.session().username();
	}

}
