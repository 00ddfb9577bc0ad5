package io.sshconsole.boot.security;

import java.util.Map;

import io.sshconsole.boot.event.SshAuditable;

import org.springframework.context.ApplicationEvent;

/**
 * A credential for emergencies was issued, used or withdrawn. If a listener throws when
 * it is used, the log-in is refused.
 */
public class SshBreakGlassEvent extends ApplicationEvent implements SshAuditable {

	private final Kind kind;

	private final BreakGlassTicket ticket;

	public SshBreakGlassEvent(Object source, Kind kind, BreakGlassTicket ticket) {
		super(source);
		this.kind = kind;
		this.ticket = ticket;
	}

	/**
	 * Returns what has happened.
	 * @return the kind
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * Returns what may be told of the credential.
	 * @return the ticket, without the secret
	 */
	public BreakGlassTicket getTicket() {
		return this.ticket;
	}

	@Override
	public String auditType() {
		return "SSH_BREAK_GLASS_" + this.kind;
	}

	@Override
	public String auditPrincipal() {
		return (this.kind == Kind.USED) ? this.ticket.username() : this.ticket.issuer();
	}

	@Override
	public Map<String, Object> auditData() {
		return Map.of("id", this.ticket.id(), "issuer", this.ticket.issuer(), "user", this.ticket.username(), "address",
				this.ticket.address(), "until", this.ticket.until().toString());
	}

	/**
	 * What has happened to a credential.
	 */
	public enum Kind {

		/**
		 * It is good from now on.
		 */
		ISSUED,

		/**
		 * It was right, and is used up. Something else may have refused the log-in.
		 */
		USED,

		/**
		 * It was taken back.
		 */
		WITHDRAWN

	}

}
