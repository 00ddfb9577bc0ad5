package io.sshconsole.ssh.connection;

/**
 * A request to use the client's display (RFC 4254 §6.3.1).
 *
 * @param singleConnection whether only one window connection is allowed
 * @param protocol the authentication protocol, such as {@code MIT-MAGIC-COOKIE-1}
 * @param cookie what opens the display, in hexadecimal digits; a secret
 * @param screen the number of the screen
 */
public record X11Request(boolean singleConnection, String protocol, String cookie, int screen) {

	@Override
	public String toString() {
		return "X11Request[" + this.protocol + ", screen " + this.screen + "]";
	}

}
