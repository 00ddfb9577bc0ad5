package io.sshconsole.ssh.kex;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModuliTests {

	private static final String GROUP14 = DhGroup.GROUP14.p().toString(16);

	private static final String GROUP15 = DhGroup.GROUP15.p().toString(16);

	private static final String GOOD = "20230627235402 2 6 100 2047 2 " + GROUP14;

	@TempDir
	Path directory;

	private final SecureRandom random = new SecureRandom();

	@ParameterizedTest
	@CsvSource({ "2048, 2048, 8192, 2048", "2048, 2049, 8192, 3072", "2048, 3072, 8192, 3072", "2048, 6145, 8192, 8192",
			"2048, 8192, 8192, 8192", "2048, 8193, 8192, 8192", "2048, 5000, 5500, 4096", "2048, 3000, 3071, 2048" })
	void theSmallestThatIsLargeEnoughIsChosenOrElseTheLargest(int min, int preferred, int max, int chosen) {
		assertThat(Moduli.builtIn().choose(min, preferred, max, this.random)).get()
			.extracting(DhGroup::bits)
			.isEqualTo(chosen);
	}

	@ParameterizedTest
	@CsvSource({ "2048, 2048, 2047", "2049, 2050, 3071", "8193, 8193, 8193" })
	void noneIsChosenIfNoneFits(int min, int preferred, int max) {
		assertThat(Moduli.builtIn().choose(min, preferred, max, this.random)).isEmpty();
	}

	@Test
	void readsWhatSshKeygenWrites() throws IOException {
		Moduli moduli = load("# Time Type Tests Tries Size Generator Modulus", "", GOOD,
				"20230627235402 2 6 100 3071 5 " + GROUP15.toUpperCase());
		assertThat(moduli).hasToString("Moduli[2048, 3072]");
		assertThat(moduli.choose(2048, 3072, 8192, this.random))
			.contains(new DhGroup(DhGroup.GROUP15.p(), BigInteger.valueOf(5)));
	}

	@Test
	void oneOfThoseOfASizeIsChosenAtRandom() throws IOException {
		Moduli moduli = load(GOOD, GOOD.replace(" 2047 2 ", " 2047 5 "), GOOD.replace(" 2047 2 ", " 2047 7 "));
		Set<BigInteger> generators = new HashSet<>();
		while (generators.size() < 3) {
			moduli.choose(2048, 2048, 8192, this.random).map(DhGroup::g).ifPresent(generators::add);
		}
		assertThat(generators).containsExactlyInAnyOrder(BigInteger.TWO, BigInteger.valueOf(5), BigInteger.valueOf(7));
	}

	@ParameterizedTest
	@ValueSource(strings = { " 2 6 100 2048 2 ", " 2 6 100 2047 0 ", " 2 4 100 2047 2 ", " 2 10 0 2047 2 ",
			" 2 18 0 2047 2 ", " 2 14 5 2047 2 ", " 2 6 200 2047 b " })
	void acceptsGroupsThatAreGoodEnough(String fields) throws IOException {
		assertThat(load(GOOD.replace(" 2 6 100 2047 2 ", fields))).hasToString("Moduli[2048]");
	}

	@ParameterizedTest
	@ValueSource(strings = { " 0 6 100 2047 2 ", " 1 6 100 2047 2 ", " 4 6 100 2047 2 ", " 5 6 100 2047 2 ",
			" 2 0 100 2047 2 ", " 2 2 100 2047 2 ", " 2 7 100 2047 2 ", " 2 9 100 2047 2 ", " 2 6 99 2047 2 ",
			" 2 6 100 2046 2 ", " 2 6 100 2049 2 ", " 2 6 100 3071 2 ", " 2 6 100 2047 1 ", " 2 6 100 2047 -2 " })
	void ignoresGroupsThatAreNot(String fields) throws IOException {
		Moduli moduli = load("20230627235402 2 6 100 3071 2 " + GROUP15, GOOD.replace(" 2 6 100 2047 2 ", fields));
		assertThat(moduli).hasToString("Moduli[3072]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "20230627235402 2 6 100 2047 2", "x 2 6 100 2047 2 xyz",
			"20230627235402 2 6 many 2047 2 c5", "20230627235402 2 6 100 2047 2 c5 more",
			"20230627235402 2 6 100 2047 2 3", "20230627235402 2 6 100 2047 2 -c5" })
	void aLineThatIsNoGroupHasNoEffectOnOthers(String line) throws IOException {
		assertThat(load(line, GOOD, line)).hasToString("Moduli[2048]");
	}

	@Test
	void evenNumbersAndOtherSizesAreNotHandedOut() throws IOException {
		String even = DhGroup.GROUP14.p().subtract(BigInteger.ONE).toString(16);
		String small = BigInteger.ONE.shiftLeft(1535).setBit(0).toString(16);
		String large = BigInteger.ONE.shiftLeft(8192).setBit(0).toString(16);
		assertThat(load("1 2 6 100 2047 2 " + even, "1 2 6 100 1535 2 " + small, "1 2 6 100 8192 2 " + large,
				"1 2 6 100 3071 2 " + GROUP15))
			.hasToString("Moduli[3072]");
	}

	@Test
	void aFileWithoutAGroupIsAMistake() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> load("# nothing"))
			.withMessageContaining("has no group of 2048 to 8192 bits");
	}

	@Test
	void aFileThatIsMissingIsAMistake() {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> Moduli.load(this.directory.resolve("missing")));
	}

	private Moduli load(String... lines) throws IOException {
		return Moduli.load(Files.write(this.directory.resolve("moduli"), List.of(lines)));
	}

}
