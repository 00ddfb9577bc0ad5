package io.sshconsole.boot.shell;

import java.util.List;
import java.util.Locale;

import org.jline.utils.InfoCmp;

/**
 * The terminal types whose capabilities JLine brings along. Asking the operating system
 * instead would run a program with a name that the client chose.
 */
final class TerminalType {

	static final String DUMB = "dumb";

	private static final String FALLBACK = "ansi";

	/**
	 * The beginnings of names and the bundled type that suits them, the longest first.
	 */
	private static final List<List<String>> FAMILIES = List.of(List.of("xterm", "xterm-256color"),
			List.of("alacritty", "xterm-256color"), List.of("foot", "xterm-256color"),
			List.of("putty", "xterm-256color"), List.of("vte", "xterm-256color"), List.of("konsole", "xterm-256color"),
			List.of("tmux", "screen-256color"), List.of("screen", "screen-256color"),
			List.of("rxvt", "rxvt-unicode-256color"), List.of(DUMB, DUMB), List.of("unknown", DUMB),
			List.of("emacs", DUMB));

	private TerminalType() {
	}

	/**
	 * Returns whether a terminal understands no control sequences.
	 * @param name the value of {@code TERM}
	 * @return {@code true} if nothing but text may be sent
	 */
	static boolean isDumb(String name) {
		return bundled(name).equals(DUMB);
	}

	/**
	 * Returns the bundled type for a name.
	 * @param name the value of {@code TERM}
	 * @return a type that {@link InfoCmp#getDefaultInfoCmp} knows
	 */
	static String bundled(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		if (lower.isEmpty()) {
			return DUMB;
		}
		if (InfoCmp.getDefaultInfoCmp(lower) != null) {
			return lower;
		}
		return FAMILIES.stream()
			.filter((family) -> lower.startsWith(family.get(0)))
			.map((family) -> family.get(1))
			.findFirst()
			.orElse(FALLBACK);
	}

}
