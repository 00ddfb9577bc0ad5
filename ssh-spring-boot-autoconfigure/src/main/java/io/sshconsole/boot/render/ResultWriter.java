package io.sshconsole.boot.render;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Writes what a command returned: waits for it, chooses who writes it, and closes it.
 */
public class ResultWriter {

	private static final boolean REACTIVE = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ResultWriter.class.getClassLoader());

	private final List<SshResultRenderer> renderers = new ArrayList<>();

	/**
	 * Creates a writer that needs nothing of an application.
	 */
	public ResultWriter() {
		this(List.of(), new PlainTree());
	}

	/**
	 * Creates a writer.
	 * @param custom renderers that are asked before the built-in ones, in this order
	 * @param trees takes values apart for JSON and YAML; {@code null} for the public
	 * properties of beans and the components of records
	 */
	public ResultWriter(List<? extends SshResultRenderer> custom, @Nullable ValueTree trees) {
		ValueTree tree = (trees != null) ? trees : new PlainTree();
		this.renderers.addAll(custom);
		this.renderers.addAll(List.of(new RawRenderer(), new TabSeparatedRenderer(), new TableRenderer(),
				new JsonRenderer(tree), new YamlRenderer(tree), new CsvRenderer(tree)));
	}

	/**
	 * Writes a result and closes it if it is something open.
	 * @param result what the command returned
	 * @param format how it is to be written, or {@code null} for what fits where it goes:
	 * a table on a terminal, text otherwise
	 * @param context where it goes
	 * @throws Exception if the result fails, or nobody reads the output
	 */
	public void write(@Nullable Object result, @Nullable OutputFormat format, SshCommandContext context)
			throws Exception {
		Object value = unwrap(result);
		if (value == null) {
			return;
		}
		OutputFormat natural = context.isInteractive() ? OutputFormat.TABLE : OutputFormat.TEXT;
		try {
			render(value, (format != null) ? format : natural, context);
		}
		finally {
			if (isOpen(value) && value instanceof AutoCloseable open) {
				open.close();
			}
		}
	}

	private void render(Object value, OutputFormat format, SshCommandContext context) throws Exception {
		for (SshResultRenderer renderer : this.renderers) {
			if (renderer.supports(value, format)) {
				renderer.render(value, format, context);
				return;
			}
		}
		throw new IllegalStateException("Nothing writes " + format.label());
	}

	/**
	 * Other things that can be closed are beans whose owner does it.
	 */
	private static boolean isOpen(Object value) {
		return value instanceof BaseStream || value instanceof InputStream || value instanceof Iterator
				|| value instanceof Iterable || value instanceof Enumeration;
	}

	private static @Nullable Object unwrap(@Nullable Object result) throws Exception {
		if (result instanceof Optional<?> optional) {
			return unwrap(optional.orElse(null));
		}
		if (result instanceof OptionalInt optional) {
			return optional.isPresent() ? optional.getAsInt() : null;
		}
		if (result instanceof OptionalLong optional) {
			return optional.isPresent() ? optional.getAsLong() : null;
		}
		if (result instanceof OptionalDouble optional) {
			return optional.isPresent() ? optional.getAsDouble() : null;
		}
		if (result instanceof Future<?> future) {
			return unwrap(await(future));
		}
		if (result instanceof CompletionStage<?> stage) {
			return unwrap(await(stage.toCompletableFuture()));
		}
		Object blocking = (result != null && REACTIVE) ? ReactiveRows.blocking(result) : result;
		return (blocking != result) ? unwrap(blocking) : result;
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

}
