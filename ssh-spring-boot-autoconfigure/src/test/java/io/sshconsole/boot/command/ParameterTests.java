package io.sshconsole.boot.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.sshconsole.boot.command.TestConsole.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.io.Resource;
import org.springframework.format.annotation.DateTimeFormat;

import static org.assertj.core.api.Assertions.assertThat;

class ParameterTests {

	@TempDir
	private Path directory;

	private TestConsole console = new TestConsole();

	@BeforeEach
	void files() throws IOException {
		Path root = Files.createDirectories(this.directory.resolve("root/sub"));
		Files.writeString(root.resolve("a.log"), "inside");
		Files.writeString(this.directory.resolve("secret"), "outside");
		Files.createSymbolicLink(root.resolve("link"), this.directory.resolve("secret"));
		ApplicationConversionService conversions = TestConsole
			.conversions(Map.of("logs", this.directory.resolve("root")));
		conversions.addConverter(new ToPoint());
		SshCommandMethods methods = new SshCommandMethods(conversions,
				(text) -> text.replace("${app.region}", "eu-north"), ParameterValidation.NONE);
		this.console = new TestConsole(methods, new Commands());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					map                              | {} {}
					map -D a=1 -Db=x=y,z             | {a=1, b=x=y,z} {}
					map --limits small=3 --limits=b=4 | {} {small=3, b=4}
					flags                            | true false
					flags --no-colour -x             | false true
					flags --colour=false             | false false
					flags -x true                    | true false true
					bundle -abn5                     | true true 5
					bundle -ban 5                    | true true 5
					bundle -abn=5                    | true true 5
					bundle -n -5                     | false false -5
					negative -4                      | -4
					negative -- -4                   | -4
					pair a b                         | [a, b]
					pair a b c                       | [a, b, c]
					maybe                            | []
					maybe a b                        | [a, b]
					state not-found                  | NOT_FOUND
					state NOT_FOUND                  | NOT_FOUND
					state not_found                  | NOT_FOUND
					state Ok                         | OK
					date 2026-02-01                  | 2026-02-01
					dates --at 2026-02-01T10:00 --time 10:15 --instant 2026-02-01T10:00:00Z | 2026-02-01T10:00 10:15 2026-02-01T10:00:00Z
					dates --german 01.02.2026        | 2026-02-01
					secret hunter2                   | 7
					point 3/4                        | Point[x=3, y=4]
					points 3/4 5/6                   | [Point[x=3, y=4], Point[x=5, y=6]]
					region                           | eu-north
					paths a/b file:/c                | a/b file:/c
					language                         | none
					resource logs:sub/a.log          | inside
					""")
	void convertsWhatIsTyped(String line, String expected) {
		String shown = line.strip().equals("flags -x true") ? null : expected;
		if (shown == null) {
			// A flag stands alone: the word behind it is an argument
			assertThat(this.console.run(line).err()).isEqualTo("flags: Unexpected argument 'true' at column 10\n");
			return;
		}
		assertThat(this.console.run(line)).isEqualTo(new Run(0, expected + "\n", ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					map -D a                     | map: Invalid value 'a' for --define at column 8: expected key=value
					map --limits a=x             | map: Invalid value 'a=x' for --limits at column 14: expected a whole number
					map --limits =3              | map: Invalid value '=3' for --limits at column 14: expected key=value
					pair                         | pair: Missing required parameter: '<words>'
					pair a                       | pair: Expected 2 to 3 of <words>, got 1
					pair a b c d                 | pair: Expected 2 to 3 of <words>, got 4
					maybe a                      | maybe: Expected at least 2 of <words>, got 1
					bundle -axb                  | bundle: Unknown option '-x' at column 8
					state lost                   | state: Invalid value 'lost' for <state> at column 7: expected ok, not-found
					state not-fond               | state: Invalid value 'not-fond' for <state> at column 7: expected ok, not-found; did you mean 'not-found'?
					secret ''                    | secret: Invalid value for <password> at column 8: expected a text
					pin abc                      | pin: Invalid value for <pin> at column 5: expected a whole number
					pin 1 2                      | pin: Unexpected argument at column 7
					resource logs:../secret      | resource: There is no file 'logs:../secret'
					resource logs:sub/link       | resource: There is no file 'logs:sub/link'
					resource logs:/etc/passwd    | resource: There is no file 'logs:/etc/passwd'
					resource logs:sub            | resource: 'logs:sub' is not a regular file
					resource file:/etc/passwd    | resource: Invalid file 'file:/etc/passwd': expected one of logs:…
					resource http://localhost/   | resource: Invalid file 'http://localhost/': expected one of logs:…
					later                        | later: There is no file 'logs:later.log'
					resource classpath:x         | resource: Invalid file 'classpath:x': expected one of logs:…
					""")
	void saysWhatIsWrongInOneLine(String line, String message) {
		if (line.strip().equals("secret ''")) {
			// An empty secret is a secret
			assertThat(this.console.run(line)).isEqualTo(new Run(0, "0\n", ""));
			return;
		}
		assertThat(this.console.run(line)).isEqualTo(new Run(2, "", message + "\n"));
	}

