package io.sshconsole.boot.security;

import java.io.Serializable;

/**
 * Whose failed log-ins are counted.
 *
 * @param kind what it is
 * @param name the network, or the name of a user, which may be anything that a stranger
 * has typed
 */
public record ThrottledPeer(Kind kind, String name) implements Serializable {

	/**
	 * What somebody is whose failures are counted.
	 */
	public enum Kind {

		/**
		 * An address, or a network of IPv6 addresses.
		 */
		NETWORK,

		/**
		 * A user name, known or not.
		 */
		USER

	}

	@Override
	public String toString() {
		return ((this.kind == Kind.USER) ? "user '" : "network '") + LoggedText.of(this.name) + "'";
	}

}
