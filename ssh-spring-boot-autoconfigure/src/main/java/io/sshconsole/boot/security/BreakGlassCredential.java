package io.sshconsole.boot.security;

/**
 * A credential for emergencies at the only moment at which it is known.
 *
 * @param secret what is typed in place of the password
 * @param ticket what may be told of it
 */
public record BreakGlassCredential(String secret, BreakGlassTicket ticket) {

	@Override
	public String toString() {
		return "BreakGlassCredential[secret=******, ticket=" + this.ticket + "]";
	}

}
