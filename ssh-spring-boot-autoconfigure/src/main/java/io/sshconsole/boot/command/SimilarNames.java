package io.sshconsole.boot.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The guess behind "did you mean": the name that differs least from what was typed.
 */
final class SimilarNames {

	/**
	 * Longest text that is compared: the comparison costs the product of both lengths.
	 */
	private static final int MAX_LENGTH = 64;

	private SimilarNames() {
	}

	/**
	 * Makes the end of a message.
	 * @param typed what was typed
	 * @param names what could have been meant
	 * @return a question, or nothing if no name is near
	 */
	static String didYouMean(String typed, Collection<String> names) {
		return nearest(typed, names).map((name) -> "; did you mean '" + name + "'?").orElse("");
	}

	private static Optional<String> nearest(String typed, Collection<String> names) {
		if (typed.length() > MAX_LENGTH) {
			return Optional.empty();
		}
		int limit = Math.max(1, typed.length() / 3);
		return names.stream()
			.filter((name) -> name.length() <= MAX_LENGTH)
			.filter((name) -> distance(typed, name) <= limit || (typed.length() > 1 && name.startsWith(typed)))
			.min(Comparator.comparingInt((name) -> distance(typed, name)));
	}

	/**
	 * Counts the characters to insert, remove, replace or swap with their neighbour.
	 */
	private static int distance(String a, String b) {
		int[][] cost = new int[a.length() + 1][b.length() + 1];
		for (int i = 0; i <= a.length(); i++) {
			for (int j = 0; j <= b.length(); j++) {
				cost[i][j] = (i == 0 || j == 0) ? i + j : cheapest(cost, a, b, i, j);
			}
		}
		return cost[a.length()][b.length()];
	}

	private static int cheapest(int[][] cost, String a, String b, int i, int j) {
		boolean same = a.charAt(i - 1) == b.charAt(j - 1);
		int cheapest = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
		boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
		return swapped ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
	}

}
