package io.sshconsole.boot.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text that was pasted into the editor and accepted as one.
 */
final class PastedLines {

	private PastedLines() {
	}

	/**
	 * Cuts a text at line breaks outside of quotes, where a command line ends.
	 * @param text what was accepted
	 * @return its lines, mostly one
	 */
	static List<String> of(String text) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		char quote = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (quote == 0 && (c == '\n' || c == '\r')) {
				lines.add(line.toString());
				line.setLength(0);
				continue;
			}
			line.append(c);
			if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
				line.append(text.charAt(++i));
			}
			else if (quote == c) {
				quote = 0;
			}
			else if (quote == 0 && (c == '\'' || c == '"')) {
				quote = c;
			}
		}
		lines.add(line.toString());
		return lines;
	}

}
