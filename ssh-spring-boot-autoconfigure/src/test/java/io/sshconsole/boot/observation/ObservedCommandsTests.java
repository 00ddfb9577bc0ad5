package io.sshconsole.boot.observation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.TestConsole;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;

import org.springframework.security.access.prepost.PreAuthorize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservedCommands}.
 */
class ObservedCommandsTests {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Recorder recorder = new Recorder();

	private final Commands commands = new Commands();

	private @Nullable SshCommandObservationConvention convention;

	private TestConsole console;

	private TestConsole console(Object... more) {
		this.registry.observationConfig().observationHandler(this.recorder);
		ObservedCommands observed = new ObservedCommands(this.registry, this.convention, () -> this.console.registry());
		this.console = new TestConsole(Stream.concat(Stream.of(observed, this.commands), Stream.of(more)).toArray());
		return this.console;
	}

	@ParameterizedTest
	@CsvSource({ "orders list,orders list,success", "fail 1,fail,error", "fail 9,fail,error", "fail 2,fail,usage",
			"fail,fail,usage", "break,break,error", "secret,secret,denied", "orders,unknown,usage",
			"nothing here,unknown,unknown", "interrupt,interrupt,interrupted", "help,help,success" })
	void tellsTheCommandAndHowItEnded(String line, String command, String outcome) {
		console().run(line);
		assertThat(this.recorder.stopped).singleElement().satisfies((context) -> {
			assertThat(context.getName()).isEqualTo("ssh.console.command");
			assertThat(context.getContextualName()).isEqualTo("ssh " + command);
			assertThat(context.getLowCardinalityKeyValues())
				.containsExactlyInAnyOrderElementsOf(KeyValues.of("command", command, "outcome", outcome));
			assertThat(context.getHighCardinalityKeyValues())
				.containsExactlyInAnyOrderElementsOf(KeyValues.of("user", "duke", "session", "c1"));
		});
	}

	@Test
	void argumentsAppearNowhere() {
		console().run("orders show hunter2");
		assertThat(this.recorder.stopped).singleElement()
			.satisfies((context) -> assertThat(context.toString()).doesNotContain("hunter2"));
	}

