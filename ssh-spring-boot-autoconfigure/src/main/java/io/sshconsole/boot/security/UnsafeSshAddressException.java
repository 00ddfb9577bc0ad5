package io.sshconsole.boot.security;

import java.net.InetAddress;

/**
 * The server would listen on a network while its only user has a generated password,
 * which stands in the log.
 */
public class UnsafeSshAddressException extends RuntimeException {

	private final InetAddress address;

	public UnsafeSshAddressException(InetAddress address) {
		super("The generated password is for loopback addresses, not for " + address.getHostAddress());
		this.address = address;
	}

	/**
	 * Returns the address that was configured.
	 * @return an address that is not a loopback address
	 */
	public InetAddress getAddress() {
		return this.address;
	}

}
