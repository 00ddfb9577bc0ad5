package io.sshconsole.benchmarks.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sshconsole.benchmarks.Options;

/**
 * Runs the parts that are asked for, one after the other.
 */
public final class Measurements {

	private static final Map<String, Part> parts = new LinkedHashMap<>();

	static {
		parts.put("bulk", new Bulk());
		parts.put("stock", new StockClient());
		parts.put("connect", new Connect());
		parts.put("kex", new KeyExchanges());
		parts.put("latency", new Latency());
		parts.put("flat", new Flat());
		parts.put("rekey", new Rekey());
		parts.put("idle", new Idle());
		parts.put("start", new Start());
	}

	private Measurements() {
	}

	/**
	 * Runs and prints the table.
	 * @param options {@code --peers}, {@code --key}, {@code --rounds}, {@code --quick},
	 * {@code --out}, and the parts; all if none is named
	 * @throws Exception if a part is unknown or a file cannot be read
	 */
	public static void run(Options options) throws Exception {
		Setting setting = Setting.of(options);
		for (String name : options.words().isEmpty() ? List.copyOf(parts.keySet()) : options.words()) {
			Part part = parts.get(name);
			if (part == null) {
				throw new IllegalArgumentException("The parts are " + parts.keySet());
			}
			setting.table().begin(part.heading());
			part.run(setting);
			// After each part, for whoever does not wait for the last one
			Files.writeString(Path.of(options.get("out")), setting.table().markdown());
		}
		System.out.print(setting.table().markdown());
	}

	/**
	 * One part of the measurements.
	 */
	interface Part {

		/**
		 * Returns what stands above its table.
		 */
		String heading();

		void run(Setting setting) throws Exception;

	}

}