	@Test
	void namesOfLinesThatMeanNothingMakeNoMeters() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		console();
		for (int i = 0; i < 20; i++) {
			this.console.run("name" + i + " | grep x");
		}
		assertThat(meters.get("ssh.console.command").timers()).singleElement().satisfies((timer) -> {
			assertThat(timer.getId().getTag("command")).isEqualTo("unknown");
			assertThat(timer.count()).isEqualTo(20);
		});
	}

	@Test
	void errorIsTheException() {
		MeterRegistry meters = new SimpleMeterRegistry();
		this.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		console().run("break");
		Timer timer = meters.get("ssh.console.command").timer();
		assertThat(timer.getId().getTag("error")).isEqualTo("ArithmeticException");
		assertThat(this.recorder.stopped).singleElement()
			.extracting(Observation.Context::getError)
			.isInstanceOf(ArithmeticException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "break rows", "break iterator", "break iterable", "break flux", "break future",
			"break rows -o json", "break rows | grep 1", "break rows | json ." })
	void errorIsTheExceptionOfAResultThatFailsWhileItIsWritten(String line) {
		MeterRegistry meters = new SimpleMeterRegistry();
		this.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		console().run(line);
		Timer timer = meters.get("ssh.console.command").timer();
		assertThat(timer.getId().getTag("error")).isEqualTo("ArithmeticException");
		assertThat(timer.getId().getTag("outcome")).isEqualTo("error");
	}

	@Test
	void errorIsWhatAnInterceptorThrows() {
		SshCommandInterceptor own = (invocation) -> {
			throw new ArithmeticException("on purpose");
		};
		console(own).run("orders list");
		assertThat(this.recorder.stopped).singleElement()
			.extracting(Observation.Context::getError)
			.isInstanceOf(ArithmeticException.class);
	}

	@Test
	void readerThatHasEnoughIsNoError() {
		console().run("endless | head -n 1");
		assertInterruptedWithoutError();
	}

	@Test
	void clientThatIsGoneIsNoError() {
		console().run("download", (context) -> context.out(new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("gone");
			}
		}));
		assertInterruptedWithoutError();
	}

	@Test
	void whatACommandThrowsWhenItIsCancelledIsNoError() {
		console().run("give up");
		assertInterruptedWithoutError();
	}

	private void assertInterruptedWithoutError() {
		assertThat(this.recorder.stopped).singleElement().satisfies((context) -> {
			assertThat(context.getError()).isNull();
			assertThat(context.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("interrupted");
		});
	}

	@Test
	void errorReachesTheCommandThroughObservationsOfInterceptors() {
		SshCommandInterceptor own = (invocation) -> {
			Observation inner = Observation.start("own", this.registry);
			// Left open on purpose: the command is found all the same
			inner.openScope();
			return invocation.proceed();
		};
		console(own).run("break");
		assertThat(this.recorder.stopped).singleElement()
			.extracting(Observation.Context::getError)
			.isInstanceOf(ArithmeticException.class);
	}

	@ParameterizedTest
	@CsvSource({ "leave", "interrupt" })
	void leavingIsNoError(String line) {
		console().run(line);
		assertThat(this.recorder.stopped).singleElement().extracting(Observation.Context::getError).isNull();
	}

	@Test
	void whatACommandCallsBelongsToIt() {
		console().run("call");
		assertThat(this.recorder.stopped).extracting(Observation.Context::getName)
			.containsExactly("inner", "ssh.console.command");
		assertThat(this.recorder.stopped.get(0).getParentObservation()).isNotNull()
			.extracting((parent) -> parent.getContextView().getName())
			.isEqualTo("ssh.console.command");
	}

	@Test
	void streamThatIsWrittenLazilyBelongsToItsCommand() {
		console().run("stream");
		assertThat(this.recorder.stopped).extracting(Observation.Context::getName)
			.containsExactly("inner", "inner", "ssh.console.command");
		assertThat(this.recorder.stopped.subList(0, 2)).allSatisfy((inner) -> assertThat(inner.getParentObservation())
			.extracting((parent) -> parent.getContextView().getName())
			.isEqualTo("ssh.console.command"));
	}

	@Test
	void eachCommandOfAPipelineIsObservedAndNoFilter() {
		console().run("orders list | grep 1; call && fail 3");
		assertThat(this.recorder.stopped).filteredOn(SshCommandObservationContext.class::isInstance)
			.extracting((context) -> context.getLowCardinalityKeyValue("command").getValue())
			.containsExactly("orders list", "call", "fail");
	}

	@Test
	void nothingIsLeftOnTheThread() {
		console().run("call");
		assertThat(this.registry.getCurrentObservation()).isNull();
		assertThat(this.registry.getCurrentObservationScope()).isNull();
		this.console.run("break");
		assertThat(this.registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void conventionOfTheApplicationCounts() {
		this.convention = new DefaultSshCommandObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(SshCommandObservationContext context) {
				return super.getLowCardinalityKeyValues(context).and(KeyValue.of("team", "blue"));
			}

		};
		console().run("orders list");
		assertThat(this.recorder.stopped).singleElement()
			.satisfies((context) -> assertThat(context.getLowCardinalityKeyValue("team").getValue()).isEqualTo("blue"));
	}

	@Test
	void loggingContextHasUserSessionAndCommand() {
		assertThat(console().run("mdc 1").out()).isEqualTo("duke c1 mdc\n");
		this.console.run("mdc 1");
		assertThat(MDC.get("command")).isNull();
	}

	private static final class Recorder implements ObservationHandler<Observation.Context> {

		private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	class Commands {

		@SshCommand(name = "orders list")
		List<String> list() {
			return List.of("1", "2");
		}

		@SshCommand(name = "orders show")
		String show(@SshArgument String id) {
			return "order";
		}

		@SshCommand(name = "fail")
		void fail(@SshArgument int status) {
			throw new SshCommandException("on purpose", status);
		}

		@SshCommand(name = "break")
		int breakDown() {
			return new ArrayList<>().size() / new ArrayList<>().size();
		}

		@SshCommand(name = "break rows")
		Stream<Integer> breakRows() {
			return Stream.of(1, 0).map((divisor) -> 1 / divisor);
		}

		@SshCommand(name = "break iterator")
		Iterator<Integer> breakIterator() {
			return breakRows().iterator();
		}

		@SshCommand(name = "break iterable")
		Iterable<Integer> breakIterable() {
			return () -> breakRows().iterator();
		}

		@SshCommand(name = "break flux")
		Flux<Integer> breakFlux() {
			return Flux.fromStream(this::breakRows);
		}

		@SshCommand(name = "break future")
		CompletableFuture<Integer> breakFuture() {
			return CompletableFuture.supplyAsync(this::breakDown);
		}

		@SshCommand(name = "endless")
		Stream<Integer> endless() {
			return Stream.generate(() -> 1);
		}

		@SshCommand(name = "download")
		byte[] download() {
			return new byte[100_000];
		}

		@SshCommand(name = "give up")
		void giveUp(SshCommandContext context) {
			context.cancel();
			throw new IllegalStateException("cancelled");
		}

		@SshCommand(name = "secret")
		@PreAuthorize("hasRole('ADMIN')")
		void secret() {
		}

		@SshCommand(name = "interrupt")
		void interrupt() throws InterruptedException {
			throw new InterruptedException();
		}

		@SshCommand(name = "leave")
		void leave() {
			throw new SshExit(0);
		}

		@SshCommand(name = "call")
		void call() {
			Observation.createNotStarted("inner", ObservedCommandsTests.this.registry).observe(() -> {
			});
		}

		@SshCommand(name = "stream")
		Stream<String> stream() {
			return Stream.of("a", "b").peek((row) -> call());
		}

		@SshCommand(name = "mdc")
		String mdc(@SshArgument int ignored) {
			return MDC.get("user") + " " + MDC.get("session") + " " + MDC.get("command");
		}

	}

}
