package io.sshconsole.boot.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The word that ends a session, with the status to end with.
 */
final class ExitCommand {

	private static final Pattern LINE = Pattern.compile("\\s*" + SshShell.EXIT + "(?:\\s+(\\d{1,9}))?\\s*");

	private boolean done;

	private int status;

	/**
	 * Looks at a line before anybody else does.
	 * @param line the line
	 * @param last the status of a session that is left without one
	 * @return whether the session ends
	 */
	boolean accept(String line, int last) {
		Matcher matcher = LINE.matcher(line);
		if (matcher.matches()) {
			this.done = true;
			this.status = (matcher.group(1) != null) ? Integer.parseInt(matcher.group(1)) & 0xff : last;
		}
		return this.done;
	}

	boolean isDone() {
		return this.done;
	}

	int status() {
		return this.status;
	}

}
