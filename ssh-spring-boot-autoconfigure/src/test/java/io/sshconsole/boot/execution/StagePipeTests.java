package io.sshconsole.boot.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(60)
class StagePipeTests {

	private final StagePipe pipe = new StagePipe();

	private final InputStream in = this.pipe.reader();

	private final OutputStream out = this.pipe.writer();

	@Test
	void whatIsWrittenIsReadInItsOrder() throws Exception {
		byte[] bytes = new byte[1_000_000];
		new Random(1).nextBytes(bytes);
		CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
			try {
				return this.in.readAllBytes();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task).start());
		int position = 0;
		for (int length = 1; position < bytes.length; length = length * 3 % 100_003) {
			int count = Math.min(length, bytes.length - position);
			this.out.write(bytes, position, count);
			position += count;
		}
		this.pipe.closeWriter();
		assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(bytes);
	}

	@Test
	void aWriterWaitsWhenItIsFull() throws Exception {
		this.out.write(new byte[StagePipe.SIZE]);
		Thread writer = new Thread(() -> {
			try {
				this.out.write(1);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		writer.start();
		Awaitility.await().until(() -> writer.getState() == Thread.State.WAITING);
		assertThat(this.in.available()).isEqualTo(StagePipe.SIZE);
		assertThat(this.in.read()).isZero();
		writer.join();
		assertThat(this.in.available()).isEqualTo(StagePipe.SIZE);
	}

	@Test
	void theReaderSeesTheRestBeforeTheEnd() throws Exception {
		this.out.write(7);
		this.pipe.closeWriter();
		assertThat(this.in.read()).isEqualTo(7);
		assertThat(this.in.read()).isEqualTo(-1);
	}

	@Test
	void aWriterFailsAndIsToldWhenNobodyReads() throws Exception {
		AtomicInteger told = new AtomicInteger();
		this.pipe.onBroken(told::incrementAndGet);
		this.out.write(1);
		this.pipe.closeReader();
		assertThat(told).hasValue(0);
		assertThatIOException().isThrownBy(() -> this.out.write(1));
		assertThat(told).hasValue(1);
	}

	@Test
	void aWriterThatWaitsFailsWhenItsReaderLeaves() throws Exception {
		this.out.write(new byte[StagePipe.SIZE]);
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread writer = new Thread(() -> {
			try {
				this.out.write(1);
			}
			catch (IOException ex) {
				failure.complete(ex);
			}
		});
		writer.start();
		Awaitility.await().until(() -> writer.getState() == Thread.State.WAITING);
		this.pipe.closeReader();
		assertThat(failure.get(30, TimeUnit.SECONDS)).hasMessageContaining("Nobody reads");
	}

	@Test
	void bothEndsCanBeInterrupted() throws Exception {
		Thread.currentThread().interrupt();
		assertThatIOException().isThrownBy(() -> this.in.read()).isInstanceOf(InterruptedIOException.class);
		assertThat(Thread.interrupted()).isTrue();
		this.out.write(new byte[StagePipe.SIZE]);
		Thread.currentThread().interrupt();
		assertThatIOException().isThrownBy(() -> this.out.write(1)).isInstanceOf(InterruptedIOException.class);
		assertThat(Thread.interrupted()).isTrue();
	}

}
