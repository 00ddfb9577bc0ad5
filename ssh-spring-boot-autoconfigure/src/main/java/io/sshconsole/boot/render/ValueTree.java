package io.sshconsole.boot.render;

import org.jspecify.annotations.Nullable;

/**
 * Makes values what JSON and YAML are made of: maps with text as keys, lists, text,
 * numbers, booleans and {@code null}.
 */
@FunctionalInterface
public interface ValueTree {

	/**
	 * Takes a value apart.
	 * @param value any value
	 * @return the tree; bytes may be in it, too
	 * @throws Exception if the value cannot be taken apart
	 */
	@Nullable Object of(@Nullable Object value) throws Exception;

}
