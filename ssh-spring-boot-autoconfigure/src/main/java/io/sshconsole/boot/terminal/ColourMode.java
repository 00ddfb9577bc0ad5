package io.sshconsole.boot.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether escape sequences for colour may be written to terminals.
 */
public enum ColourMode {

	/**
	 * Where the terminal has them, unless its user has set {@code NO_COLOR}.
	 */
	AUTO,

	/**
	 * Nowhere.
	 */
	NEVER;

	/**
	 * What users set who want no colour, see no-color.org.
	 */
	private static final String NO_COLOR = "NO_COLOR";

	private static final Pattern WITHOUT_COLOUR = Pattern.compile("(dumb|unknown|emacs|network|vt\\d).*|.*-m(ono)?|");

	/**
	 * Returns whether a terminal gets colour.
	 * @param type the value of {@code TERM}, empty without a terminal
	 * @param environment what the user's client sent
	 * @return {@code true} if so
	 */
	public boolean allows(String type, Map<String, String> environment) {
		return this == AUTO && environment.getOrDefault(NO_COLOR, "").isEmpty()
				&& !WITHOUT_COLOUR.matcher(type.toLowerCase(Locale.ROOT)).matches();
	}

}
