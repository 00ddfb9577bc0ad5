package io.sshconsole.boot.filter;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;

import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.filter.GrepPattern.TooManyStepsException;

/**
 * The lines that match a pattern. Its status is 1 if there is none.
 */
final class GrepFilter implements TextFilter {

	private final GrepPattern pattern;

	private final boolean inverted;

	private final boolean counted;

	private final boolean numbered;

	private final boolean onlyMatches;

	private final boolean quiet;

	private final int max;

	private final int contextBefore;

	private final int contextAfter;

	/**
	 * Lines in front of a match that may come.
	 */
	private final KeptLines before;

	/**
	 * Number of lines behind the last match that are still shown.
	 */
	private int after;

	private long number;

	private long written;

	private long count;

	private GrepFilter(GrepPattern pattern, FilterOptions options) {
		this.pattern = pattern;
		this.inverted = options.has('v');
		this.counted = options.has('c');
		this.numbered = options.has('n');
		this.onlyMatches = options.has('o');
		this.quiet = options.has('q');
		this.max = options.number('m', Integer.MAX_VALUE);
		boolean context = !this.onlyMatches && !this.counted && !this.quiet;
		int around = options.number('C', 0);
		this.contextBefore = context ? options.number('B', around) : 0;
		this.contextAfter = context ? options.number('A', around) : 0;
		this.before = new KeptLines(this.contextBefore);
	}

	static GrepFilter of(FilterOptions options) {
		List<String> arguments = options.arguments(1);
		if (arguments.isEmpty()) {
			throw new SshUsageException("a pattern is missing");
		}
		if (options.has('E') && options.has('F')) {
			throw new SshUsageException("-E and -F exclude each other");
		}
		return new GrepFilter(GrepPattern.of(arguments.get(0), options.has('E'), options.has('F'), options.has('i')),
				options);
	}

	@Override
	public int run(FilterText text) throws IOException {
		while (!isDone()) {
			String line = text.read();
			if (line == null) {
				break;
			}
			this.number++;
			handle(line, text);
		}
		if (this.counted) {
			text.write(String.valueOf(this.count));
		}
		return (this.count > 0) ? 0 : 1;
	}

	private boolean isDone() {
		return (this.quiet && this.count > 0) || (this.count >= this.max && this.after == 0);
	}

	private void handle(String line, FilterText text) throws IOException {
		if (this.count < this.max && isMatch(line)) {
			this.count++;
			this.after = this.contextAfter;
			if (!this.counted && !this.quiet) {
				writeMatch(line, text);
			}
		}
		else if (this.after > 0) {
			this.after--;
			write(this.number, '-', line, text);
		}
		else {
			this.before.add(line);
		}
	}

	private boolean isMatch(String line) throws IOException {
		try {
			return this.pattern.in(line).find() != this.inverted;
		}
		catch (TooManyStepsException | StackOverflowError ex) {
			throw tooLong();
		}
	}

	private IOException tooLong() {
		return new IOException("the pattern takes too long for line " + this.number);
	}

	private void writeMatch(String line, FilterText text) throws IOException {
		if (this.onlyMatches) {
			writeParts(line, text);
			return;
		}
		long first = this.number - this.before.count();
		if ((this.contextBefore > 0 || this.contextAfter > 0) && this.written > 0 && first > this.written + 1) {
			text.write("--");
		}
		for (String earlier : this.before.lines()) {
			write(first++, '-', earlier, text);
		}
		this.before.clear();
		write(this.number, ':', line, text);
	}

	private void writeParts(String line, FilterText text) throws IOException {
		if (this.inverted) {
			return;
		}
		try {
			Matcher matcher = this.pattern.in(line);
			while (matcher.find()) {
				if (matcher.end() > matcher.start()) {
					write(this.number, ':', line.substring(matcher.start(), matcher.end()), text);
				}
			}
		}
		catch (TooManyStepsException | StackOverflowError ex) {
			throw tooLong();
		}
	}

	private void write(long lineNumber, char mark, String line, FilterText text) throws IOException {
		text.write(this.numbered ? lineNumber + String.valueOf(mark) + line : line);
		this.written = lineNumber;
	}

}
