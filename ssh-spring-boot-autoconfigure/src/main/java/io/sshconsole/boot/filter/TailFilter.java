package io.sshconsole.boot.filter;

import java.io.IOException;

/**
 * The last lines, or all from a line on.
 *
 * @param fromStart whether the count is a line number
 * @param count how many lines pass, or the number of the first one that does
 */
record TailFilter(boolean fromStart, int count) implements TextFilter {

	static TailFilter of(FilterOptions options) {
		options.arguments(0);
		String count = options.value('n').orElse("10");
		boolean fromStart = count.startsWith("+");
		return new TailFilter(fromStart, FilterOptions.number(fromStart ? count.substring(1) : count, "-n"));
	}

	@Override
	public int run(FilterText text) throws IOException {
		KeptLines last = new KeptLines(this.count);
		long number = 0;
		for (String line = text.read(); line != null; line = text.read()) {
			number++;
			if (!this.fromStart) {
				last.add(line);
			}
			else if (number >= this.count) {
				text.write(line);
			}
		}
		for (String line : last.lines()) {
			text.write(line);
		}
		return 0;
	}

}
