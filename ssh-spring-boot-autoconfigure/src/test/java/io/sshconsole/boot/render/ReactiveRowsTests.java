package io.sshconsole.boot.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.TestConsole;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ReactiveRowsTests {

	private final Rendering rendering = new Rendering();

	@Test
	void aFluxIsRows() throws Exception {
		assertThat(text(Flux.just("a", "b"))).isEqualTo("a\nb\n");
		assertThat(this.rendering.as(OutputFormat.JSON, Flux.just(1, 2))).isEqualTo("[\n1,\n2\n]\n");
		Flow.Publisher<String> publisher = FlowAdapters.toFlowPublisher(Flux.just("a", "b"));
		assertThat(text(publisher)).isEqualTo("a\nb\n");
	}

	@Test
	void aMonoIsWhatIsInIt() throws Exception {
		assertThat(text(Mono.just("a"))).isEqualTo("a\n");
		assertThat(text(Mono.just(List.of(1, 2)))).isEqualTo("1\n2\n");
		assertThat(text(Mono.empty())).isEmpty();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> text(Mono.error(new IOException("no"))));
	}

	@Test
	void rowsComeFromOtherThreadsOneByOne() throws Exception {
		Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
		ByteArrayOutputStream seen = new ByteArrayOutputStream();
		Thread other = new Thread(() -> {
			sink.tryEmitNext("first");
			while (!seen.toString(StandardCharsets.UTF_8).equals("first\n")) {
				Thread.onSpinWait();
			}
			sink.tryEmitNext("second");
			sink.tryEmitComplete();
		});
		other.start();
		write(sink.asFlux(), seen);
		other.join();
		assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("first\nsecond\n");
	}

	@Test
	void demandIsNeverFarAheadOfWhatIsRead() throws Exception {
		AtomicLong requested = new AtomicLong();
		AtomicLong written = new AtomicLong();
		AtomicLong ahead = new AtomicLong();
		Flux<Long> rows = Flux.generate(() -> 0L, (Long n, SynchronousSink<Long> sink) -> {
			sink.next(n);
			if (n == 1000) {
				sink.complete();
			}
			return n + 1;
		}).doOnRequest((n) -> ahead.accumulateAndGet(requested.addAndGet(n) - written.get(), Math::max));
		write(rows.subscribeOn(Schedulers.boundedElastic(), false), new OutputStream() {
			@Override
			public void write(int b) {
			}

			@Override
			public void write(byte[] bytes, int offset, int length) {
				written.incrementAndGet();
			}
		});
		assertThat(requested.get()).isGreaterThan(1000);
		assertThat(ahead.get()).isBetween(1L, 2L * ReactiveRows.PREFETCH);
	}

	@Test
	void whenTheUserIsGoneTheSourceHearsOfIt() throws Exception {
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<Integer> rows = Flux.range(0, Integer.MAX_VALUE).doOnCancel(() -> cancelled.set(true));
		write(rows, new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("closed");
			}
		});
		assertThat(cancelled).isTrue();
	}

	@Test
	void withoutReactorEverythingElseIsWritten() throws Exception {
		ClassLoader without = new ClassLoader(getClass().getClassLoader()) {
			@Override
			protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
				if (name.startsWith("reactor.") || name.startsWith("org.reactivestreams.")) {
					throw new ClassNotFoundException(name);
				}
				if (!name.startsWith(ResultWriter.class.getPackageName() + ".")) {
					return super.loadClass(name, resolve);
				}
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : define(name);
			}

			private Class<?> define(String name) throws ClassNotFoundException {
				try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
					byte[] bytes = code.readAllBytes();
					return defineClass(name, bytes, 0, bytes.length);
				}
				catch (IOException ex) {
					throw new ClassNotFoundException(name, ex);
				}
			}
		};
		Class<?> type = Class.forName(ResultWriter.class.getName(), true, without);
		assertThat(type).isNotSameAs(ResultWriter.class);
		ByteArrayOutputStream seen = new ByteArrayOutputStream();
		SshCommandContext context = SshCommandContext.builder(new TestConsole().session()).out(seen).build();
		Method write = type.getMethod("write", Object.class, OutputFormat.class, SshCommandContext.class);
		write.invoke(type.getConstructor().newInstance(), List.of("a", "b"), null, context);
		write.invoke(type.getConstructor().newInstance(), Flux.empty(), null, context);
		context.flush();
		assertThat(seen.toString(StandardCharsets.UTF_8)).startsWith("a\nb\n");
	}

	private String text(@Nullable Object result) throws Exception {
		return this.rendering.as(null, result);
	}

	private void write(Object result, OutputStream out) throws Exception {
		SshCommandContext context = SshCommandContext.builder(new TestConsole().session()).out(out).build();
		new ResultWriter().write(result, null, context);
		context.flush();
	}

}
