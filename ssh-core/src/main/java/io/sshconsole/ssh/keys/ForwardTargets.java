package io.sshconsole.ssh.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;

/**
 * The hosts and ports that may be forwarded: lists, each of which must contain them.
 * Immutable.
 */
public final class ForwardTargets {

	/**
	 * No restriction.
	 */
	public static final ForwardTargets ANY = new ForwardTargets(List.of());

	private static final int ANY_PORT = 0;

	private static final int MAX_PORT = 65535;

	private static final String ANY_HOST = "*";

	/**
	 * Longest host name, as in DNS.
	 */
	private static final int MAX_HOST = 255;

	private final List<List<Target>> lists;

	private ForwardTargets(List<List<Target>> lists) {
		this.lists = List.copyOf(lists);
	}

	/**
	 * Reads the values of the option {@code permitopen=}: {@code host:port}, where the
	 * host is compared as it is, and {@code *} means all hosts or all ports.
	 * @param texts the values
	 * @return the targets
	 * @throws SshException if a value is malformed
	 */
	public static ForwardTargets open(List<String> texts) throws SshException {
		List<Target> targets = new ArrayList<>();
		for (String text : texts) {
			targets.add(target(text, false));
		}
		return new ForwardTargets(List.of(List.copyOf(targets)));
	}

	/**
	 * Reads the values of the option {@code permitlisten=}: {@code host:port} or
	 * {@code port}, where the host may have wildcards.
	 * @param texts the values
	 * @return the targets
	 * @throws SshException if a value is malformed
	 */
	public static ForwardTargets listen(List<String> texts) throws SshException {
		List<Target> targets = new ArrayList<>();
		for (String text : texts) {
			targets.add(target((text.indexOf(':') < 0) ? ANY_HOST + ":" + text : text, true));
		}
		return new ForwardTargets(List.of(List.copyOf(targets)));
	}

	private static Target target(String text, boolean wildcards) throws SshException {
		int bracket = text.startsWith("[") ? text.indexOf("]:") : -1;
		int colon = (bracket > 0) ? bracket + 1 : text.indexOf(':');
		String host = (bracket > 0) ? text.substring(1, bracket) : text.substring(0, Math.max(0, colon));
		String port = text.substring(colon + 1);
		if (host.isEmpty() || host.length() > MAX_HOST) {
			throw new SshException("'" + text + "' is not a host and a port");
		}
		String lowerCase = host.toLowerCase(Locale.ROOT);
		return new Target(text, lowerCase, wildcards || host.equals(ANY_HOST), port(port, text));
	}

	private static int port(String port, String text) throws SshException {
		if (port.equals(ANY_HOST)) {
			return ANY_PORT;
		}
		int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
		if (number < 1 || number > MAX_PORT) {
			throw new SshException("'" + text + "' is not a host and a port");
		}
		return number;
	}

	/**
	 * Tells whether a host and port may be forwarded.
	 * @param host the host as it was asked for
	 * @param port the port
	 * @return whether every list contains them
	 */
	public boolean contains(String host, int port) {
		String lowerCase = host.toLowerCase(Locale.ROOT);
		return this.lists.stream()
			.allMatch((list) -> list.stream().anyMatch((target) -> target.matches(lowerCase, port)));
	}

	/**
	 * Joins two restrictions.
	 * @param other the other one
	 * @return what both contain
	 */
	public ForwardTargets and(ForwardTargets other) {
		List<List<Target>> all = new ArrayList<>(this.lists);
		all.addAll(other.lists);
		return new ForwardTargets(all.stream().distinct().toList());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ForwardTargets targets && this.lists.equals(targets.lists);
	}

	@Override
	public int hashCode() {
		return this.lists.hashCode();
	}

	@Override
	public String toString() {
		return this.lists.isEmpty() ? "any" : this.lists.toString();
	}

	private record Target(String text, String host, boolean wildcards, int port) {

		boolean matches(String requested, int requestedPort) {
			return (this.port == ANY_PORT || this.port == requestedPort)
					&& (this.wildcards ? new Wildcards(this.host).matches(requested) : this.host.equals(requested));
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
