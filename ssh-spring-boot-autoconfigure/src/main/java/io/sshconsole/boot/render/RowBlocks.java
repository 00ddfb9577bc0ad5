package io.sshconsole.boot.render;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes rows one value below the other, for a terminal that is too narrow for a table.
 */
final class RowBlocks implements Consumer<List<String>> {

	private final List<String> names;

	private final PrintWriter out;

	private boolean started;

	/**
	 * Creates a writer.
	 * @param names what stands in front of the values; empty if they have no names
	 * @param out where the rows go
	 */
	RowBlocks(List<String> names, PrintWriter out) {
		this.names = names;
		this.out = out;
	}

	@Override
	public void accept(List<String> cells) {
		this.out.write(this.started ? "\n" : "");
		this.started = true;
		for (int i = 0; i < cells.size(); i++) {
			String name = (i < this.names.size()) ? this.names.get(i) + " " : "";
			this.out.write((name + cells.get(i)).stripTrailing() + "\n");
		}
	}

}
