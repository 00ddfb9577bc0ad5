package io.sshconsole.boot.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

/**
 * All filters by name. Every user may use them: they see nothing but what is piped into
 * them.
 */
public enum Filters {

	/**
	 * Columns of lines.
	 */
	CUT("s", "fcd", null, CutFilter::of, "cut -f LIST [-d C] [-s] | cut -c LIST",
			"Some fields or characters of each line, such as 1,3-5,7-.", "-f  fields between tabs, or what -d says",
			"-c  characters", "-s  without lines that have no delimiter"),

	/**
	 * Lines that match.
	 */
	GREP("ivcnoqEF", "mABC", 'C', GrepFilter::of, "grep [-E|-F] [-icnovq] [-m N] [-A N] [-B N] [-C N] PATTERN",
			"Lines that match a pattern; status 1 if there is none.", "-i  small and capital letters are alike",
			"-v  lines that do not match", "-c  only their number", "-n  with line numbers", "-o  only what matches",
			"-q  only the status", "-m  at most so many", "-A, -B, -C  with lines behind, in front, around",
			"-E  extended pattern: + ? | ( ) { } without backslashes", "-F  the pattern is plain text"),

	/**
	 * The first lines.
	 */
	HEAD("", "nc", 'n', HeadFilter::of, "head [-n N|-c N]", "The first 10 lines.", "-n  so many lines",
			"-c  so many bytes"),

	/**
	 * Parts of JSON.
	 */
	JSON("rc", "", null, JsonFilter::of, "json [-r] [-c] [PATH]",
			"Values of JSON, such as .name, .items[0].id or .[].id.", "-r  strings without quotes",
			"-c  each value on one line"),

	/**
	 * Lines in their order.
	 */
	SORT("rnuf", "kt", null, SortFilter::of, "sort [-rnuf] [-t C] [-k N[,M][nrf]]...", "Lines in their order.",
			"-r  the other way round", "-n  by numbers", "-f  small letters as capital ones",
			"-u  without those that are equal", "-k  by fields N to M, or to the end", "-t  what is between fields"),

	/**
	 * Aligned columns.
	 */
	TABLE("", "", null, TableFilter::of, "table", "Values between tabs as columns."),

	/**
	 * The last lines.
	 */
	TAIL("", "n", 'n', TailFilter::of, "tail [-n N|-n +N]", "The last 10 lines.",
			"-n  so many lines, or with + all from a line on"),

	/**
	 * Lines without repetitions.
	 */
	UNIQ("cdu", "", null, UniqFilter::of, "uniq [-cdu]", "Equal lines that follow each other, once.",
			"-c  with their number", "-d  only those that come more than once", "-u  only those that come once"),

	/**
	 * Numbers of lines, words and bytes.
	 */
	WC("lwc", "", null, WcFilter::of, "wc [-lwc]", "Numbers of lines, words and bytes.", "-l  lines", "-w  words",
			"-c  bytes");

	private static final String HELP = "--help";

	private final String flags;

	private final String valued;

	private final @Nullable Character number;

	private final Function<FilterOptions, Filter> factory;

	private final List<String> usage;

	Filters(String flags, String valued, @Nullable Character number, Function<FilterOptions, Filter> factory,
			String... usage) {
		this.flags = flags;
		this.valued = valued;
		this.number = number;
		this.factory = factory;
		this.usage = List.of(usage);
	}

	private static Optional<Filters> find(String name) {
		return Arrays.stream(values()).filter((filter) -> filter.title().equals(name)).findFirst();
	}

	private String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the names for help and completion.
	 * @return the names, sorted
	 */
	public static Set<String> names() {
		return Arrays.stream(values()).map(Filters::title).collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Returns how a filter is used.
	 * @param name its name
	 * @return the lines of its help: its syntax, one sentence, its options; or empty if
	 * there is no such filter
	 */
	public static Optional<List<String>> usage(String name) {
		return find(name).map((filter) -> filter.usage);
	}

	/**
	 * Makes a filter for one run.
	 * @param words its name, then its options and arguments
	 * @return the filter
	 * @throws SshUsageException if there is no such filter, or its words are wrong
	 */
	public static Filter create(List<Word> words) {
		String name = words.get(0).text();
		Filters filter = find(name).orElseThrow(() -> new SshUsageException(name + ": unknown filter"));
		if (words.stream().map(Word::text).takeWhile((word) -> !word.equals("--")).anyMatch(HELP::equals)) {
			return (in, out, err, charset) -> {
				String text = "Usage: " + String.join("\n  ", filter.usage) + "\n";
				out.write(text.getBytes(charset));
				return 0;
			};
		}
		try {
			return filter.factory.apply(FilterOptions.parse(words, filter.flags, filter.valued, filter.number));
		}
		catch (SshUsageException ex) {
			throw new SshUsageException(ex.getMessage() + "; see '" + name + " --help'");
		}
	}

}
