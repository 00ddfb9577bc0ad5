package io.sshconsole.boot.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.shell.SshShellSettings.EditMode;

/**
 * The line with which users of other shells choose their keys, {@code set -o vi}. It is
 * no command, so that an application may have one of that name.
 */
final class EditorSetting {

	private static final Pattern LINE = Pattern.compile("\\s*set\\s+-o\\s+(vi|emacs)\\s*");

	private EditorSetting() {
	}

	/**
	 * Looks at a line before anybody else does.
	 * @param line the line
	 * @return the keys that it chooses, or empty if it is another line
	 */
	static Optional<EditMode> of(String line) {
		Matcher matcher = LINE.matcher(line);
		return matcher.matches() ? Optional.of(EditMode.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)))
				: Optional.empty();
	}

}
