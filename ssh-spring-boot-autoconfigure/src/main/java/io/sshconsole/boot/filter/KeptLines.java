package io.sshconsole.boot.filter;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Lines that a filter must remember: at most a number of them, the latest, and never more
 * than a server can spare for one user.
 */
final class KeptLines {

	/**
	 * Most characters that are kept.
	 */
	static final int MAX_SIZE = 8 * 1024 * 1024;

	/**
	 * What a line costs besides its characters.
	 */
	private static final int OVERHEAD = 48;

	private final Deque<String> lines = new ArrayDeque<>();

	private final int limit;

	private int size;

	KeptLines(int limit) {
		this.limit = limit;
	}

	void add(String line) throws IOException {
		this.lines.add(line);
		this.size += line.length() + OVERHEAD;
		if (this.lines.size() > this.limit) {
			this.size -= this.lines.remove().length() + OVERHEAD;
		}
		if (this.size > MAX_SIZE) {
			throw new IOException("too much to keep: more than " + MAX_SIZE / 1024 / 1024 + " million characters");
		}
	}

	boolean isEmpty() {
		return this.lines.isEmpty();
	}

	int count() {
		return this.lines.size();
	}

	Collection<String> lines() {
		return this.lines;
	}

	void clear() {
		this.lines.clear();
		this.size = 0;
	}

}
