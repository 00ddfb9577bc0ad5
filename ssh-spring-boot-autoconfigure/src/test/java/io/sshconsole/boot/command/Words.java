package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.line.Word;

/**
 * Words as if they stood in a line, separated by one blank.
 */
final class Words {

	private Words() {
	}

	static List<Word> of(String... texts) {
		List<Word> words = new ArrayList<>();
		int start = 0;
		for (String text : texts) {
			words.add(new Word(text, start, start + text.length(), false));
			start += text.length() + 1;
		}
		return words;
	}

}
