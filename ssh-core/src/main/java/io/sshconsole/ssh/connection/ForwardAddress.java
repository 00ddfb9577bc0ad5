package io.sshconsole.ssh.connection;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * Reads the addresses of forwarded connections (RFC 4254 §7, OpenSSH PROTOCOL 2.4).
 */
final class ForwardAddress {

	/**
	 * Longest host, as in DNS.
	 */
	private static final int MAX_HOST = 255;

	/**
	 * Longest path that the systems take for a socket is about 100 bytes.
	 */
	private static final int MAX_PATH = 255;

	private static final int MAX_PORT = 65535;

	private ForwardAddress() {
	}

	/**
	 * Reads a host and a port. They are compared and logged by others, so the host must
	 * be printable; it may be empty where it means all addresses.
	 * @return empty if they cannot be an address
	 */
	static Optional<InetSocketAddress> readTcp(WireReader fields) throws DisconnectException {
		String host = fields.readText();
		long port = fields.readUint32();
		boolean good = port <= MAX_PORT && host.length() <= MAX_HOST
				&& host.chars().allMatch((character) -> character > ' ' && character <= '~');
		return good ? Optional.of(InetSocketAddress.createUnresolved(host, (int) port)) : Optional.empty();
	}

	/**
	 * Reads the path of a socket, which must be absolute: there is no directory that the
	 * peer could mean.
	 * @return empty if it cannot be one
	 */
	static Optional<UnixDomainSocketAddress> readPath(WireReader fields) throws DisconnectException {
		String path = fields.readText();
		boolean printable = path.chars().allMatch((character) -> character >= ' ' && character != 0x7f);
		try {
			return (printable && path.length() <= MAX_PATH && Path.of(path).isAbsolute())
					? Optional.of(UnixDomainSocketAddress.of(path)) : Optional.empty();
		}
		catch (InvalidPathException ex) {
			return Optional.empty();
		}
	}

}
