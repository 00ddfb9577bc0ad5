package io.sshconsole.boot.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Writes what a command returned: text and bytes as they are, rows line by line with tabs
 * between their values.
 */
public class ResultWriter {

	private static final int BUFFER_SIZE = 32 * 1024;

	/**
	 * Writes a result and closes it if it is something open.
	 * @param result what the command returned
	 * @param format how it is to be written, or {@code null} for what fits where it goes;
	 * there is one so far, in which everything is written
	 * @param context where it goes
	 * @throws Exception if the result fails, or nobody reads the output
	 */
	public void write(@Nullable Object result, @Nullable OutputFormat format, SshCommandContext context)
			throws Exception {
		if (result instanceof Optional<?> optional) {
			write(optional.orElse(null), format, context);
		}
		else if (result instanceof CompletionStage<?> stage) {
			write(await(stage.toCompletableFuture()), format, context);
		}
		else if (result instanceof Future<?> future) {
			write(await(future), format, context);
		}
		else if (result instanceof byte[] bytes) {
			context.rawOut().write(bytes);
		}
		else if (result instanceof Resource resource) {
			copy(resource.getInputStream(), context);
		}
		else if (result instanceof InputStream stream) {
			copy(stream, context);
		}
		else if (result != null) {
			writeText(result, context);
		}
	}

	private static @Nullable Object await(Future<?> future) throws Exception {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
		finally {
			// Not done only if this thread was interrupted: nobody waits for it any more
			future.cancel(true);
		}
	}

	private static void copy(InputStream source, SshCommandContext context) throws IOException {
		try (source) {
			OutputStream out = context.rawOut();
			byte[] buffer = new byte[BUFFER_SIZE];
			int length = source.read(buffer);
			while (length >= 0 && !context.isCancelled()) {
				out.write(buffer, 0, length);
				length = source.read(buffer);
			}
		}
	}

	private static void writeText(Object result, SshCommandContext context) {
		if (result instanceof BaseStream<?, ?> stream) {
			try (stream) {
				writeRows(stream.iterator(), true, context);
			}
		}
		else if (result instanceof Iterable<?> rows && !(result instanceof Path)) {
			writeRows(rows.iterator(), false, context);
		}
		else if (result.getClass().isArray()) {
			writeRows(Arrays.asList(ObjectUtils.toObjectArray(result)).iterator(), false, context);
		}
		else if (result instanceof Map<?, ?> map) {
			writeEntries(map, context.out());
		}
		else if (result instanceof Record fields) {
			writeEntries(entries(fields), context.out());
		}
		else {
			context.out().println(result);
		}
	}

	/**
	 * Writes rows until there are no more, or nobody wants them.
	 * @param flush whether each row is sent as it comes, because the next may take long
	 */
	private static void writeRows(Iterator<?> rows, boolean flush, SshCommandContext context) {
		PrintWriter out = context.out();
		while (!context.isCancelled() && !context.isOutputGone() && rows.hasNext()) {
			out.write(row(rows.next()) + "\n");
			if (flush) {
				out.flush();
			}
		}
	}

	private static void writeEntries(Map<?, ?> entries, PrintWriter out) {
		entries.forEach((key, value) -> out.write(cell(key) + "\t" + cell(value) + "\n"));
	}

	private static String row(@Nullable Object row) {
		if (row instanceof Record fields) {
			return row(new ArrayList<>(entries(fields).values()));
		}
		if (row instanceof Map<?, ?> map) {
			return row(new ArrayList<>(map.values()));
		}
		if (row instanceof List<?> cells) {
			return cells.stream().map(ResultWriter::cell).collect(Collectors.joining("\t"));
		}
		return cell(row);
	}

	private static String cell(@Nullable Object value) {
		return (value != null) ? PlainText.line(ObjectUtils.nullSafeToString(value)) : "";
	}

	private static Map<String, @Nullable Object> entries(Record fields) {
		Map<String, @Nullable Object> entries = new LinkedHashMap<>();
		for (RecordComponent component : fields.getClass().getRecordComponents()) {
			ReflectionUtils.makeAccessible(component.getAccessor());
			entries.put(component.getName(), ReflectionUtils.invokeMethod(component.getAccessor(), fields));
		}
		return entries;
	}

}
