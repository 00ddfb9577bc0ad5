package io.sshconsole.boot.security;

import java.io.Serializable;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who came in by a credential for emergencies: not the user whose name he goes by, but
 * somebody for whom its issuer answers.
 *
 * @param ticket what may be told of the credential
 */
public record BreakGlassPrincipal(BreakGlassTicket ticket) implements AuthenticatedPrincipal, Serializable {

	@Override
	public String getName() {
		return this.ticket.username();
	}

}
