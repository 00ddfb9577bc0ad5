package io.sshconsole.boot.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshUsageException;

/**
 * Some columns of each line.
 *
 * @param characters whether characters are counted, not fields
 * @param wanted which of them pass, from 1
 * @param rest the first from which on all pass
 * @param delimiter what is between fields
 * @param onlyDelimited whether lines without a delimiter are left out
 */
record CutFilter(boolean characters, BitSet wanted, int rest, char delimiter,
		boolean onlyDelimited) implements TextFilter {

	/**
	 * Greatest column that can be named: each costs a bit.
	 */
	private static final int MAX_COLUMN = FilterText.MAX_LINE;

	private static final Pattern RANGE = Pattern.compile("(\\d{1,9})?(-)?(\\d{1,9})?");

	static CutFilter of(FilterOptions options) {
		options.arguments(0);
		if (options.has('f') == options.has('c')) {
			throw new SshUsageException("-f or -c says what passes, one of them");
		}
		char option = options.has('c') ? 'c' : 'f';
		BitSet wanted = new BitSet();
		int rest = Integer.MAX_VALUE;
		for (String range : options.value(option).orElse("").split(",", -1)) {
			Matcher matcher = RANGE.matcher(range);
			if (!matcher.matches() || (matcher.group(1) == null && matcher.group(3) == null)
					|| (matcher.group(2) == null && matcher.group(3) != null)) {
				throw wrong(option, range);
			}
			int first = (matcher.group(1) != null) ? Integer.parseInt(matcher.group(1)) : 1;
			int last = (matcher.group(3) != null) ? Integer.parseInt(matcher.group(3)) : first;
			if (first < 1 || last < first || last > MAX_COLUMN) {
				throw wrong(option, range);
			}
			wanted.set(first, last + 1);
			rest = (matcher.group(2) != null && matcher.group(3) == null) ? Math.min(rest, first) : rest;
		}
		return new CutFilter(option == 'c', wanted, rest, options.character('d', '\t'), options.has('s'));
	}

	private static SshUsageException wrong(char option, String range) {
		return new SshUsageException("-" + option + " needs columns such as 1,3-5,7-, not '" + range + "'");
	}

	@Override
	public int run(FilterText text) throws IOException {
		for (String line = text.read(); line != null; line = text.read()) {
			if (this.characters) {
				text.write(characters(line));
			}
			else if (line.indexOf(this.delimiter) >= 0) {
				text.write(fields(line));
			}
			else if (!this.onlyDelimited) {
				text.write(line);
			}
		}
		return 0;
	}

	private String characters(String line) {
		StringBuilder cut = new StringBuilder();
		int column = 1;
		for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
			if (isWanted(column++)) {
				cut.appendCodePoint(line.codePointAt(i));
			}
		}
		return cut.toString();
	}

	private String fields(String line) {
		List<String> fields = new ArrayList<>();
		int column = 1;
		for (String field : line.split(Pattern.quote(String.valueOf(this.delimiter)), -1)) {
			if (isWanted(column++)) {
				fields.add(field);
			}
		}
		return String.join(String.valueOf(this.delimiter), fields);
	}

	private boolean isWanted(int column) {
		return column >= this.rest || this.wanted.get(column);
	}

}
