package io.sshconsole.boot.security;

import java.util.LinkedHashMap;
import java.util.Map;

import io.sshconsole.boot.event.SshAuditable;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * A credential for emergencies was issued, used, refused or withdrawn. If a listener
 * throws when it is used, the log-in is refused.
 */
public class SshBreakGlassEvent extends ApplicationEvent implements SshAuditable {

	private final Kind kind;

	private final BreakGlassTicket ticket;

	private final @Nullable String reason;

	/**
	 * Creates the event.
	 * @param source who tells it
	 * @param kind what has happened
	 * @param ticket what may be told of the credential
	 * @param reason why it was refused, or {@code null}
	 */
	public SshBreakGlassEvent(Object source, Kind kind, BreakGlassTicket ticket, @Nullable String reason) {
		super(source);
		this.kind = kind;
		this.ticket = ticket;
		this.reason = reason;
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

	/**
	 * Returns why the credential was refused.
	 * @return the reason, or {@code null} if it was not
	 */
	public @Nullable String getReason() {
		return this.reason;
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
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("id", this.ticket.id());
		data.put("issuer", this.ticket.issuer());
		data.put("user", this.ticket.username());
		data.put("address", this.ticket.address());
		data.put("until", this.ticket.until().toString());
		if (this.reason != null) {
			data.put("reason", this.reason);
		}
		return data;
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
		 * It was right, but for another name or address, or from somebody who may not
		 * issue it any more. It is used up.
		 */
		REFUSED,

		/**
		 * It was taken back.
		 */
		WITHDRAWN

	}

}
