package io.sshconsole.boot.security;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;

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

	/**
	 * Returns the peer's address, to compare it with others.
	 * @return the address, without looking anything up
	 * @throws IllegalStateException if the text is not an address
	 */
	public InetAddress address() {
		try {
			return InetAddress.getByName(this.remoteAddress);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("'remoteAddress' is not an address", ex);
		}
	}

}
