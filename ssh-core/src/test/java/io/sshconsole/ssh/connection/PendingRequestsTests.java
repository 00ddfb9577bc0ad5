package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class PendingRequestsTests {

	private static final int SECONDS = 15;

	private final PendingRequests<Boolean> requests = new PendingRequests<>();

	private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

	@Test
	void answersAreForTheQuestionsInTheirOrder() throws Exception {
		FutureTask<Boolean> first = ask("first");
		FutureTask<Boolean> second = ask("second");
		assertThat(this.requests.answer(true)).isTrue();
		assertThat(this.requests.answer(false)).isTrue();
		assertThat(first.get(SECONDS, TimeUnit.SECONDS)).isTrue();
		assertThat(second.get(SECONDS, TimeUnit.SECONDS)).isFalse();
	}

	@Test
	void manyThreadsGetTheirOwnAnswers() throws Exception {
		List<FutureTask<Boolean>> tasks = new ArrayList<>();
		BlockingQueue<Boolean> questions = new LinkedBlockingQueue<>();
		for (int i = 0; i < 16; i++) {
			boolean question = i % 2 == 0;
			tasks.add(start(() -> {
				for (int n = 0; n < 200; n++) {
					if (this.requests.ask(() -> questions.add(question)) != question) {
						return false;
					}
				}
				return true;
			}));
		}
		for (int n = 0; n < 16 * 200; n++) {
			assertThat(this.requests.answer(questions.take())).isTrue();
		}
		for (FutureTask<Boolean> task : tasks) {
			assertThat(task.get(SECONDS, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void aLateAnswerIsNotTakenForTheNext() throws Exception {
		List<Thread> thread = new ArrayList<>();
		FutureTask<Boolean> first = start(() -> this.requests.ask(() -> {
			thread.add(Thread.currentThread());
			this.sent.add("first");
		}));
		this.sent.take();
		thread.get(0).interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> first.get(SECONDS, TimeUnit.SECONDS))
			.withCauseInstanceOf(InterruptedIOException.class);
		FutureTask<Boolean> second = ask("second");
		assertThat(this.requests.answer(false)).isTrue();
		assertThat(this.requests.answer(true)).isTrue();
		assertThat(second.get(SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anAnswerWithoutAQuestionIsNoticed() throws Exception {
		assertThat(this.requests.answer(true)).isFalse();
		FutureTask<Boolean> question = ask("question");
		assertThat(this.requests.answer(true)).isTrue();
		assertThat(question.get(SECONDS, TimeUnit.SECONDS)).isTrue();
		assertThat(this.requests.answer(true)).isFalse();
	}

	@Test
	void whatCouldNotBeSentWaitsForNothing() {
		assertThatIOException().isThrownBy(() -> this.requests.ask(() -> {
			throw new IOException("broken");
		})).withMessage("broken");
		assertThat(this.requests.answer(true)).isFalse();
	}

	@Test
	void theEndFailsWhoWaitsNowOrLater() throws Exception {
		FutureTask<Boolean> now = ask("now");
		this.requests.end(new SshException("over"));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> now.get(SECONDS, TimeUnit.SECONDS))
			.withMessageContaining("over");
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> this.requests.ask(() -> {
		})).withMessage("over");
	}

	/**
	 * Asks on a thread of its own and returns when the question is sent.
	 */
	private FutureTask<Boolean> ask(String question) throws InterruptedException {
		FutureTask<Boolean> task = start(() -> this.requests.ask(() -> this.sent.add(question)));
		assertThat(this.sent.take()).isEqualTo(question);
		return task;
	}

	private static FutureTask<Boolean> start(Callable<Boolean> call) {
		FutureTask<Boolean> task = new FutureTask<>(call);
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		thread.start();
		return task;
	}

}
