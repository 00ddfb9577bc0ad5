package io.sshconsole.boot.security;

import java.io.Serializable;

/**
 * Where a login comes from. It ends up in audit events and is serialised there, so it
 * holds text and never the connection.
 *
 * @param remoteAddress the peer's address, without its port
 * @param sessionId our name of the connection
 * @param clientVersion what the peer's software calls itself; a claim
 */
public record SshAuthenticationDetails(String remoteAddress, String sessionId,
		String clientVersion) implements Serializable {

}
