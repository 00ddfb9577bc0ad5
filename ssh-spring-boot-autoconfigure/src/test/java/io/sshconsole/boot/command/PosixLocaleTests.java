package io.sshconsole.boot.command;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PosixLocaleTests {

	@Test
	void isUtf8WithoutVariables() {
		assertThat(PosixLocale.of(Map.of())).isEqualTo(new PosixLocale(Locale.getDefault(), StandardCharsets.UTF_8));
	}

	@Test
	void takesLanguageAndCharacterSetFromLang() {
		PosixLocale locale = PosixLocale.of(Map.of("LANG", "de_CH.ISO-8859-1@euro"));
		assertThat(locale).isEqualTo(new PosixLocale(new Locale("de", "CH"), StandardCharsets.ISO_8859_1));
	}

	@Test
	void prefersTheMoreSpecificVariables() {
		PosixLocale locale = PosixLocale
			.of(Map.of("LANG", "de_DE.ISO-8859-1", "LC_CTYPE", "fr_FR.UTF-8", "LC_MESSAGES", "it_IT"));
		assertThat(locale).isEqualTo(new PosixLocale(Locale.ITALY, StandardCharsets.UTF_8));
		assertThat(PosixLocale.of(Map.of("LANG", "de_DE", "LC_ALL", "fr_FR.ISO-8859-1")))
			.isEqualTo(new PosixLocale(Locale.FRANCE, StandardCharsets.ISO_8859_1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "C", "POSIX", "C.UTF-8", "", "en_US.NO-SUCH-SET", "en_US.UTF-16", "en_US.%/", ".." })
	void isUtf8ForWhatCannotBeUsed(String value) {
		assertThat(PosixLocale.of(Map.of("LANG", value)).charset()).isEqualTo(StandardCharsets.UTF_8);
	}

}
