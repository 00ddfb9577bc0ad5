package io.sshconsole.boot.line;

import java.util.List;

/**
 * The words of one program in a pipeline.
 *
 * @param words at least one
 */
public record Stage(List<Word> words) {

	public Stage {
		words = List.copyOf(words);
	}

	/**
	 * Returns the words as programs see them.
	 * @return the texts without their places
	 */
	public List<String> texts() {
		return this.words.stream().map(Word::text).toList();
	}

}
