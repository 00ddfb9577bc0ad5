package io.sshconsole.boot.security;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where log-ins come from, as far as they are told apart: a whole IPv4 address, but only
 * the network part of an IPv6 address.
 *
 * @param text such as {@code 192.0.2.1} or {@code 2001:db8:0:0:0:0:0:0/64}
 */
record Network(String text) {

	private static final int IPV4_BYTES = 4;

	static Network of(InetAddress address, int ipv6Prefix) {
		byte[] bytes = address.getAddress();
		if (bytes.length == IPV4_BYTES) {
			return new Network(address.getHostAddress());
		}
		for (int bit = ipv6Prefix; bit < 8 * bytes.length; bit++) {
			bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
		}
		try {
			return new Network(InetAddress.getByAddress(bytes).getHostAddress() + "/" + ipv6Prefix);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
