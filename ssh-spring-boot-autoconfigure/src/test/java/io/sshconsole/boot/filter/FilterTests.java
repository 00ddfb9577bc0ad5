package io.sshconsole.boot.filter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(60)
class FilterTests {

	private static final String FRUIT = "apple\t3\nPear\t12\nfig\t3\n\napple\t3\nfig\t3\nfig\t3\na(b\t-1.5\nx+y\t2\n"
			+ "apple pie\t7\n  plum  \t0\n";

	/**
	 * The result must be that of the program of the operating system.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "grep apple", "grep -i pear", "grep -v apple", "grep -c fig", "grep -n fig",
			"grep -vc fig", "grep -o 'p*'", "grep -on p", "grep -m 2 fig", "grep -A1 Pear", "grep -B 1 fig",
			"grep -C1 Pear", "grep -n -C 1 fig", "grep -1 pie", "grep -A2 -m1 fig", "grep 'a(b'",
			"grep -E 'a\\(b|x\\+y'", "grep 'x+y'", "grep 'appl\\|pear'", "grep 'p\\{2\\}'", "grep -E 'p{2}'",
			"grep -F 'a(b'", "grep -F x+", "grep '^fig'", "grep '3$'", "grep '[[:upper:]]'",
			"grep '[^[:lower:][:blank:]0-9]'", "grep '[]x(]'", "grep -E '(ap|fi)+[pg]'", "grep '\\<pie\\>'",
			"grep -q fig", "grep -q nothing", "grep nothing", "grep -- -1", "grep '*'", "grep ''", "grep -in 'P'",
			"head", "head -n 2", "head -3", "head -c 8", "head -n 0", "head -n100", "tail -n 2", "tail -2",
			"tail -n +3", "tail -n +100", "tail -n 0", "sort", "sort -r", "sort -u", "sort -n -k 2", "sort -k2n -k1",
			"sort -k 2,2nr -k 1", "sort -t p -k 2", "sort -f", "sort -fu", "sort -t '\t' -k2,2 -u", "sort -nrk2",
			"uniq", "uniq -c", "uniq -d", "uniq -u", "wc", "wc -l", "wc -w", "wc -c", "wc -lc", "cut -f 1", "cut -f2",
			"cut -f 1,2", "cut -f 2-", "cut -f -1", "cut -f 3", "cut -s -f 2", "cut -c 1-3", "cut -c 2,4-",
			"cut -d p -f 2", "cut -d ' ' -f 1" })
	void doesWhatTheToolOfTheOperatingSystemDoes(String line) throws Exception {
		Result theirs = runTool(line);
		assertThat(run(line, FRUIT)).isEqualTo(theirs);
	}

	private static Result runTool(String line) throws Exception {
		List<String> words = words(line).stream().map(Word::text).toList();
		ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
		builder.environment().put("LC_ALL", "C");
		Process process;
		try {
			process = builder.start();
		}
		catch (IOException ex) {
			assumeTrue(System.getenv("SSH_CONSOLE_CI") != null, words.get(0) + " is not installed");
			throw ex;
		}
		CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> {
			try {
				return process.getInputStream().readAllBytes();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		try (var in = process.getOutputStream()) {
			in.write(FRUIT.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			// It had enough
		}
		String text = new String(out.get(30, TimeUnit.SECONDS), StandardCharsets.UTF_8);
		return new Result(process.waitFor(), text);
	}

	@Test
	void jsonFindsValues() throws Exception {
		String json = "{\"a\": [{\"b\":1.50,\"c d\":\"x\\n\\u00e4\"},{\"b\":null}], \"e\":true, \"f\":[], \"g\":{}}";
		assertThat(run("json .a[0].b", json).out()).isEqualTo("1.50\n");
		assertThat(run("json .a[-1].b", json).out()).isEqualTo("null\n");
		assertThat(run("json .a[].b", json).out()).isEqualTo("1.50\nnull\n");
		assertThat(run("json '.a[0].[\"c d\"]'", json).out()).isEqualTo("\"x\\nä\"\n");
		assertThat(run("json -r '.a[0].\"c d\"'", json).out()).isEqualTo("x\nä\n");
		assertThat(run("json .none.at.all", json).out()).isEqualTo("null\n");
		assertThat(run("json -c", json).out())
			.isEqualTo("{\"a\":[{\"b\":1.50,\"c d\":\"x\\nä\"},{\"b\":null}],\"e\":true,\"f\":[],\"g\":{}}\n");
		assertThat(run("json .", "[1,{\"a\":\"b\"}] \n\"next\"").out())
			.isEqualTo("[\n  1,\n  {\n    \"a\": \"b\"\n  }\n]\n\"next\"\n");
		assertThat(run("json", "").out()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[1,]", "{\"a\" 1}", "\"a", "tru", "01", "1.", "\"\\x\"", "\"\\u12g4\"", "\"\t\"",
			"]", "{\"a\":1,}", "--1" })
	void jsonRefusesWhatIsNone(String text) {
		assertThatIOException().isThrownBy(() -> run("json", text)).withMessageStartingWith("not JSON");
	}

	@Test
	void jsonDeepBombIsRefused() {
		assertThatIOException().isThrownBy(() -> run("json", "[".repeat(100_000))).withMessageContaining("deeper");
	}

	@Test
	void jsonSaysWhatAPathMisses() {
		assertThatIOException().isThrownBy(() -> run("json .a", "[1]")).withMessage("there is no .a in an array");
		assertThatIOException().isThrownBy(() -> run("json '.[]'", "3")).withMessage("there is no [] in 3");
	}

	@Test
	void tablePutsValuesIntoColumns() throws Exception {
		assertThat(run("table", "a\tbbb\tc\nlong\tb\n\nx\t\ty\n").out())
			.isEqualTo("a     bbb  c\nlong  b\n\nx          y\n");
		String many = "a\tb\n".repeat(1500) + "aaaa\tb\n";
		assertThat(run("table", many).out()).isEqualTo("a  b\n".repeat(1500) + "aaaa  b\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "grep", "grep a b", "grep -x a", "grep -E -F a", "grep '[a'", "grep -E '('",
			"grep '[[::]]'", "grep -A x a", "head -n -1", "head -n 99999999999", "head -c 1 -n 1", "head file",
			"sort -k 0", "sort -k", "sort -t ab", "tail -n x", "cut", "cut -f 0", "cut -f 3-1", "cut -f 1 -c 1",
			"cut -f ,", "cut -f -", "cut -f 9999999", "cut -f 1 -d ''", "wc file", "json a", "json .[x]", "json .a.",
			"table -x", "uniq -z" })
	void wrongWordsAreAUsageErrorThatNamesTheHelp(String line) {
		assertThatExceptionOfType(SshUsageException.class).isThrownBy(() -> Filters.create(words(line)))
			.withMessageEndingWith("; see '" + line.split(" ")[0] + " --help'");
	}

	@Test
	void everyFilterHasHelp() throws Exception {
		assertThat(Filters.names()).containsExactly("cut", "grep", "head", "json", "sort", "table", "tail", "uniq",
				"wc");
		for (String name : Filters.names()) {
			assertThat(run(name + " --help", "x").out()).startsWith("Usage: " + name);
			assertThat(Filters.usage(name)).isPresent();
		}
		assertThat(Filters.usage("awk")).isEmpty();
	}

	@Test
	void aPatternThatTakesTooLongIsAnError() {
		assertThatIOException().isThrownBy(() -> run("grep '.*.*.*x'", "a".repeat(2000) + "\n"))
			.withMessage("the pattern takes too long for line 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "grep x", "tail", "sort", "uniq", "cut -f 1", "table" })
	void aLineWithoutEndIsRefused(String line) {
		assertThatIOException().isThrownBy(() -> run(line, new Endless("x"))).withMessageContaining("longer than");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sort", "tail -n 900000000", "grep -B 900000000 y", "json .", "json" })
	void inputWithoutEndIsNotKept(String line) {
		InputStream endless = line.startsWith("json")
				? new SequenceInputStream(new ByteArrayInputStream("[1".getBytes(StandardCharsets.UTF_8)),
						new Endless(",1"))
				: new Endless("x\n");
		assertThatIOException().isThrownBy(() -> run(line, endless))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("more than 8 million characters"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "grep a", "cut -f 1", "uniq", "tail -n +1", "head", "json .[].x" })
	void linesPassAsTheyCome(String line) throws Exception {
		PipedOutputStream source = new PipedOutputStream();
		PipedInputStream in = new PipedInputStream(source, 1000);
		PipedOutputStream sink = new PipedOutputStream();
		PipedInputStream out = new PipedInputStream(sink, 1000);
		Thread thread = new Thread(() -> {
			try (sink) {
				Filters.create(words(line)).run(in, sink, new PrintWriter(sink), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		thread.start();
		boolean json = line.startsWith("json");
		source.write((json ? "[{\"x\":12},{" : "a1\na2\n").getBytes(StandardCharsets.UTF_8));
		source.flush();
		assertThat(new String(out.readNBytes(2), StandardCharsets.UTF_8)).isEqualTo(json ? "12" : "a1");
		source.write((json ? "}]" : "").getBytes(StandardCharsets.UTF_8));
		source.close();
		thread.join();
	}

	@Test
	void headReadsNoMoreThanItNeeds() throws Exception {
		assertThat(run("head -n 2", new Endless("x\n")).out()).isEqualTo("x\nx\n");
		assertThat(run("grep -q x", new Endless("x\n")).status()).isZero();
		assertThat(run("grep -m 1 x", new Endless("x\n")).out()).isEqualTo("x\n");
	}

	private static List<Word> words(String line) {
		return LineParser.parse(line).pipelines().get(0).stages().get(0).words();
	}

	private static Result run(String line, String input) throws IOException {
		return run(line, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
	}

	private static Result run(String line, InputStream in) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int status = Filters.create(words(line)).run(in, out, new PrintWriter(out), StandardCharsets.UTF_8);
		return new Result(status, out.toString(StandardCharsets.UTF_8));
	}

	private record Result(int status, String out) {

	}

	/**
	 * A text again and again.
	 */
	private static final class Endless extends InputStream {

		private final byte[] text;

		private int position;

		Endless(String text) {
			this.text = text.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public int read() {
			return this.text[this.position++ % this.text.length];
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			for (int i = 0; i < length; i++) {
				target[offset + i] = (byte) read();
			}
			return length;
		}

	}

}
