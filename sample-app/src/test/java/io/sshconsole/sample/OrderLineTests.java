package io.sshconsole.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.sshconsole.boot.command.SshCommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link OrderLine}.
 */
class OrderLineTests {

	@Test
	void readsAllLines() throws IOException {
		assertThat(read("Tea House,Sidamo,3\nCafé Nebenan,House Espresso,12")).containsExactly(
				new OrderLine("Tea House", "Sidamo", 3), new OrderLine("Café Nebenan", "House Espresso", 12));
	}

	@Test
	void readsNothingFromAnEmptyInput() throws IOException {
		assertThat(read("")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Tea House", "Tea House,Sidamo", "Tea House,Sidamo,0", "Tea House,Sidamo,many",
			"Tea House,Sidamo,3,4", "\u001b[2J,Sidamo,3" })
	void refusesABadLineWithItsNumber(String line) {
		assertThatExceptionOfType(SshCommandException.class).isThrownBy(() -> read("Kiosk 24,Sidamo,1\n" + line))
			.withMessageStartingWith("Line 2 ")
			.extracting(SshCommandException::status)
			.isEqualTo(65);
	}

	@Test
	void refusesAnEndlessInput() {
		assertThatExceptionOfType(SshCommandException.class)
			.isThrownBy(() -> read("Kiosk 24,Sidamo,1\n".repeat(10_001)))
			.withMessage("More than 10000 lines.");
	}

	private static List<OrderLine> read(String lines) throws IOException {
		return OrderLine.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
	}

}
