package io.sshconsole.ssh.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Alternative chains of methods, one of which a user must complete in order (sshd's
 * {@code AuthenticationMethods}).
 *
 * @param chains the alternatives; none means that any one method suffices
 */
public record MethodChains(List<List<String>> chains) {

	/**
	 * Any method suffices.
	 */
	public static final MethodChains ANY = new MethodChains(List.of());

	public MethodChains {
		chains = chains.stream().map(List::copyOf).toList();
		if (chains.stream().anyMatch(List::isEmpty)) {
			throw new IllegalArgumentException("A chain of methods must name at least one");
		}
	}

	/**
	 * Reads chains.
	 * @param chains method names joined by commas, such as {@code publickey,password}
	 * @return the chains
	 * @throws IllegalArgumentException if one is empty
	 */
	public static MethodChains of(List<String> chains) {
		return new MethodChains(chains.stream()
			.map((chain) -> Arrays.stream(chain.split(","))
				.map(String::trim)
				.filter((name) -> !name.isEmpty())
				.toList())
			.toList());
	}

	/**
	 * Tells whether enough has been proven.
	 * @param completed the methods so far, in order
	 * @return whether they make up a chain
	 */
	boolean isComplete(List<String> completed) {
		return this.chains.isEmpty() ? !completed.isEmpty() : this.chains.contains(completed);
	}

	/**
	 * Returns with which methods the user may go on.
	 * @param completed the methods so far, in order
	 * @param allowed what the handler allows
	 * @return those of the allowed ones that continue a chain
	 */
	List<String> next(List<String> completed, List<String> allowed) {
		if (this.chains.isEmpty()) {
			return allowed;
		}
		Set<String> next = new LinkedHashSet<>();
		for (List<String> chain : this.chains) {
			int done = completed.size();
			if (chain.size() > done && chain.subList(0, done).equals(completed)) {
				next.add(chain.get(done));
			}
		}
		List<String> both = new ArrayList<>(allowed);
		both.retainAll(next);
		return both;
	}

}
