package io.sshconsole.boot.security;

import java.io.Serializable;
import java.time.Instant;

/**
 * What may be told of a credential for emergencies.
 *
 * @param id the first digits of its hash, by which the audit trail names it
 * @param issuer who answers for it
 * @param username the name that it logs in
 * @param address where the log-in must come from
 * @param until when it is no longer good
 */
public record BreakGlassTicket(String id, String issuer, String username, String address,
		Instant until) implements Serializable {

}
