package io.sshconsole.boot.execution;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SecretMask;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.TestConsole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CancellationTests {

	private final Commands commands = new Commands();

	private final TestConsole console = new TestConsole(this.commands);

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@AfterEach
	void releaseThreads() {
		this.commands.release.countDown();
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait", "wait; say", "wait; bogus", "wait || say", "wait | wc -l", "say | wait",
			"wait | wait && say" })
	void ctrlCEndsTheWholeLine(String line, CapturedOutput log) throws Exception {
		LineRun run = start(line);
		CompletableFuture<LineOutcome> outcome = await(run);
		awaitStarted();
		run.interrupt();
		assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new LineOutcome(130, false));
		assertThat(this.commands.sawCancelled).isTrue();
		assertThat(text(this.out)).doesNotContain("said");
		assertThat(this.err.size()).isZero();
		assertThat(log).doesNotContain("left behind");
	}

	@Test
	void aLineThatIsCancelledBeforeItRunsDoesNotRun() throws Exception {
		LineRun run = start("say");
		run.interrupt();
		assertThat(run.await()).isEqualTo(new LineOutcome(130, false));
		assertThat(this.out.size()).isZero();
	}

	@Test
	void anInterruptOfTheWaitingThreadCancelsAndIsGivenBack() throws Exception {
		LineRun run = start("wait");
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread session = new Thread(() -> {
			int status = run.await().status();
			interrupted.complete(status == 130 && Thread.currentThread().isInterrupted());
		});
		session.start();
		awaitStarted();
		session.interrupt();
		assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.commands.sawCancelled).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limited", "limited; say", "limited | wc -l" })
	void aCommandIsCancelledWhenItsTimeIsOver(String line) {
		assertThat(start(line).await().status()).isEqualTo(130);
		assertThat(text(this.err)).isEqualTo("limited: took longer than 50 ms\n");
		assertThat(text(this.out)).doesNotContain("said");
		assertThat(this.commands.sawCancelled).isTrue();
	}

	@Test
	void theLimitOfAllCommandsHoldsForThoseWithoutTheirOwn() {
		SshLineRunner lines = new SshLineRunner(this.console.executor(), new SecretMask(this.console.registry()),
				Thread::new, Duration.ofMillis(30));
		assertThat(lines.start("wait", context()).await().status()).isEqualTo(130);
		assertThat(text(this.err)).isEqualTo("wait: took longer than 30 ms\n");
		LineRun unlimited = lines.start("unlimited", context());
		CompletableFuture<LineOutcome> outcome = await(unlimited);
		awaitStarted();
		this.commands.release.countDown();
		assertThat(outcome.join()).isEqualTo(new LineOutcome(0, false));
	}

	@Test
	void aSecondCtrlCAbandonsACommandThatDoesNotListen(CapturedOutput log) throws Exception {
		LineRun run = start("deaf");
		CompletableFuture<LineOutcome> outcome = await(run);
		awaitStarted();
		run.interrupt();
		assertThat(outcome).isNotDone();
		run.interrupt();
		assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new LineOutcome(130, false));
		assertThat(log).contains("WARN")
			.contains("The command 'deaf' of duke does not end; it was left behind on the thread c1-deaf");
	}

	@Test
	void whatIsLeftBehindNeitherReadsNorWrites() throws Exception {
		LineRun run = start("deaf");
		CompletableFuture<LineOutcome> outcome = await(run);
		awaitStarted();
		run.interrupt();
		run.interrupt();
		outcome.get(30, TimeUnit.SECONDS);
		this.commands.release.countDown();
		assertThat(this.commands.ended.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.commands.readAfterwards).isEqualTo(-1);
		assertThat(this.commands.writeFailed).isTrue();
		assertThat(text(this.out)).isEmpty();
	}

	@Test
	void otherStagesOfItsPipelineEnd() throws Exception {
		LineRun run = start("deaf | wc -l");
		CompletableFuture<LineOutcome> outcome = await(run);
		awaitStarted();
		run.interrupt();
		run.interrupt();
		assertThat(outcome.get(30, TimeUnit.SECONDS).status()).isEqualTo(130);
		awaitNoThread("c1-wc");
	}

	@Test
	void aLineWithoutAUserIsAbandonedByItself(CapturedOutput log) throws Exception {
		LineRun run = start("deaf");
		CompletableFuture<LineOutcome> outcome = await(run);
		awaitStarted();
		run.cancel();
		assertThat(outcome.get(30, TimeUnit.SECONDS).status()).isEqualTo(130);
		assertThat(log).contains("left behind");
	}

	@Test
	void aSessionThatLeavesTooManyBehindEnds() throws Exception {
		for (int i = 1; i <= LeftBehind.LIMIT; i++) {
			LineRun run = start("deaf");
			CompletableFuture<LineOutcome> outcome = await(run);
			awaitStarted();
			run.interrupt();
			run.interrupt();
			assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new LineOutcome(130, i == LeftBehind.LIMIT));
		}
		this.commands.release.countDown();
		awaitNoThread("c1-deaf");
		this.commands.started = new CountDownLatch(1);
		LineRun run = start("wait");
		CompletableFuture<LineOutcome> outcome = await(run);
		run.interrupt();
		assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new LineOutcome(130, false));
	}

	@Test
	void outputThatNobodyTakesEndsWithItsClient() throws Exception {
		Blocked client = new Blocked();
		LineRun run = this.console.lines()
			.start("flood", SshCommandContext.builder(this.console.session()).out(client).err(this.err));
		CompletableFuture<LineOutcome> outcome = await(run);
		assertThat(client.full.await(30, TimeUnit.SECONDS)).isTrue();
		run.cancel();
		assertThat(outcome.get(30, TimeUnit.SECONDS).status()).isEqualTo(130);
		awaitNoThread("c1-flood");
	}

	private LineRun start(String line) {
		return this.console.lines().start(line, context());
	}

	private SshCommandContextBuilder context() {
		return SshCommandContext.builder(this.console.session())
			.in(new ByteArrayInputStream(new byte[] { 7 }))
			.out(this.out)
			.err(this.err);
	}

	private static CompletableFuture<LineOutcome> await(LineRun run) {
		return CompletableFuture.supplyAsync(run::await, (task) -> new Thread(task).start());
	}

	private void awaitStarted() {
		Awaitility.await().until(() -> this.commands.started.getCount() == 0);
		this.commands.started = new CountDownLatch(1);
	}

	private static void awaitNoThread(String name) {
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals(name)));
	}

	private static String text(ByteArrayOutputStream stream) {
		return stream.toString(StandardCharsets.UTF_8);
	}

	static class Commands {

		private final CountDownLatch release = new CountDownLatch(1);

		private final CountDownLatch ended = new CountDownLatch(1);

		private volatile CountDownLatch started = new CountDownLatch(1);

		private volatile boolean sawCancelled;

		private volatile int readAfterwards;

		private volatile boolean writeFailed;

		@SshCommand(name = "say")
		String say() {
			return "said";
		}

		@SshCommand(name = "wait")
		void await(SshCommandContext context) throws InterruptedException {
			this.started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			finally {
				this.sawCancelled = context.isCancelled();
			}
		}

		@SshCommand(name = "limited", timeLimit = "50ms")
		void limited(SshCommandContext context) throws InterruptedException {
			await(context);
		}

		@SshCommand(name = "unlimited", timeLimit = "0")
		void unlimited() throws InterruptedException {
			this.started.countDown();
			this.release.await();
		}

		/**
		 * Swallows every interrupt.
		 */
		@SshCommand(name = "deaf")
		void deaf(SshCommandContext context) throws IOException {
			this.started.countDown();
			while (this.release.getCount() > 0) {
				try {
					this.release.await();
				}
				catch (InterruptedException ex) {
					// That is the point of it
				}
			}
			this.readAfterwards = context.in().read();
			context.out().println("scribble");
			this.writeFailed = context.isOutputGone();
			this.ended.countDown();
		}

		@SshCommand(name = "flood")
		void flood(SshCommandContext context) throws IOException {
			byte[] bytes = new byte[10_000];
			while (!context.isCancelled()) {
				context.rawOut().write(bytes);
			}
		}

	}

	/**
	 * A client that does not read.
	 */
	private static final class Blocked extends OutputStream {

		private final CountDownLatch full = new CountDownLatch(1);

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.full.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new InterruptedIOException();
			}
		}

	}

}
