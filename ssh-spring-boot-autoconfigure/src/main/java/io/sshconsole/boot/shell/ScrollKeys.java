package io.sshconsole.boot.shell;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Finds the keys that scroll among those that are pressed: arrows, page up and down, Home
 * and End, as the various terminals send them.
 */
final class ScrollKeys {

	/**
	 * Farther than any screen goes.
	 */
	private static final int ALL = 1 << 30;

	private static final int PAGE = 1 << 20;

	private static final Map<String, Integer> STEPS = Map.ofEntries(Map.entry("\u001b[A", -1),
			Map.entry("\u001bOA", -1), Map.entry("\u001b[B", 1), Map.entry("\u001bOB", 1),
			Map.entry("\u001b[5~", -PAGE), Map.entry("\u001b[6~", PAGE), Map.entry("\u001b[H", -ALL),
			Map.entry("\u001bOH", -ALL), Map.entry("\u001b[1~", -ALL), Map.entry("\u001b[F", ALL),
			Map.entry("\u001bOF", ALL), Map.entry("\u001b[4~", ALL));

	private String begun = "";

	/**
	 * Takes a byte of a key.
	 * @param key the byte
	 * @param page lines of a page
	 * @return how many lines it scrolls down, {@code 0} if that needs more bytes; empty
	 * if the key is another one
	 */
	OptionalInt accept(int key, int page) {
		this.begun += (char) key;
		Integer step = STEPS.get(this.begun);
		boolean more = STEPS.keySet().stream().anyMatch((sequence) -> sequence.startsWith(this.begun));
		if (step != null || !more) {
			this.begun = "";
		}
		if (step == null) {
			return more ? OptionalInt.of(0) : OptionalInt.empty();
		}
		return OptionalInt.of((Math.abs(step) == PAGE) ? Integer.signum(step) * page : step);
	}

}
