package io.sshconsole.boot.line;

import java.util.List;

/**
 * Programs of which each reads what the one before it writes.
 *
 * @param stages at least one
 * @param before what decides whether it runs
 */
public record Pipeline(List<Stage> stages, Operator before) {

	public Pipeline {
		stages = List.copyOf(stages);
	}

	/**
	 * What stands in front of a pipeline.
	 */
	public enum Operator {

		/**
		 * Nothing: it is the first one of its line.
		 */
		FIRST,

		/**
		 * A {@code ;} or a line break: it runs in any case.
		 */
		ALWAYS,

		/**
		 * {@code &&}: it runs if the status so far is zero.
		 */
		AND,

		/**
		 * {@code ||}: it runs if the status so far is not zero.
		 */
		OR

	}

}
