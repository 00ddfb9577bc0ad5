package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import io.sshconsole.ssh.wire.SshException;

/**
 * A network, or a single address. Names are never looked up: whoever controls the answer
 * would control the access.
 *
 * @param network the address whose host bits are zero
 * @param prefix the number of bits that count
 */
record AddressBlock(InetAddress network, int prefix) {

	private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

	/**
	 * With a colon, and a first character for which {@link InetAddress#getByName} never
	 * asks anybody.
	 */
	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

	private static final int MAPPED_BITS = 96;

	/**
	 * Tells whether a text is meant to be an address or a network.
	 * @param text the text
	 * @return whether it has no other characters
	 */
	static boolean looksLikeOne(String text) {
		String address = text.split("/", 2)[0];
		return IPV4.matcher(address).matches() || IPV6.matcher(address).matches();
	}

	/**
	 * Reads an address with or without {@code /} and the number of bits.
	 * @param text the text
	 * @return the network
	 * @throws SshException if it is none, or has bits behind its prefix, which is a
	 * mistake in one of the two
	 */
	static AddressBlock parse(String text) throws SshException {
		int slash = text.indexOf('/');
		String literal = (slash < 0) ? text : text.substring(0, slash);
		InetAddress address = address(literal);
		int bits = 8 * address.getAddress().length;
		int prefix = (slash < 0) ? bits : prefix(text.substring(slash + 1));
		if (slash >= 0 && bits == 32 && literal.indexOf(':') >= 0) {
			// The runtime makes ::ffff:10.0.0.0 an IPv4 address
			prefix -= MAPPED_BITS;
		}
		AddressBlock block = new AddressBlock(address, prefix);
		if (prefix < 0 || prefix > bits || !block.hasZeroHostBits()) {
			throw new SshException("'" + text + "' is not a network");
		}
		return block;
	}

	private static InetAddress address(String literal) throws SshException {
		try {
			if (IPV4.matcher(literal).matches()) {
				String[] parts = literal.split("\\.");
				byte[] bytes = new byte[parts.length];
				for (int i = 0; i < parts.length; i++) {
					int part = Integer.parseInt(parts[i]);
					if (part > 255 || (parts[i].length() > 1 && parts[i].startsWith("0"))) {
						throw new SshException("'" + literal + "' is not an address");
					}
					bytes[i] = (byte) part;
				}
				return InetAddress.getByAddress(bytes);
			}
			if (IPV6.matcher(literal).matches()) {
				return InetAddress.getByName(literal);
			}
		}
		catch (UnknownHostException ex) {
			// Said below
		}
		throw new SshException("'" + literal + "' is not an address");
	}

	private static int prefix(String text) {
		return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
	}

	private boolean hasZeroHostBits() {
		byte[] bytes = this.network.getAddress();
		for (int bit = this.prefix; bit < 8 * bytes.length; bit++) {
			if (isSet(bytes, bit)) {
				return false;
			}
		}
		return true;
	}

	boolean contains(InetAddress address) {
		byte[] ours = this.network.getAddress();
		byte[] theirs = address.getAddress();
		if (ours.length != theirs.length) {
			return false;
		}
		for (int bit = 0; bit < this.prefix; bit++) {
			if (isSet(ours, bit) != isSet(theirs, bit)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isSet(byte[] bytes, int bit) {
		return (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0;
	}

}
