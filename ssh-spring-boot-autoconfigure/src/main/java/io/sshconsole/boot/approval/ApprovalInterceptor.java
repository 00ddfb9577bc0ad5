package io.sshconsole.boot.approval;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandInvocation;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/**
 * Lets commands wait that a second person has to approve. The innermost of all: what was
 * approved is the call as it runs, whose arguments exist already.
 */
public final class ApprovalInterceptor implements SshCommandInterceptor, Ordered {

	private final ApprovalPolicy policy;

	private final Approvals approvals;

	private final Consumer<ApprovalRequest> notices;

	/**
	 * Creates the interceptor.
	 * @param policy says which commands wait
	 * @param approvals the calls that wait
	 * @param notices tells those who may decide
	 */
	public ApprovalInterceptor(ApprovalPolicy policy, Approvals approvals, ApprovalNotices notices) {
		this.policy = policy;
		this.approvals = approvals;
		this.notices = (request) -> notices.tell(request, approvals);
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable Object intercept(SshCommandInvocation invocation) throws Exception {
		if (this.policy.isNeeded(invocation.command())) {
			approve(invocation);
		}
		return invocation.proceed();
	}

	private void approve(SshCommandInvocation invocation) throws InterruptedException {
		SshCommandDefinition command = invocation.command();
		SshCommandContext context = invocation.context();
		Decision decision = this.approvals.request(context.session(), command, call(invocation),
				invocation::isPermitted, (request) -> {
					tell(context, command.name() + ": waits for somebody else to type: approve " + request.id());
					this.notices.accept(request);
				});
		String by = (decision.by() != null) ? " by " + decision.by().username() : "";
		switch (decision.outcome()) {
			case GRANTED -> tell(context, command.name() + ": approved" + by);
			case REFUSED ->
				throw refused(command, "refused" + by + (decision.reason().isEmpty() ? "" : ": " + decision.reason()));
			case EXPIRED -> throw refused(command,
					"nobody approved it within " + DurationStyle.SIMPLE.print(this.approvals.timeLimit()));
			case WITHDRAWN -> throw refused(command, "the request was withdrawn");
		}
		if (context.isCancelled()) {
			throw new InterruptedException();
		}
		Authentication user = context.authentication();
		if (!invocation.isPermitted(user)) {
			// He may have lost it while he waited, or a factor is too old
			AccessDeniedException refusal = this.policy.authorizer().refuse(command, user);
			List<String> missing = this.approvals.missing(context.session(), invocation::isPermitted);
			throw missing.isEmpty() ? refusal
					: refused(command, "not permitted any more without " + String.join(" and ", missing));
		}
	}

	private static void tell(SshCommandContext context, String message) {
		context.err().println(PlainText.line(message));
	}

	private static SshCommandException refused(SshCommandDefinition command, String message) {
		return new SshCommandException(PlainText.line(command.name() + ": " + message), SshExitStatus.NOT_PERMITTED);
	}

	/**
	 * Writes the call as it could be typed: two calls that differ must not look alike.
	 */
	private static String call(SshCommandInvocation invocation) {
		return Stream
			.concat(Stream.of(invocation.command().name()),
					invocation.words().stream().map(ApprovalInterceptor::quoted))
			.map(PlainText::line)
			.collect(Collectors.joining(" "));
	}

	private static String quoted(String word) {
		return word.matches("[\\p{Alnum}_@%+=:,./*-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
	}

}
