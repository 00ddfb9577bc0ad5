package io.sshconsole.ssh.testing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A KEXINIT message whose every part can be chosen, right or wrong (RFC 4253 §7.1).
 * Immutable.
 */
public final class KexOffer {

	private static final AlgorithmPreferences ALL = AlgorithmPreferences.MODERN;

	/**
	 * What an ordinary client says. The method is the cheapest one.
	 */
	public static final KexOffer DEFAULT = new KexOffer(
			Map.of(NameList.KEX,
					List.of("curve25519-sha256", Role.CLIENT.extInfoMarker(), Role.CLIENT.strictKexMarker()),
					NameList.HOST_KEYS, ALL.hostKeys(), NameList.CLIENT_CIPHERS, ALL.ciphers(), NameList.SERVER_CIPHERS,
					ALL.ciphers(), NameList.CLIENT_MACS, ALL.macs(), NameList.SERVER_MACS, ALL.macs(),
					NameList.CLIENT_COMPRESSIONS, List.of("none"), NameList.SERVER_COMPRESSIONS, List.of("none")),
			false, 0);

	/**
	 * The same without strict key exchange.
	 */
	public static final KexOffer LAX = DEFAULT.without(Role.CLIENT.strictKexMarker());

	private final Map<NameList, List<String>> lists;

	private final boolean guesses;

	private final int reserved;

	private KexOffer(Map<NameList, List<String>> lists, boolean guesses, int reserved) {
		this.lists = new EnumMap<>(lists);
		this.guesses = guesses;
		this.reserved = reserved;
	}

	public KexOffer with(NameList list, String... names) {
		Map<NameList, List<String>> lists = new EnumMap<>(this.lists);
		lists.put(list, List.of(names));
		return new KexOffer(lists, this.guesses, this.reserved);
	}

	/**
	 * Chooses the method and keeps the markers.
	 * @param method the only one
	 * @return a new offer
	 */
	public KexOffer withMethod(String method) {
		List<String> names = new ArrayList<>(this.lists.get(NameList.KEX));
		names.set(0, method);
		return with(NameList.KEX, names.toArray(String[]::new));
	}

	/**
	 * Chooses the cipher of both directions.
	 * @param name the only one
	 * @return a new offer
	 */
	public KexOffer withCipher(String name) {
		return with(NameList.CLIENT_CIPHERS, name).with(NameList.SERVER_CIPHERS, name);
	}

	/**
	 * Takes a name out of the list of methods.
	 * @param name a method or a marker
	 * @return a new offer
	 */
	public KexOffer without(String name) {
		List<String> names = new ArrayList<>(this.lists.get(NameList.KEX));
		names.remove(name);
		return with(NameList.KEX, names.toArray(String[]::new));
	}

	/**
	 * Announces that a guessed packet follows.
	 * @return a new offer
	 */
	public KexOffer guessing() {
		return new KexOffer(this.lists, true, this.reserved);
	}

	public KexOffer withReserved(int reserved) {
		return new KexOffer(this.lists, this.guesses, reserved);
	}

	public boolean offers(String name) {
		return this.lists.get(NameList.KEX).contains(name);
	}

	/**
	 * Returns the message, to which a test may append.
	 * @return a new writer that holds it
	 */
	public WireWriter message() {
		WireWriter out = WireWriter.message(MessageNumber.KEXINIT).writeBytes(new byte[16]);
		for (NameList list : NameList.values()) {
			out.writeNameList(this.lists.getOrDefault(list, List.of()));
		}
		return out.writeBoolean(this.guesses).writeUint32(this.reserved);
	}

	/**
	 * The lists in the order of the wire.
	 */
	public enum NameList {

		KEX, HOST_KEYS, CLIENT_CIPHERS, SERVER_CIPHERS, CLIENT_MACS, SERVER_MACS, CLIENT_COMPRESSIONS,
		SERVER_COMPRESSIONS, CLIENT_LANGUAGES, SERVER_LANGUAGES

	}

}