	/**
	 * Read in the style of the user's locale it would be two different days for two
	 * users.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "en_US.UTF-8", "de_DE.UTF-8", "en_GB.UTF-8", "C" })
	void aDateMeansTheSameDayForEverybody(String locale) {
		UnaryOperator<SshCommandContextBuilder> user = (context) -> context.environment(Map.of("LC_ALL", locale));
		assertThat(this.console.run("date 2026-02-01", user).out()).isEqualTo("2026-02-01\n");
		for (String text : List.of("01/02/26", "1.2.26", "01.02.2026", "2/1/26")) {
			assertThat(this.console.run("date " + text, user)).isEqualTo(new Run(2, "",
					"date: Invalid value '" + text + "' for <day> at column 6: expected a date such as 2026-01-31\n"));
		}
		assertThat(this.console.run("old 2026-02-01T10:00:00Z", user).out()).isEqualTo("1769940000000\n");
		assertThat(this.console.run("old 01/02/26", user).status()).isEqualTo(2);
	}

	@Test
	void aVariableOfTheClientIsADefault() {
		UnaryOperator<SshCommandContextBuilder> italian = (context) -> context.environment(Map.of("LANG", "it_IT"));
		assertThat(this.console.run("language", italian).out()).isEqualTo("it_IT\n");
		assertThat(this.console.run("language --language=fr", italian).out()).isEqualTo("fr\n");
		assertThat(this.console.run("size", (context) -> context.environment(Map.of("LC_NUMERIC", "7"))).out())
			.isEqualTo("7\n");
		assertThat(this.console.run("size", (context) -> context.environment(Map.of("LC_NUMERIC", "x"))))
			.isEqualTo(new Run(2, "", "size: Invalid value 'x' of the variable LC_NUMERIC: expected a whole number\n"));
		assertThat(this.console.run("size"))
			.isEqualTo(new Run(2, "", "size: Missing <size>, which the variable LC_NUMERIC may give, too\n"));
	}

	@Test
	void theEnvironmentOfTheServerIsNotLookedAt() {
		assertThat(System.getenv()).containsKey("PATH");
		assertThat(this.console.run("path").out()).isEqualTo("none\n");
	}

	@Test
	void theFormatOfTheResultAndYesAreOptionsOfCommandsThatCanUseThem() {
		SshCommandDefinition map = this.console.registry().find(List.of("map")).orElseThrow();
		assertThat(map.hasOutputFormats()).isTrue();
		assertThat(call(map, "-o", "json").format()).isEqualTo(OutputFormat.JSON);
		assertThat(call(map, "--output=CSV").format()).isEqualTo(OutputFormat.CSV);
		assertThat(call(map).format()).isNull();
		assertThat(this.console.run("map -o xml").err())
			.isEqualTo("map: Unknown format 'xml' at column 8: expected text, table, json, yaml, csv\n");
		assertThat(this.console.run("map --yes").err()).startsWith("map: Unknown option '--yes'");
		SshCommandDefinition nothing = this.console.registry().find(List.of("nothing")).orElseThrow();
		assertThat(nothing.hasOutputFormats()).isFalse();
		assertThat(call(nothing, "-y").isConfirmed()).isTrue();
		assertThat(call(nothing).isConfirmed()).isFalse();
		assertThat(this.console.run("nothing -o json").status()).isEqualTo(2);
		assertThat(this.console.registry().find(List.of("bytes")).orElseThrow().hasOutputFormats()).isFalse();
	}

	@Test
	void anOptionOfTheCommandIsTheCommands() {
		SshCommandDefinition own = this.console.registry().find(List.of("own")).orElseThrow();
		assertThat(this.console.run("own -o x --yes y").out()).isEqualTo("x y\n");
		assertThat(call(own, "--output=json").format()).isEqualTo(OutputFormat.JSON);
		assertThat(call(own, "-y").isConfirmed()).isTrue();
	}

	private static SshCommandCall call(SshCommandDefinition command, String... words) {
		SshSession session = new SshSession("c1", "duke", TestConsole.user("ROLE_USER"));
		return command.parse(Words.of(words), SshCommandContext.builder(session).build()).orElseThrow();
	}

	record Point(int x, int y) {

	}

	static class ToPoint implements Converter<String, Point> {

		@Override
		public Point convert(String source) {
			String[] parts = source.split("/");
			return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
		}

	}

	enum State {

		OK, NOT_FOUND

	}

	static class Commands {

		@SshCommand(name = "map")
		String map(@SshOption(names = { "-D", "--define" }) Map<String, String> define,
				@SshOption Map<String, Integer> limits) {
			return define + " " + limits;
		}

		@SshCommand(name = "flags")
		String flags(@SshOption(defaultValue = "true") boolean colour, @SshOption(names = "-x") boolean x) {
			return colour + " " + x;
		}

		@SshCommand(name = "bundle")
		String bundle(@SshOption(names = "-a") boolean a, @SshOption(names = "-b") boolean b,
				@SshOption(names = { "-n", "--number" }) int number) {
			return a + " " + b + " " + number;
		}

		@SshCommand(name = "negative")
		int negative(@SshArgument int number) {
			return number;
		}

		@SshCommand(name = "pair")
		String pair(@SshArgument(arity = "2..3") List<String> words) {
			return words.toString();
		}

		@SshCommand(name = "maybe")
		String maybe(@SshArgument(arity = "2..*", required = false) List<String> words) {
			return words.toString();
		}

		@SshCommand(name = "state")
		String state(@SshArgument State state) {
			return state.name();
		}

		@SshCommand(name = "date")
		String date(@SshArgument LocalDate day) {
			return day.toString();
		}

		@SshCommand(name = "dates")
		String dates(@SshOption @Nullable LocalDateTime at, @SshOption @Nullable LocalTime time,
				@SshOption @Nullable Instant instant,
				@SshOption @DateTimeFormat(pattern = "dd.MM.yyyy") @Nullable LocalDate german) {
			return (german != null) ? german.toString() : at + " " + time + " " + instant;
		}

		@SshCommand(name = "old")
		String old(@SshArgument Date date) {
			return Long.toString(date.getTime());
		}

		@SshCommand(name = "secret")
		int secret(@SshArgument(secret = true) char[] password) {
			return password.length;
		}

		@SshCommand(name = "pin")
		void pin(@SshArgument(secret = true) int pin) {
		}

		@SshCommand(name = "point")
		String point(@SshArgument Point point) {
			return point.toString();
		}

		@SshCommand(name = "points")
		String points(@SshArgument List<Point> points) {
			return points.toString();
		}

		@SshCommand(name = "region")
		String region(@SshOption(defaultValue = "${app.region}") String region) {
			return region;
		}

		@SshCommand(name = "paths")
		String paths(@SshArgument Path path, @SshArgument File file) {
			return path + " " + file;
		}

		@SshCommand(name = "language")
		String language(@SshOption(env = "LANG", defaultValue = "none") String language) {
			return language;
		}

		@SshCommand(name = "size")
		int size(@SshArgument(env = "LC_NUMERIC") int size) {
			return size;
		}

		@SshCommand(name = "path")
		String path(@SshOption(env = "PATH") Optional<String> path) {
			return path.orElse("none");
		}

		@SshCommand(name = "resource")
		String resource(@SshArgument Resource resource) throws IOException {
			return resource.getContentAsString(StandardCharsets.UTF_8);
		}

		@SshCommand(name = "later")
		void later(@SshOption(defaultValue = "logs:later.log") Resource file) {
		}

		@SshCommand(name = "nothing")
		void nothing(SshCommandContext context) {
		}

		@SshCommand(name = "bytes")
		Optional<byte[]> bytes() {
			return Optional.empty();
		}

		@SshCommand(name = "own")
		String own(@SshOption(names = "-o") @Nullable String o, @SshOption(names = "--yes") @Nullable String yes,
				SshCommandContext context) {
			return o + " " + yes;
		}

	}

}
