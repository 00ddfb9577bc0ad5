package io.sshconsole.ssh;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where connections come from, as far as limits tell sources apart: a whole IPv4 address,
 * but only the network part of an IPv6 address, because one customer owns all of its 2^64
 * hosts.
 *
 * @param network the compared bytes in hexadecimal digits
 * @param loopback whether it is this machine
 */
record SourceAddress(String network, boolean loopback) {

	private static final int IPV6_NETWORK_BYTES = 8;

	static SourceAddress of(InetSocketAddress address) {
		InetAddress host = address.getAddress();
		byte[] bytes = host.getAddress();
		boolean ipv6 = bytes.length > 4;
		byte[] network = ipv6 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
		return new SourceAddress(HexFormat.of().formatHex(network) + (ipv6 ? "/64" : ""), host.isLoopbackAddress());
	}

}
