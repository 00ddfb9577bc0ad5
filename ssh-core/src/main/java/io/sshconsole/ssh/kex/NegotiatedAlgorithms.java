package io.sshconsole.ssh.kex;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.kex.KexInit.BySender;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.Role;
import org.jspecify.annotations.Nullable;

/**
 * What both offers agree on: for each kind the client's first name that the server has
 * too (RFC 4253 §7.1).
 *
 * @param kex the key exchange method
 * @param hostKey the signature algorithm of the host key
 * @param client protection of what the client sends
 * @param server protection of what the server sends
 * @param guessIsRight whether a packet guessed by either side fits: both sides' first
 * choices of method and host key are the same
 */
public record NegotiatedAlgorithms(KexAlgorithm kex, String hostKey, Protection client, Protection server,
		boolean guessIsRight) {

	/**
	 * Negotiates.
	 * @param client the client's offer
	 * @param server the server's offer
	 * @return what both have
	 * @throws DisconnectException if some kind has no common name; its text names the
	 * kind and both lists
	 */
	public static NegotiatedAlgorithms negotiate(KexInit client, KexInit server) throws DisconnectException {
		KexAlgorithm kex = row("key exchange method", client.kex(), server.kex(), KexAlgorithm::named);
		String hostKey = row("host key algorithm", client.hostKeys(), server.hostKeys(), Optional::of);
		boolean guessIsRight = first(client.kex()).equals(first(server.kex()))
				&& first(client.hostKeys()).equals(first(server.hostKeys()));
		return new NegotiatedAlgorithms(kex, hostKey, protection(Role.CLIENT, client, server),
				protection(Role.SERVER, client, server), guessIsRight);
	}

	/**
	 * Returns the protection of one direction.
	 * @param sender who sends in that direction
	 * @return its algorithms
	 */
	public Protection sentBy(Role sender) {
		return sender.pick(this.client, this.server);
	}

	private static Protection protection(Role sender, KexInit client, KexInit server) throws DisconnectException {
		CipherAlgorithm cipher = row("cipher", client.ciphers(), server.ciphers(), sender, CipherAlgorithm::named);
		// An authenticated cipher needs no MAC, so the peer may list none in common
		MacAlgorithm mac = cipher.isAuthenticated() ? null
				: row("MAC", client.macs(), server.macs(), sender, MacAlgorithm::named);
		Compression compression = row("compression", client.compressions(), server.compressions(), sender,
				Compression::named);
		return new Protection(cipher, mac, compression);
	}

	private static <T> T row(String kind, BySender client, BySender server, Role sender,
			Function<String, Optional<T>> table) throws DisconnectException {
		return row(kind, client.sentBy(sender), server.sentBy(sender), table);
	}

	/**
	 * Finds the common name. The table lookup keeps out the markers for strict key
	 * exchange and EXT_INFO, which stand among the methods but are none.
	 */
	private static <T> T row(String kind, List<String> client, List<String> server, Function<String, Optional<T>> table)
			throws DisconnectException {
		for (String name : client) {
			if (server.contains(name)) {
				Optional<T> row = table.apply(name);
				if (row.isPresent()) {
					return row.get();
				}
			}
		}
		throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED,
				"no common " + kind + ": the client offers " + client + ", the server " + server);
	}

	private static String first(List<String> names) {
		return names.isEmpty() ? "" : names.get(0);
	}

	/**
	 * How one direction is protected.
	 *
	 * @param cipher its cipher
	 * @param mac its MAC, or {@code null} when the cipher authenticates
	 * @param compression how payloads are compressed, once the user is known
	 */
	public record Protection(CipherAlgorithm cipher, @Nullable MacAlgorithm mac, Compression compression) {

	}

}
