package io.sshconsole.boot.security;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Compares names of users as the most lenient directory would.
 */
public final class Usernames {

	private Usernames() {
	}

	/**
	 * Returns the spelling that stands for all that a directory may take for the same:
	 * many do not tell {@code Ada} from {@code ada}, but return the name as it was typed.
	 * @param username a name as it was typed
	 * @return the name in lower case, compatibility characters and blanks around it
	 * folded
	 */
	public static String uniform(String username) {
		return Normalizer.normalize(username, Normalizer.Form.NFKC)
			.strip()
			.toUpperCase(Locale.ROOT)
			.toLowerCase(Locale.ROOT);
	}

}
