package io.sshconsole.benchmarks.measure;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTests {

	private final Table table = new Table(List.of("ours", "mina"));

	@BeforeEach
	void begin() {
		this.table.begin("Races");
	}

	@Test
	void showsMediansAndTheirRatio() {
		List.of(9.0, 1.0, 2.0).forEach((sample) -> this.table.add("speed", "ours", sample));
		List.of(4.0, 100.0, 3.0).forEach((sample) -> this.table.add("speed", "mina", sample));
		assertThat(this.table.markdown()).isEqualTo("""
				## Races

				| measurement | ours | mina | ours / mina |
				| --- | ---: | ---: | ---: |
				| speed | 2.00 | 4.00 | 0.50 |

				""");
	}

	@Test
	void leavesOutWhatAServerCannotDo() {
		this.table.add("size", "mina", 1);
		this.table.add("speed", "ours", 123.4);
		assertThat(this.table.markdown()).endsWith("| speed | 123 | – | – |\n\n");
	}

	@Test
	void leavesOutServersThatAPartIsNotAbout() {
		this.table.add("speed", "mina", 1);
		this.table.begin("Alone");
		this.table.add("speed", "ours", 1);
		assertThat(this.table.markdown()).endsWith("""
				## Alone

				| measurement | ours |
				| --- | ---: |
				| speed | 1.00 |

				""");
	}

	@Test
	void givesNoRatiosWhereOursIsMissing() {
		this.table.add("speed", "mina", 1);
		assertThat(this.table.markdown()).contains("| speed | 1.00 | – |").contains("| mina | ours / mina |");
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
