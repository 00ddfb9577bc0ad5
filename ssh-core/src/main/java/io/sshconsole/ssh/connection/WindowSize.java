package io.sshconsole.ssh.connection;

/**
 * The size of a terminal window (RFC 4254 §6.2).
 *
 * @param columns width in characters; {@code 0} means unknown
 * @param rows height in characters; {@code 0} means unknown
 * @param widthPixels width in pixels; {@code 0} means unknown
 * @param heightPixels height in pixels; {@code 0} means unknown
 */
public record WindowSize(int columns, int rows, int widthPixels, int heightPixels) {

	/**
	 * Largest width or height that is believed. A terminal allocates by these numbers, so
	 * a claim of four billion columns would cost the server its memory.
	 */
	public static final int MAX = 10_000;

	public WindowSize {
		columns = clamp(columns);
		rows = clamp(rows);
		widthPixels = Math.max(0, widthPixels);
		heightPixels = Math.max(0, heightPixels);
	}

	private static int clamp(int size) {
		// Numbers above 2^31 arrive negative
		return (size < 0) ? MAX : Math.min(size, MAX);
	}

}
