package io.sshconsole.boot.execution;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Counts the stages that connections have left behind and that still run.
 */
final class LeftBehind {

	/**
	 * Number of them at which a session ends: otherwise one login could collect threads
	 * without bound.
	 */
	static final int LIMIT = 4;

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	void add(String connection) {
		count(connection, 1);
	}

	/**
	 * Takes back one that has ended, which may come before it is added.
	 * @param connection the id of the connection
	 */
	void remove(String connection) {
		count(connection, -1);
	}

	boolean isTooMany(String connection) {
		return this.counts.getOrDefault(connection, 0) >= LIMIT;
	}

	private void count(String connection, int change) {
		this.counts.merge(connection, change, LeftBehind::sum);
	}

	private static @Nullable Integer sum(Integer first, Integer second) {
		return (first + second != 0) ? first + second : null;
	}

}
