package io.sshconsole.boot.security;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Totp}.
 */
class TotpTests {

	/**
	 * The secret of RFC 6238, appendix B.
	 */
	private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

	@ParameterizedTest
	@CsvSource({ "59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037",
			"20000000000, 353130" })
	void computesTheCodesOfTheStandard(long time, String code) {
		assertThat(Totp.code(SECRET, Instant.ofEpochSecond(time))).isEqualTo(code);
		assertThat(Totp.match(SECRET, code, Instant.ofEpochSecond(time))).hasValue(time / 30);
	}

	@Test
	void clockMayBeWrongByOneStep() {
		Instant now = Instant.ofEpochSecond(1_111_111_111);
		assertThat(Totp.match(SECRET, Totp.code(SECRET, now.minusSeconds(30)), now)).isPresent();
		assertThat(Totp.match(SECRET, Totp.code(SECRET, now.plusSeconds(30)), now)).isPresent();
		assertThat(Totp.match(SECRET, Totp.code(SECRET, now.minusSeconds(60)), now)).isEmpty();
		assertThat(Totp.match(SECRET, Totp.code(SECRET, now.plusSeconds(60)), now)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "05047", "0504710", "50471", "050 471", "٠٥٠٤٧١" })
	void codeIsSixDigits(String code) {
		assertThat(Totp.match(SECRET, code, Instant.ofEpochSecond(1_111_111_111))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
			"GEZDGNBVGY3TQOJQ-GEZDGNBVGY3TQOJQ====" })
	void readsSecretsAsAppsShowThem(String base32) {
		assertThat(Totp.decode(base32)).isEqualTo(SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQGEZDGNBVG0", "{noop}GEZDGNBVGY3TQOJQGEZDGNBV" })
	void refusesWhatIsNoSecretOrTooShortWithoutShowingIt(String base32) {
		assertThatIllegalArgumentException().isThrownBy(() -> Totp.decode(base32)).withMessageNotContaining("GEZDGNBV");
	}

}
