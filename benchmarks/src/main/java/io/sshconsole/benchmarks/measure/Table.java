package io.sshconsole.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The samples of all measurements, and the Markdown tables of their medians with the
 * ratios of the first column to the others: a table for each part, of the servers that
 * were measured in it.
 */
final class Table {

	private static final String NOTHING = "–";

	private final List<String> columns;

	private final Map<String, Map<String, Map<String, List<Double>>>> parts = new LinkedHashMap<>();

	private Map<String, Map<String, List<Double>>> rows = Map.of();

	/**
	 * Creates a table.
	 * @param columns names of the servers, ours first
	 */
	Table(List<String> columns) {
		this.columns = List.copyOf(columns);
	}

	/**
	 * Begins a part.
	 * @param heading stands above its table
	 */
	void begin(String heading) {
		this.rows = this.parts.computeIfAbsent(heading, (name) -> new LinkedHashMap<>());
	}

	void add(String row, String column, double sample) {
		this.rows.computeIfAbsent(row, (name) -> new LinkedHashMap<>())
			.computeIfAbsent(column, (name) -> new ArrayList<>())
			.add(sample);
	}

	String markdown() {
		StringBuilder text = new StringBuilder();
		this.parts.forEach((heading,
				rows) -> text.append("## ").append(heading).append("\n\n").append(markdown(rows)).append('\n'));
		return text.toString();
	}

	private String markdown(Map<String, Map<String, List<Double>>> rows) {
		List<String> columns = this.columns.stream()
			.filter((column) -> rows.values().stream().anyMatch((samples) -> samples.containsKey(column)))
			.toList();
		List<String> others = columns.stream().filter((column) -> !column.equals(this.columns.get(0))).toList();
		Stream<String> ratios = others.stream().map((other) -> this.columns.get(0) + " / " + other);
		List<String> head = Stream.of(Stream.of("measurement"), columns.stream(), ratios)
			.flatMap((names) -> names)
			.toList();
		StringBuilder text = new StringBuilder();
		text.append(line(head));
		text.append(line(head.stream().map((name) -> name.equals("measurement") ? "---" : "---:").toList()));
		rows.forEach((row, samples) -> text.append(line(cells(row, samples, columns, others))));
		return text.toString();
	}

	private List<String> cells(String row, Map<String, List<Double>> samples, List<String> columns,
			List<String> others) {
		List<String> cells = new ArrayList<>();
		cells.add(row);
		columns.forEach((column) -> cells.add(format(median(samples.get(column)))));
		double ours = median(samples.get(this.columns.get(0)));
		others.forEach((other) -> cells.add(format(ours / median(samples.get(other)))));
		return cells;
	}

	private static String line(List<String> cells) {
		return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
	}

	/**
	 * Returns the middle one, {@code NaN} if there are none.
	 */
	static double median(@Nullable List<Double> samples) {
		return (samples != null) ? quantile(samples.stream().mapToDouble(Double::doubleValue).toArray(), 0.5)
				: Double.NaN;
	}

	/**
	 * Returns the smallest sample that a part of all do not exceed.
	 * @param samples at least one
	 * @param part between 0 and 1
	 */
	static double quantile(double[] samples, double part) {
		double[] sorted = samples.clone();
		Arrays.sort(sorted);
		return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
	}

	private static String format(double value) {
		if (!Double.isFinite(value)) {
			return NOTHING;
		}
		int digits = (Math.abs(value) >= 100) ? 0 : (Math.abs(value) >= 10) ? 1 : 2;
		return String.format(Locale.ROOT, "%." + ((Math.abs(value) < 0.1) ? 3 : digits) + "f", value);
	}

}
