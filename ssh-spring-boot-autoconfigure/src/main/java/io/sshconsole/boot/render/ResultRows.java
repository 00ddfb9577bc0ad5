package io.sshconsole.boot.render;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;

import io.sshconsole.boot.command.SshCommandContext;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ObjectUtils;

/**
 * A result that is a number of rows.
 *
 * @param known all rows if they are there already, or else {@code null}
 * @param rows the rows, to go through once
 */
record ResultRows(@Nullable Collection<?> known, Iterator<?> rows) {

	/**
	 * Looks for rows in a result.
	 * @param result any result
	 * @return its rows, or {@code null} if it is one thing
	 */
	static @Nullable ResultRows of(Object result) {
		if (result instanceof Collection<?> collection) {
			return new ResultRows(collection, collection.iterator());
		}
		if (result.getClass().isArray() && !(result instanceof byte[])) {
			List<?> list = Arrays.asList(ObjectUtils.toObjectArray(result));
			return new ResultRows(list, list.iterator());
		}
		if (result instanceof BaseStream<?, ?> stream) {
			return new ResultRows(null, stream.iterator());
		}
		if (result instanceof Iterator<?> iterator) {
			return new ResultRows(null, iterator);
		}
		if (result instanceof Enumeration<?> enumeration) {
			return new ResultRows(null, enumeration.asIterator());
		}
		if (result instanceof Iterable<?> iterable && !(result instanceof Path) && !(result instanceof Map)) {
			return new ResultRows(null, iterable.iterator());
		}
		return null;
	}

	/**
	 * Goes on to the next row, unless nobody wants it. What was written before is sent
	 * first if the next one may take long.
	 * @param context where the rows go
	 * @return {@code true} if there is one
	 */
	boolean hasNext(SshCommandContext context) {
		if (this.known == null) {
			context.out().flush();
		}
		return !context.isCancelled() && !context.isOutputGone() && this.rows.hasNext();
	}

}
