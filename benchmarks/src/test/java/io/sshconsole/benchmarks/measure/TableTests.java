package io.sshconsole.benchmarks.measure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTests {

	private final Table table = new Table(List.of("ours", "mina"));

	@Test
	void showsMediansAndTheirRatio() {
		List.of(9.0, 1.0, 2.0).forEach((sample) -> this.table.add("speed", "ours", sample));
		List.of(4.0, 100.0, 3.0).forEach((sample) -> this.table.add("speed", "mina", sample));
		assertThat(this.table.markdown()).isEqualTo("""
				| measurement | ours | mina | ours / mina |
				| --- | ---: | ---: | ---: |
				| speed | 2.00 | 4.00 | 0.50 |
				""");
	}

	@Test
	void leavesOutWhatAServerCannotDo() {
		this.table.add("speed", "ours", 123.4);
		assertThat(this.table.markdown()).endsWith("| speed | 123 | – | – |\n");
	}

	@Test
	void findsQuantiles() {
		double[] samples = new double[100];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = 100 - i;
		}
		assertThat(Table.quantile(samples, 0.5)).isEqualTo(51);
		assertThat(Table.quantile(samples, 0.99)).isEqualTo(100);
	}

}
