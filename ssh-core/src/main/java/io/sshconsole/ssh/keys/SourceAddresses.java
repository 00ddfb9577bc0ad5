package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;

/**
 * From where a key may be used: lists of addresses, each of which must admit a client.
 * Immutable.
 */
public final class SourceAddresses {

	/**
	 * No restriction.
	 */
	public static final SourceAddresses ANY = new SourceAddresses(List.of());

	private final List<List<Entry>> lists;

	private SourceAddresses(List<List<Entry>> lists) {
		this.lists = List.copyOf(lists);
	}

	/**
	 * Reads the option {@code from=} of {@code authorized_keys}: addresses, networks, and
	 * IPv4 addresses with wildcards; behind {@code !} those that are not admitted,
	 * whatever else matches.
	 * @param text the list with commas
	 * @return the addresses
	 * @throws SshException if an entry is malformed, or is a rule that cannot be kept
	 */
	public static SourceAddresses ofPatterns(String text) throws SshException {
		List<Entry> entries = new ArrayList<>();
		for (String part : text.split(",", -1)) {
			String entry = part.strip();
			boolean negated = entry.startsWith("!");
			entries.add(pattern(negated ? entry.substring(1) : entry, negated));
		}
		return new SourceAddresses(List.of(List.copyOf(entries)));
	}

	private static Entry pattern(String text, boolean negated) throws SshException {
		if (AddressBlock.looksLikeOne(text)) {
			AddressBlock block = AddressBlock.parse(text);
			return new Entry(text, negated, block, new Wildcards(""));
		}
		if (text.isEmpty() || text.indexOf('/') >= 0) {
			throw new SshException("'" + text + "' is not an address");
		}
		if (text.indexOf(':') >= 0) {
			// An IPv6 address is written in many ways, and a wildcard may miss one of
			// them
			throw new SshException("'" + text + "' needs the form address/bits: IPv6 addresses have no wildcards");
		}
		if (negated && text.chars().anyMatch((character) -> "0123456789.*?".indexOf(character) < 0)) {
			throw new SshException("'!" + text + "' cannot be kept: the names of clients are not looked up");
		}
		return new Entry(text, negated, null, new Wildcards(text));
	}

	/**
	 * Reads the option {@code source-address} of a certificate: addresses and networks
	 * only.
	 * @param text the list with commas
	 * @return the addresses
	 * @throws SshException if an entry is malformed
	 */
	static SourceAddresses ofNetworks(String text) throws SshException {
		List<Entry> entries = new ArrayList<>();
		for (String part : text.split(",", -1)) {
			entries.add(new Entry(part, false, AddressBlock.parse(part), new Wildcards("")));
		}
		return new SourceAddresses(List.of(List.copyOf(entries)));
	}

	/**
	 * Tells whether a client is admitted.
	 * @param address its address
	 * @return whether every list admits it
	 */
	public boolean contains(InetAddress address) {
		return this.lists.stream().allMatch((list) -> admits(list, address));
	}

	/**
	 * Tells whether a list has names of hosts. They admit nobody.
	 * @return whether somebody may have believed that clients are looked up
	 */
	boolean hasNames() {
		return this.lists.stream()
			.flatMap(List::stream)
			.anyMatch((entry) -> entry.block() == null && entry.text().chars().anyMatch(Character::isLetter));
	}

	private static boolean admits(List<Entry> list, InetAddress address) {
		List<Entry> matching = list.stream().filter((entry) -> entry.matches(address)).toList();
		return !matching.isEmpty() && matching.stream().noneMatch(Entry::negated);
	}

	/**
	 * Joins two restrictions.
	 * @param other the other one
	 * @return what both contain
	 */
	public SourceAddresses and(SourceAddresses other) {
		List<List<Entry>> all = new ArrayList<>(this.lists);
		all.addAll(other.lists);
		return new SourceAddresses(all.stream().distinct().toList());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SourceAddresses addresses && this.lists.equals(addresses.lists);
	}

	@Override
	public int hashCode() {
		return this.lists.hashCode();
	}

	@Override
	public String toString() {
		return this.lists.isEmpty() ? "any" : this.lists.toString();
	}

	private record Entry(String text, boolean negated, @Nullable AddressBlock block, Wildcards wildcards) {

		boolean matches(InetAddress address) {
			return (this.block != null) ? this.block.contains(address)
					: this.wildcards.matches(address.getHostAddress());
		}

		@Override
		public String toString() {
			return this.negated ? "!" + this.text : this.text;
		}

	}

}
