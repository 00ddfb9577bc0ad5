package io.sshconsole.boot.filter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

/**
 * Lines in their order, by their characters unless keys say otherwise.
 *
 * @param order the order
 * @param unique whether of lines that are equal in it only the first passes
 */
record SortFilter(Comparator<String> order, boolean unique) implements TextFilter {

	static SortFilter of(FilterOptions options) {
		options.arguments(0);
		Character separator = options.has('t') ? options.character('t', '\t') : null;
		String global = flag(options, 'n') + flag(options, 'r') + flag(options, 'f');
		List<String> keys = options.has('k') ? options.values('k') : List.of("1");
		Comparator<String> order = SortFilter::checkInterrupt;
		for (String key : keys) {
			order = order.thenComparing(SortKey.of(key, global, separator));
		}
		if (!options.has('u')) {
			// As a last resort the whole line counts, so that the order is always the
			// same
			Comparator<String> whole = Comparator.naturalOrder();
			order = order.thenComparing(options.has('r') ? whole.reversed() : whole);
		}
		return new SortFilter(order, options.has('u'));
	}

	private static String flag(FilterOptions options, char flag) {
		return options.has(flag) ? String.valueOf(flag) : "";
	}

	/**
	 * Finds no difference, but ends a sort that nobody wants any more.
	 */
	private static int checkInterrupt(String first, String second) {
		if (Thread.currentThread().isInterrupted()) {
			throw new CancellationException();
		}
		return 0;
	}

	@Override
	public int run(FilterText text) throws IOException {
		KeptLines kept = new KeptLines(Integer.MAX_VALUE);
		for (String line = text.read(); line != null; line = text.read()) {
			kept.add(line);
		}
		List<String> lines = new ArrayList<>(kept.lines());
		kept.clear();
		try {
			lines.sort(this.order);
			write(lines, text);
		}
		catch (CancellationException ex) {
			throw new InterruptedIOException("interrupted while sorting");
		}
		return 0;
	}

	private void write(List<String> lines, FilterText text) throws IOException {
		@Nullable String last = null;
		for (String line : lines) {
			if (!this.unique || last == null || this.order.compare(last, line) != 0) {
				text.write(line);
			}
			last = line;
		}
	}

}
