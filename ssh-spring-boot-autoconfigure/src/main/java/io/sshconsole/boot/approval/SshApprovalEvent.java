package io.sshconsole.boot.approval;

import java.util.LinkedHashMap;
import java.util.Map;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.event.SshAuditable;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.util.StringUtils;

/**
 * A call waits for a second person, or does not wait any more. Published on the thread of
 * whoever made it happen; an exception of a listener keeps the call from being approved.
 */
public final class SshApprovalEvent extends ApplicationEvent implements SshAuditable {

	private final Type type;

	private final long request;

	private final String call;

	private final SshSession requester;

	private final @Nullable SshSession decidedBy;

	private final String reason;

	private SshApprovalEvent(Object source, Type type, ApprovalRequest request, @Nullable SshSession decidedBy,
			String reason) {
		super(source);
		this.type = type;
		this.request = request.id();
		this.call = request.call();
		this.requester = request.session();
		this.decidedBy = decidedBy;
		this.reason = reason;
	}

	static SshApprovalEvent requested(Object source, ApprovalRequest request) {
		return new SshApprovalEvent(source, Type.REQUESTED, request, null, "");
	}

	static SshApprovalEvent decided(Object source, ApprovalRequest request, Decision decision) {
		return new SshApprovalEvent(source, Type.valueOf(decision.outcome().name()), request, decision.by(),
				decision.reason());
	}

	/**
	 * Returns what happened.
	 * @return the type
	 */
	public Type type() {
		return this.type;
	}

	/**
	 * Returns the number of the request.
	 * @return a number that is not used again
	 */
	public long request() {
		return this.request;
	}

	/**
	 * Returns what shall run.
	 * @return the command with its words in one line; stars stand in the place of secrets
	 */
	public String call() {
		return this.call;
	}

	/**
	 * Returns who asked.
	 * @return the session of the command
	 */
	public SshSession requester() {
		return this.requester;
	}

	/**
	 * Returns who decided.
	 * @return the session of the second person, or {@code null} if nobody decided
	 */
	public @Nullable SshSession decidedBy() {
		return this.decidedBy;
	}

	/**
	 * Returns why the call was refused.
	 * @return what the second person said; may be empty
	 */
	public String reason() {
		return this.reason;
	}

	@Override
	public String auditType() {
		return "SSH_APPROVAL_" + this.type;
	}

	@Override
	public String auditPrincipal() {
		return ((this.decidedBy != null) ? this.decidedBy : this.requester).username();
	}

	@Override
	public Map<String, Object> auditData() {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("request", this.request);
		data.put("command", this.call);
		data.put("requester", this.requester.username());
		data.put("session", this.requester.id());
		if (this.decidedBy != null) {
			data.put("decidedBy", this.decidedBy.username());
			data.put("decidedIn", this.decidedBy.id());
		}
		if (StringUtils.hasText(this.reason)) {
			data.put("reason", this.reason);
		}
		return data;
	}

	/**
	 * What can happen to a request.
	 */
	public enum Type {

		/**
		 * A call waits for a second person.
		 */
		REQUESTED,

		/**
		 * A second person lets it run.
		 */
		GRANTED,

		/**
		 * A second person does not let it run.
		 */
		REFUSED,

		/**
		 * Nobody decided in time.
		 */
		EXPIRED,

		/**
		 * The command was cancelled, or its user has left.
		 */
		WITHDRAWN

	}

}
