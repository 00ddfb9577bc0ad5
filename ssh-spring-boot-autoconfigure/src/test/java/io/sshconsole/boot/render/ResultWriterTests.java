package io.sshconsole.boot.render;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.TestConsole;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ResultWriterTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final SshCommandContext context = SshCommandContext.builder(new TestConsole().session())
		.out(this.out)
		.build();

	@Test
	void nothingIsNothing() throws Exception {
		assertThat(write(null)).isEmpty();
		assertThat(write(Optional.empty())).isEmpty();
		assertThat(write(CompletableFuture.completedFuture(null))).isEmpty();
	}

	@Test
	void textIsALineAsItIs() throws Exception {
		assertThat(write("a\tb\n\u001b[1mc")).isEqualTo("a\tb\n\u001b[1mc\n");
		assertThat(write("its own end\n")).isEqualTo("its own end\n");
		assertThat(write(42L)).isEqualTo("42\n");
		assertThat(write(true)).isEqualTo("true\n");
		assertThat(write(TimeUnit.DAYS)).isEqualTo("DAYS\n");
		assertThat(write(Path.of("a", "b"))).isEqualTo(Path.of("a", "b") + "\n");
	}

	@Test
	void bytesAreRaw() throws Exception {
		assertThat(write(new byte[] { 'a', '\n', 'b' })).isEqualTo("a\nb");
		assertThat(write(new ByteArrayResource(new byte[] { 'x' }))).isEqualTo("x");
	}

	@Test
	void streamsOfBytesAreCopiedAndClosed() throws Exception {
		AtomicBoolean closed = new AtomicBoolean();
		InputStream source = new ByteArrayInputStream("bytes".repeat(50_000).getBytes(StandardCharsets.US_ASCII)) {
			@Override
			public void close() throws IOException {
				closed.set(true);
			}
		};
		assertThat(write(source)).isEqualTo("bytes".repeat(50_000));
		assertThat(closed).isTrue();
	}

	@Test
	void rowsAreLinesWithTabs() throws Exception {
		assertThat(write(List.of(new Row("a", 1), new Row("b", null)))).isEqualTo("a\t1\nb\t\n");
		assertThat(write(List.of(Map.of("k", "v"), List.of(1, 2)))).isEqualTo("v\n1\t2\n");
		assertThat(write(new int[] { 1, 2 })).isEqualTo("1\n2\n");
		assertThat(write(Arrays.asList("x", null))).isEqualTo("x\n\n");
	}

	@Test
	void recordsAndMapsAreNamesAndValues() throws Exception {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("b", 1);
		map.put("a", List.of(1, 2));
		assertThat(write(new Row("x", 1))).isEqualTo("name\tx\ncount\t1\n");
		assertThat(write(map)).isEqualTo("b\t1\na\t[1, 2]\n");
	}

	@Test
	void beansAreNamesAndValues() throws Exception {
		assertThat(write(new Bean())).isEqualTo("name\tx\ncount\t1\n");
		assertThat(write(List.of(new Bean()))).isEqualTo("x\t1\n");
		assertThat(write(List.of(new Bean()).iterator())).isEqualTo("x\t1\n");
		assertThat(write(Map.of("bean", new Bean()))).isEqualTo("bean\t{name=x, count=1}\n");
	}

	@Test
	void everythingThatHasRowsIsRows() throws Exception {
		assertThat(write(List.of(1, 2).iterator())).isEqualTo("1\n2\n");
		assertThat(write(Collections.enumeration(List.of(1, 2)))).isEqualTo("1\n2\n");
		assertThat(write((Iterable<Integer>) () -> List.of(1, 2).iterator())).isEqualTo("1\n2\n");
		assertThat(write(Map.of("k", "v").entrySet())).isEqualTo("k\tv\n");
	}

	@Test
	void rowsOfMapsHaveTheSameColumns() throws Exception {
		assertThat(write(List.of(new TreeMap<>(Map.of("a", 1, "b", 2)), Map.of("b", 3)))).isEqualTo("1\t2\n\t3\n");
	}

	@Test
	void iteratorsThatCanBeClosedAre() throws Exception {
		AtomicBoolean closed = new AtomicBoolean();
		abstract class Cursor implements Iterator<Integer>, AutoCloseable {

		}
		Cursor cursor = new Cursor() {
			@Override
			public boolean hasNext() {
				return true;
			}

			@Override
			public Integer next() {
				throw new IllegalStateException("gone");
			}

			@Override
			public void close() {
				closed.set(true);
			}
		};
		assertThatIllegalStateException().isThrownBy(() -> write(cursor));
		assertThat(closed).isTrue();
	}

	@Test
	void aRowIsSentBeforeTheNextOneIsThereInEveryFormat() throws Exception {
		for (OutputFormat format : OutputFormat.values()) {
			this.out.reset();
			boolean[] seen = { false };
			Stream<Map<String, String>> rows = Stream.of("first", "second").map((row) -> {
				seen[0] |= this.out.toString(StandardCharsets.UTF_8).contains("first");
				return Map.of("k", row);
			});
			new ResultWriter().write(rows, format, this.context);
			assertThat(seen[0]).as(format.label()).isTrue();
		}
	}

	@Test
	void endlessRowsEndWhenNobodyReadsThem() throws Exception {
		for (OutputFormat format : OutputFormat.values()) {
			AtomicBoolean closed = new AtomicBoolean();
			SshCommandContext gone = SshCommandContext.builder(new TestConsole().session()).out(new OutputStream() {
				@Override
				public void write(int b) throws IOException {
					throw new IOException("closed");
				}
			}).build();
			new ResultWriter().write(Stream.generate(() -> Map.of("k", "row")).onClose(() -> closed.set(true)), format,
					gone);
			assertThat(closed).as(format.label()).isTrue();
			assertThat(gone.isOutputGone()).isTrue();
		}
	}

	@Test
	void jsonThatIsCancelledIsComplete() throws Exception {
		Stream<Integer> rows = Stream.iterate(1, (i) -> i + 1).peek((i) -> {
			if (i == 2) {
				this.context.cancel();
			}
		});
		new ResultWriter().write(rows, OutputFormat.JSON, this.context);
		this.context.flush();
		assertThat(this.out.toString(StandardCharsets.UTF_8)).isEqualTo("[\n1,\n2\n]\n");
	}

	@Test
	void valuesInRowsCannotControlTheTerminal() throws Exception {
		assertThat(write(List.of(new Row("\u001b]0;title\u0007\u202e\r\n\tx", 1)))).isEqualTo("?]0;title??   x\t1\n");
	}

	@Test
	void wrappersAreUnwrapped() throws Exception {
		assertThat(write(Optional.of(CompletableFuture.completedFuture(List.of(1))))).isEqualTo("1\n");
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> write(CompletableFuture.failedFuture(new IOException("later"))));
	}

	@Test
	void streamsAreWrittenAsTheyComeAndClosed() throws Exception {
		AtomicBoolean closed = new AtomicBoolean();
		StringBuilder seen = new StringBuilder();
		Stream<String> rows = Stream.of("a", "b")
			.peek((row) -> seen.append(this.out.toString(StandardCharsets.UTF_8)).append('|'))
			.onClose(() -> closed.set(true));
		assertThat(write(rows)).isEqualTo("a\nb\n");
		assertThat(seen).hasToString("|a\n|");
		assertThat(closed).isTrue();
		assertThat(write(IntStream.range(0, 2))).isEqualTo("0\n1\n");
	}

	@Test
	void aStreamStopsWhenCancelled() throws Exception {
		AtomicBoolean closed = new AtomicBoolean();
		Stream<Integer> rows = Stream.iterate(1, (i) -> i + 1).peek((i) -> {
			if (i == 3) {
				this.context.cancel();
			}
		}).onClose(() -> closed.set(true));
		assertThat(write(rows)).isEqualTo("1\n2\n3\n");
		assertThat(closed).isTrue();
	}

	private String write(@Nullable Object result) throws Exception {
		this.out.reset();
		new ResultWriter().write(result, null, this.context);
		this.context.flush();
		return this.out.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Has getters.
	 */
	static class Bean {

		private final String name = "x";

		private final int count = 1;

		public int getCount() {
			return this.count;
		}

		public String getName() {
			return this.name;
		}

	}

	private record Row(String name, @Nullable Integer count) {

	}

}
