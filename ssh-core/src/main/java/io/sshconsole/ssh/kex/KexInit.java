package io.sshconsole.ssh.kex;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * One side's offer, SSH_MSG_KEXINIT (RFC 4253 §7.1).
 *
 * <pre>
 * byte       SSH_MSG_KEXINIT
 * byte[16]   cookie
 * name-list  kex_algorithms, server_host_key_algorithms
 * name-list  encryption, mac, compression, languages: each client to server, server to client
 * boolean    first_kex_packet_follows
 * uint32     0
 * </pre>
 *
 * @param payload the exact bytes, which enter the exchange hash
 * @param kex key exchange methods with the markers of {@link Role}
 * @param hostKeys signature algorithms of host keys
 * @param ciphers by sender
 * @param macs by sender
 * @param compressions by sender
 * @param firstPacketFollows whether a guessed key exchange packet comes next
 */
public record KexInit(byte[] payload, List<String> kex, List<String> hostKeys, BySender ciphers, BySender macs,
		BySender compressions, boolean firstPacketFollows) {

	private static final int COOKIE_LENGTH = 16;

	/**
	 * Makes our offer.
	 * @param preferences what we offer
	 * @param role our side
	 * @param initial whether this is the first exchange: only there the markers are given
	 * (RFC 8308 §2.1, OpenSSH PROTOCOL 1.10)
	 * @param random makes the cookie
	 * @return the offer
	 */
	public static KexInit offer(AlgorithmPreferences preferences, Role role, boolean initial, SecureRandom random) {
		List<String> kex = new ArrayList<>(preferences.kex());
		if (initial) {
			kex.add(role.extInfoMarker());
			kex.add(role.strictKexMarker());
		}
		byte[] cookie = new byte[COOKIE_LENGTH];
		random.nextBytes(cookie);
		WireWriter out = WireWriter.message(MessageNumber.KEXINIT).writeBytes(cookie);
		out.writeNameList(kex).writeNameList(preferences.hostKeys());
		out.writeNameList(preferences.ciphers()).writeNameList(preferences.ciphers());
		out.writeNameList(preferences.macs()).writeNameList(preferences.macs());
		out.writeNameList(preferences.compressions()).writeNameList(preferences.compressions());
		out.writeNameList(List.of()).writeNameList(List.of());
		out.writeBoolean(false).writeUint32(0);
		return new KexInit(out.toByteArray(), List.copyOf(kex), preferences.hostKeys(),
				BySender.both(preferences.ciphers()), BySender.both(preferences.macs()),
				BySender.both(preferences.compressions()), false);
	}

	/**
	 * Reads the peer's offer.
	 * @param payload the whole message
	 * @return the offer
	 * @throws DisconnectException if it is malformed or has bytes behind its end
	 */
	public static KexInit read(byte[] payload) throws DisconnectException {
		WireReader in = new WireReader(payload);
		in.skip(1 + COOKIE_LENGTH);
		List<String> kex = in.readNameList();
		List<String> hostKeys = in.readNameList();
		BySender ciphers = BySender.read(in);
		BySender macs = BySender.read(in);
		BySender compressions = BySender.read(in);
		BySender.read(in); // languages, which nobody uses
		boolean firstPacketFollows = in.readBoolean();
		in.readUint32(); // reserved; hashed but not judged
		in.expectEnd();
		return new KexInit(payload, kex, hostKeys, ciphers, macs, compressions, firstPacketFollows);
	}

	/**
	 * Tells whether this side offers strict key exchange.
	 * @param sender whose offer this is; the other side's marker means nothing
	 * @return whether its marker is present
	 */
	public boolean offersStrictKex(Role sender) {
		return this.kex.contains(sender.strictKexMarker());
	}

	/**
	 * Tells whether this side reads EXT_INFO.
	 * @param sender whose offer this is
	 * @return whether its marker is present
	 */
	public boolean offersExtInfo(Role sender) {
		return this.kex.contains(sender.extInfoMarker());
	}

	/**
	 * A pair of name lists, one for each direction.
	 *
	 * @param client for what the client sends
	 * @param server for what the server sends
	 */
	public record BySender(List<String> client, List<String> server) {

		static BySender both(List<String> names) {
			return new BySender(names, names);
		}

		static BySender read(WireReader in) throws DisconnectException {
			return new BySender(in.readNameList(), in.readNameList());
		}

		List<String> sentBy(Role sender) {
			return sender.pick(this.client, this.server);
		}

	}

}
