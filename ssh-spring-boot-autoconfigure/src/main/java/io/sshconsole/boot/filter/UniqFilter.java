package io.sshconsole.boot.filter;

import java.io.IOException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Lines that are equal and follow each other, once.
 *
 * @param counted whether their number is in front
 * @param repeated whether only those pass that come more than once
 * @param unique whether only those pass that come once
 */
record UniqFilter(boolean counted, boolean repeated, boolean unique) implements TextFilter {

	static UniqFilter of(FilterOptions options) {
		options.arguments(0);
		return new UniqFilter(options.has('c'), options.has('d'), options.has('u'));
	}

	@Override
	public int run(FilterText text) throws IOException {
		@Nullable String last = null;
		long count = 0;
		for (String line = text.read(); line != null; line = text.read()) {
			if (last != null && !line.equals(last)) {
				write(last, count, text);
				count = 0;
			}
			last = line;
			count++;
		}
		if (last != null) {
			write(last, count, text);
		}
		return 0;
	}

	private void write(String line, long count, FilterText text) throws IOException {
		boolean wanted = (count > 1) ? !this.unique : !this.repeated;
		if (wanted) {
			text.write(this.counted ? String.format(Locale.ROOT, "%7d %s", count, line) : line);
		}
	}

}
