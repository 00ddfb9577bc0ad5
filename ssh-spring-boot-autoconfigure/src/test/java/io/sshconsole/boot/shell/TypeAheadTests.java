package io.sshconsole.boot.shell;

import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class TypeAheadTests {

	private static final int CTRL_C = 3;

	private final TypeAhead typeAhead = new TypeAhead(CTRL_C);

	private final AtomicInteger interrupts = new AtomicInteger();

	@Test
	void givesBytesInTheirOrder() throws Exception {
		StringBuilder expected = new StringBuilder();
		StringBuilder read = new StringBuilder();
		for (int i = 0; i < 2_000; i++) {
			String text = "text " + i + ";";
			expected.append(text);
			offer(text);
			if (i % 3 != 0) {
				read(5, read);
			}
		}
		read(this.typeAhead.available(), read);
		assertThat(read).hasToString(expected.toString());
	}

	@Test
	void bytesAreUnsigned() throws Exception {
		this.typeAhead.offer(new byte[] { -1, (byte) 0x80 }, 2);
		assertThat(this.typeAhead.read(0, true)).isEqualTo(0xff);
		assertThat(this.typeAhead.read(0, false)).isEqualTo(0xff);
		assertThat(this.typeAhead.read(0, false)).isEqualTo(0x80);
	}

	@Test
	void endComesBehindTheBytes() throws Exception {
		offer("a");
		this.typeAhead.end();
		assertThat(this.typeAhead.read(0, false)).isEqualTo('a');
		assertThat(this.typeAhead.read(0, false)).isEqualTo(TypeAhead.END);
		assertThat(this.typeAhead.isWaiting()).isFalse();
	}

	@Test
	void readingExpires() throws Exception {
		assertThat(this.typeAhead.read(1, false)).isEqualTo(TypeAhead.EXPIRED);
	}

	@Test
	void wakingIsSeenOnce() throws Exception {
		offer("a");
		this.typeAhead.wake();
		assertThat(this.typeAhead.read(0, false)).isEqualTo(TypeAhead.WOKEN);
		assertThat(this.typeAhead.read(0, false)).isEqualTo('a');
	}

	@Test
	void theInterruptCharacterIsInputWhileNothingRuns() throws Exception {
		offer("a\u0003");
		assertThat(this.typeAhead.available()).isEqualTo(2);
	}

	@Test
	void theInterruptCharacterDropsWhatWasTypedBeforeIt() throws Exception {
		this.typeAhead.onInterrupt(this.interrupts::incrementAndGet);
		offer("abc\u0003d");
		assertThat(this.interrupts).hasValue(1);
		assertThat(this.typeAhead.available()).isEqualTo(1);
		assertThat(this.typeAhead.read(0, false)).isEqualTo('d');
	}

	@Test
	void anInterruptTypedAheadIsForTheNextCommand() throws Exception {
		offer("ab\u0003c");
		this.typeAhead.onInterrupt(this.interrupts::incrementAndGet);
		assertThat(this.interrupts).hasValue(1);
		assertThat(this.typeAhead.read(0, false)).isEqualTo('c');
	}

	@Test
	void aFullQueueLosesInputAndNoInterruptWhileACommandRuns() throws Exception {
		this.typeAhead.onInterrupt(this.interrupts::incrementAndGet);
		offer("x".repeat(TypeAhead.LIMIT + 1));
		assertThat(this.typeAhead.available()).isEqualTo(TypeAhead.LIMIT);
		offer("\u0003");
		assertThat(this.interrupts).hasValue(1);
		assertThat(this.typeAhead.available()).isZero();
	}

	@Test
	void aFullQueueMakesThePumpWaitWhileLinesAreEdited() throws Exception {
		offer("x".repeat(TypeAhead.LIMIT));
		Thread pump = new Thread(() -> offer("y"));
		pump.start();
		Awaitility.await().until(() -> pump.getState() == Thread.State.WAITING);
		assertThat(this.typeAhead.read(0, false)).isEqualTo('x');
		pump.join();
		assertThat(this.typeAhead.available()).isEqualTo(TypeAhead.LIMIT);
	}

	@Test
	void anInterruptedReaderThrows() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> this.typeAhead.read(0, false));
		assertThat(Thread.interrupted()).isTrue();
	}

	private void offer(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		try {
			this.typeAhead.offer(bytes, bytes.length);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void read(int count, StringBuilder target) throws InterruptedIOException {
		for (int i = 0; i < count; i++) {
			target.append((char) this.typeAhead.read(0, false));
		}
	}

}
