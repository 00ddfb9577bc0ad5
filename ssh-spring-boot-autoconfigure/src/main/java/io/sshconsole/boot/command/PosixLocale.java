package io.sshconsole.boot.command;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The locale and character set that the POSIX variables of a session name, such as
 * {@code LANG=de_CH.ISO-8859-1@euro}.
 *
 * @param locale the locale for messages
 * @param charset the character set for text
 */
record PosixLocale(Locale locale, Charset charset) {

	/**
	 * A character set must write these as ASCII does, or line ends and escape sequences
	 * of a terminal would not be recognised in it.
	 */
	private static final String ASCII_PROBE = "az AZ 09 \r\n\t\u001b";

	static PosixLocale of(Map<String, String> environment) {
		return new PosixLocale(locale(first(environment, "LC_ALL", "LC_MESSAGES", "LANG")),
				charset(first(environment, "LC_ALL", "LC_CTYPE", "LANG")));
	}

	private static String first(Map<String, String> environment, String... names) {
		return Arrays.stream(names)
			.map((name) -> environment.getOrDefault(name, ""))
			.filter((value) -> !value.isEmpty())
			.findFirst()
			.orElse("");
	}

	private static Locale locale(String value) {
		String language = value.split("[.@]", 2)[0];
		if (language.isEmpty() || language.equals("C") || language.equals("POSIX")) {
			return Locale.getDefault();
		}
		Locale locale = Locale.forLanguageTag(language.replace('_', '-'));
		return locale.getLanguage().isEmpty() ? Locale.getDefault() : locale;
	}

	private static Charset charset(String value) {
		String name = value.split("@", 2)[0];
		name = name.substring(name.indexOf('.') + 1);
		if (name.length() == value.length()) {
			return StandardCharsets.UTF_8;
		}
		try {
			Charset charset = Charset.forName(name);
			return (charset.canEncode() && isAsciiCompatible(charset)) ? charset : StandardCharsets.UTF_8;
		}
		catch (IllegalArgumentException ex) {
			return StandardCharsets.UTF_8;
		}
	}

	private static boolean isAsciiCompatible(Charset charset) {
		return Arrays.equals(ASCII_PROBE.getBytes(charset), ASCII_PROBE.getBytes(StandardCharsets.US_ASCII));
	}

}
