package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChannelFlowTests {

	private static final int WINDOW = ConnectionConfig.WINDOW;

	private static final int MAX_DATA = ConnectionConfig.MAX_DATA;

	private final byte[] bytes = new byte[MAX_DATA];

	private final ChannelFlow flow = flow(100, true);

	private final List<Thread> threads = new ArrayList<>();

	@AfterEach
	void noThreadIsLeft() {
		Await.until("no waiting thread", () -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	// What we send

	@Test
	void reservesNoMoreThanWindowAndPacketHold() throws IOException {
		ChannelFlow flow = new ChannelFlow(25, 10, true, ChannelFlowTests::cause);
		assertThat(flow.reserve(7)).isEqualTo(7);
		assertThat(flow.reserve(50)).isEqualTo(10);
		assertThat(flow.reserve(50)).isEqualTo(8);
		assertThat(flow.hasWindow()).isFalse();
	}

	@Test
	void aWriterWaitsForWindow() throws Exception {
		ChannelFlow flow = flow(0, true);
		Waiting<Integer> writer = waiting(() -> flow.reserve(5));
		flow.adjustPeerWindow(0);
		flow.adjustPeerWindow(3);
		assertThat(writer.result()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aClosedChannelFreesItsWriters(boolean byPeer) throws Exception {
		ChannelFlow flow = flow(0, true);
		Waiting<Integer> writer = waiting(() -> flow.reserve(5));
		flow.close(byPeer);
		assertThat(writer.failure()).isInstanceOf(SshException.class).hasMessage("closed");
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> flow.reserve(1));
	}

	@Test
	void ourEofFreesOurWritersOnly() throws Exception {
		ChannelFlow flow = flow(0, true);
		Waiting<Integer> writer = waiting(() -> flow.reserve(5));
		Waiting<Integer> reader = waiting(() -> flow.read(false, new byte[10], 0, 10));
		assertThat(flow.endSending()).isTrue();
		assertThat(writer.failure()).isInstanceOf(SshException.class);
		assertThat(flow.isOpen()).isTrue();
		flow.append(false, true, this.bytes, 0, 4);
		flow.wakeReaders();
		assertThat(reader.result()).isEqualTo(4);
	}

	@Test
	void anInterruptedWriterGivesUp() throws Exception {
		ChannelFlow flow = flow(0, true);
		Waiting<Integer> writer = waiting(() -> flow.reserve(5));
		writer.thread().interrupt();
		assertThat(writer.failure()).isInstanceOf(InterruptedIOException.class);
	}

	@Test
	void aWindowBeyond32BitsIsRefused() {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> this.flow.adjustPeerWindow(0xffff_ffffL));
	}

	// What we receive

	@Test
	void aReaderWaitsForBytes() throws Exception {
		Waiting<Integer> reader = waiting(() -> this.flow.read(false, new byte[10], 0, 10));
		this.flow.append(true, true, this.bytes, 0, 3);
		this.flow.append(false, true, this.bytes, 0, 0);
		this.flow.append(false, true, this.bytes, 0, 7);
		this.flow.wakeReaders();
		assertThat(reader.result()).isEqualTo(7);
		assertThat(this.flow.available(true)).isEqualTo(3);
		assertThat(this.flow.read(true, new byte[10], 0, 2)).isEqualTo(2);
	}

	@Test
	void aBurstAsksOnceToWakeWhoWaits() throws Exception {
		assertThat(this.flow.append(false, true, this.bytes, 0, 1)).as("nobody waits").isFalse();
		assertThat(this.flow.read(false, new byte[10], 0, 10)).isEqualTo(1);
		for (int burst = 0; burst < 2; burst++) {
			Waiting<Integer> reader = waiting(() -> this.flow.read(false, new byte[10], 0, 10));
			assertThat(this.flow.append(false, true, this.bytes, 0, 3)).isTrue();
			assertThat(this.flow.append(false, true, this.bytes, 0, 4)).isFalse();
			this.flow.wakeReaders();
			assertThat(reader.result()).isEqualTo(7);
		}
	}

	/**
	 * Nobody calls {@code wakeReaders} here.
	 */
	@Test
	void aLongBurstWakesWhoWaitsBeforeItsEnd() throws Exception {
		Waiting<Integer> reader = waiting(() -> this.flow.read(false, new byte[10], 0, 10));
		fill(false);
		assertThat(reader.result()).isEqualTo(10);
	}

	@Test
	void theEndComesBehindAllBytes() throws IOException {
		this.flow.append(false, true, this.bytes, 0, 7);
		this.flow.peerEndedSending();
		this.flow.close(true);
		assertThat(this.flow.read(false, new byte[10], 0, 5)).isEqualTo(5);
		assertThat(this.flow.read(false, new byte[10], 0, 5)).isEqualTo(2);
		assertThat(this.flow.read(false, new byte[10], 0, 5)).isEqualTo(-1);
		assertThat(this.flow.read(true, new byte[10], 0, 5)).isEqualTo(-1);
	}

	@Test
	void theEndFreesReaders() throws Exception {
		Waiting<Integer> reader = waiting(() -> this.flow.read(false, new byte[10], 0, 10));
		Waiting<Integer> extendedReader = waiting(() -> this.flow.read(true, new byte[10], 0, 10));
		this.flow.peerEndedSending();
		assertThat(reader.result()).isEqualTo(-1);
		assertThat(extendedReader.result()).isEqualTo(-1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aChannelThatIsClosedBeforeItsEndFailsItsReaders(boolean byPeer) throws Exception {
		Waiting<Integer> reader = waiting(() -> this.flow.read(false, new byte[10], 0, 10));
		this.flow.close(byPeer);
		assertThat(reader.failure()).isInstanceOf(SshException.class).hasMessage("closed");
	}

	@Test
	void anEndBehindOurCloseIsNone() throws DisconnectException {
		this.flow.close(false);
		this.flow.append(false, true, this.bytes, 0, 7);
		this.flow.peerEndedSending();
		assertThat(this.flow.available(false)).isZero();
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> this.flow.read(false, new byte[10], 0, 10));
	}

	@Test
	void anInterruptedReaderGivesUp() throws Exception {
		Waiting<Integer> reader = waiting(() -> this.flow.read(false, new byte[10], 0, 10));
		reader.thread().interrupt();
		assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
	}

	@Test
	void moreThanTheWindowIsRefused() throws DisconnectException {
		fill(false);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> this.flow.append(false, true, this.bytes, 0, 1));
	}

	@Test
	void bothKindsOfDataShareTheWindow() throws DisconnectException {
		fill(true);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> this.flow.append(false, true, this.bytes, 0, 1));
	}

	@Test
	void aLargerPacketThanAnnouncedIsRefused() {
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> this.flow.append(false, true, new byte[MAX_DATA + 1], 0, MAX_DATA + 1));
	}

	@Test
	void dataBehindTheEndIsRefused() {
		this.flow.peerEndedSending();
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> this.flow.append(false, true, this.bytes, 0, 1));
	}

	@Test
	void windowIsGivenBackForWhatWasReadWhenItIsHalf() throws IOException {
		fill(false);
		int adjusted = 0;
		for (int i = 0; i < WINDOW / MAX_DATA; i++) {
			assertThat(this.flow.read(false, this.bytes, 0, MAX_DATA)).isEqualTo(MAX_DATA);
			int adjustment = this.flow.takeAdjustment();
			assertThat(adjustment).isIn(0, WINDOW / 2);
			adjusted += adjustment;
		}
		assertThat(adjusted).isEqualTo(WINDOW);
		fill(false);
	}

	@Test
	void windowIsGivenBackForWhatNobodyWants() throws DisconnectException {
		ChannelFlow flow = flow(100, false);
		for (int sent = 0; sent < 4 * WINDOW; sent += MAX_DATA) {
			flow.append(true, true, this.bytes, 0, MAX_DATA);
			flow.takeAdjustment();
		}
		for (int sent = 0; sent < 4 * WINDOW; sent += MAX_DATA) {
			flow.append(true, false, this.bytes, 0, MAX_DATA);
			flow.takeAdjustment();
		}
		assertThat(flow.available(true)).isZero();
	}

	// Flags

	@Test
	void eofAndCloseAreSentOnce() {
		assertThat(this.flow.endSending()).isTrue();
		assertThat(this.flow.endSending()).isFalse();
		assertThat(this.flow.close(false)).isTrue();
		assertThat(this.flow.close(false)).isFalse();
		assertThat(this.flow.close(true)).isFalse();
	}

	@Test
	void noEofFollowsClose() {
		this.flow.close(true);
		assertThat(this.flow.endSending()).isFalse();
		assertThat(this.flow.canSend()).isFalse();
		assertThat(this.flow.isCloseUnsent()).isFalse();
	}

	@Test
	void nothingIsPostedBehindClose() throws DisconnectException {
		List<String> posted = new ArrayList<>();
		this.flow.ifCloseUnsent(() -> posted.add("before"));
		this.flow.endSending();
		this.flow.ifCloseUnsent(() -> posted.add("behind EOF"));
		this.flow.close(false);
		this.flow.ifCloseUnsent(() -> posted.add("behind CLOSE"));
		assertThat(posted).containsExactly("before", "behind EOF");
	}

	private void fill(boolean extended) throws DisconnectException {
		for (int i = 0; i < WINDOW / MAX_DATA; i++) {
			this.flow.append(extended, true, this.bytes, 0, MAX_DATA);
		}
	}

	private static ChannelFlow flow(long peerWindow, boolean keepsExtendedData) {
		return new ChannelFlow(peerWindow, MAX_DATA, keepsExtendedData, ChannelFlowTests::cause);
	}

	private static SshException cause() {
		return new SshException("closed");
	}

	/**
	 * Calls something on a thread of its own and returns when it waits there.
	 */
	private <T> Waiting<T> waiting(Callable<T> call) {
		FutureTask<T> task = new FutureTask<>(call);
		Thread thread = new Thread(task);
		thread.start();
		this.threads.add(thread);
		Await.until("a waiting thread", () -> thread.getState() == Thread.State.WAITING);
		return new Waiting<>(thread, task);
	}

	/**
	 * A call under way.
	 */
	private record Waiting<T>(Thread thread, FutureTask<T> task) {

		T result() throws Exception {
			return this.task.get(15, TimeUnit.SECONDS);
		}

		Throwable failure() {
			return assertThatExceptionOfType(ExecutionException.class).isThrownBy(this::result).actual().getCause();
		}

	}

}
