package io.sshconsole.boot.server;

import java.util.Map;

import io.sshconsole.boot.event.SshAuditable;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * Somebody has ended a session, mostly that of somebody else. Sessions whose users leave
 * are told by {@link SshSessionClosedEvent} alone.
 */
public class SshSessionEndedEvent extends ApplicationEvent implements SshAuditable {

	/**
	 * What kind of entry of the audit trail it is.
	 */
	public static final String AUDIT_TYPE = "SSH_SESSION_ENDED";

	private final transient OpenSession session;

	private final @Nullable String by;

	public SshSessionEndedEvent(Object source, OpenSession session, @Nullable String by) {
		super(source);
		this.session = session;
		this.by = by;
	}

	/**
	 * Returns what was ended.
	 * @return the session as it was before
	 */
	public OpenSession getSession() {
		return this.session;
	}

	/**
	 * Returns who ended it.
	 * @return the name of a user, or {@code null} if it is not known
	 */
	public @Nullable String getBy() {
		return this.by;
	}

	@Override
	public String auditType() {
		return AUDIT_TYPE;
	}

	@Override
	public @Nullable String auditPrincipal() {
		return this.by;
	}

	@Override
	public Map<String, Object> auditData() {
		return Map.of("session", this.session.session(), "user", this.session.user(), "address",
				this.session.address());
	}

}
