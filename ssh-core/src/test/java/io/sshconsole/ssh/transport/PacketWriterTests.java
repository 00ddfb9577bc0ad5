package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What leaves together, what is refused, what is bounded, and how it ends.
 */
class PacketWriterTests {

	private static final int DATA = 94;

	private static final int REPLY = 99;

	private final DrivenWriter driven = new DrivenWriter();

	private final RecordingOutput out = this.driven.out();

	private final PacketWriter writer = this.driven.writer();

	@AfterEach
	void noThreadIsLeft() {
		this.driven.awaitNoThread();
	}

	// What leaves together

	@Test
	void identificationAndOfferLeaveInOneWrite() throws IOException {
		this.writer.writeLine("SSH-2.0-Test\r\n".getBytes());
		this.writer.postKexInit();
		this.writer.flush();
		assertThat(this.out.writes()).isOne();
		assertThat(new String(this.out.bytes(), 0, 12)).isEqualTo("SSH-2.0-Test");
	}

	@Test
	void aReplyAndTheFirstOutputLeaveInOneWrite() throws IOException {
		this.writer.share(this.driven::later);
		this.writer.post(DrivenWriter.message(REPLY));
		this.driven.write(DATA, More.NONE);
		this.driven.flush();
		assertThat(this.out.numbers()).containsExactly(REPLY, DATA);
		assertThat(this.out.writes()).isOne();
	}

	@Test
	void whatIsAnnouncedLeavesInOneWrite() throws IOException {
		this.writer.share(this.driven::later);
		this.driven.write(98, More.CERTAIN);
		this.driven.write(96, More.CERTAIN);
		assertThat(this.out.writes()).isZero();
		this.driven.write(97, More.NONE);
		assertThat(this.out.numbers()).containsExactly(98, 96, 97);
		assertThat(this.out.writes()).isOne();
	}

	@Test
	void aFullBatchLeavesThoughMoreIsAnnounced() throws IOException {
		this.writer.share(this.driven::later);
		byte[] large = new byte[32 * 1024];
		large[0] = DATA;
		for (int i = 0; i < 10; i++) {
			this.writer.writeIf(() -> true, (out) -> out.writeBytes(large), More.CERTAIN);
		}
		assertThat(this.out.writes()).isEqualTo(3);
		assertThat(this.out.numbers()).hasSize(9);
	}

	@Test
	void whatAnswersOneBurstLeavesInOneWrite() throws IOException {
		this.writer.post(DrivenWriter.message(6));
		this.writer.post(DrivenWriter.message(53));
		assertThat(this.out.writes()).isZero();
		this.writer.flush();
		assertThat(this.out.numbers()).containsExactly(6, 53);
		assertThat(this.out.writes()).isOne();
		this.writer.flush();
		assertThat(this.out.writes()).isOne();
	}

	@Test
	void restLosesNothingThatIsStillToBeSent() throws IOException {
		this.writer.writeLine("SSH-2.0-Test\r\n".getBytes());
		this.writer.rest();
		this.writer.flush();
		this.writer.writeLast(DrivenWriter.message(1), 1000);
		assertThat(new String(this.out.bytes(), 0, 12)).isEqualTo("SSH-2.0-Test");
	}

	@Test
	void restLeavesNoLargePacket() throws IOException {
		this.writer.post(new byte[20_000]);
		this.writer.flush();
		this.writer.rest();
		this.writer.writeIf(() -> true, (out) -> {
			assertThat(out.capacity()).isEqualTo(256);
			out.writeByte(DATA);
		}, More.NONE);
	}

	@Test
	void whatNobodyFlushesAnyMoreLeavesWithTheLastWords() throws IOException {
		this.writer.share((task) -> {
			throw new RejectedExecutionException("the server has ended");
		});
		this.writer.post(DrivenWriter.message(REPLY));
		this.writer.flush();
		assertThat(this.out.writes()).isZero();
		this.writer.writeLast(DrivenWriter.message(1), 1000);
		assertThat(this.out.numbers()).containsExactly(REPLY, 1);
	}

	/**
	 * A command of a server that has ended hands over to nobody.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whatCannotBeHandedOverLeavesWithTheLastWords() throws Exception {
		this.writer.share((task) -> {
			throw new RejectedExecutionException("the server has ended");
		});
		startCommand().join();
		assertThat(this.out.writes()).isZero();
		this.writer.writeLast(DrivenWriter.message(1), 1000);
		assertThat(this.out.numbers()).containsExactly(DATA, 1);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whatCannotBeHandedOverStaysInFrontOfTheNext() throws Exception {
		this.writer.share((task) -> {
			throw new RejectedExecutionException("the server has ended");
		});
		startCommand().join();
		this.writer.post(DrivenWriter.message(REPLY));
		this.writer.flush();
		this.writer.writeLast(DrivenWriter.message(1), 1000);
		assertThat(this.out.numbers()).containsExactly(DATA, REPLY, 1);
	}

	@Test
	void manyPostsNeedOneFlush() throws IOException {
		this.writer.share(this.driven::later);
		for (int i = 0; i < 100; i++) {
			this.writer.post(DrivenWriter.message(REPLY));
			this.writer.flush();
		}
		assertThat(this.driven.flushes()).isOne();
		this.driven.runTasks();
		assertThat(this.out.writes()).isOne();
		assertThat(this.out.numbers()).hasSize(100);
		this.writer.post(DrivenWriter.message(REPLY));
		this.writer.flush();
		assertThat(this.driven.flushes()).isOne();
	}

	@Test
	void paddingIsRandom() throws IOException {
		this.writer.share(this.driven::later);
		this.driven.write(DATA, More.NONE);
		int length = this.out.bytes().length;
		this.driven.write(DATA, More.NONE);
		byte[] first = Arrays.copyOfRange(this.out.bytes(), 6, length);
		byte[] second = Arrays.copyOfRange(this.out.bytes(), length + 6, 2 * length);
		assertThat(first).hasSizeGreaterThanOrEqualTo(4).isNotEqualTo(second);
	}

	// Guards

	@Test
	void aRefusedPacketIsNotWritten() throws IOException {
		this.writer.share(this.driven::later);
		assertThat(this.writer.writeIf(() -> false, (out) -> out.writeByte(DATA), More.NONE)).isFalse();
		assertThat(this.out.writes()).isZero();
	}

	/**
	 * The thread that closes leaves the sending to the one that waits behind it. That one
	 * is refused, and had announced more.
	 */
	@Test
	void whoIsRefusedSendsWhatOthersLeft() throws Exception {
		this.writer.share(this.driven::later);
		this.out.stick();
		this.driven.waitingThread(() -> this.driven.write(DATA, More.NONE));
		this.driven.waitingThread(() -> this.driven.write(97, More.NONE));
		this.driven.waitingThread(() -> this.writer.writeIf(() -> false, (out) -> out.writeByte(DATA), More.CERTAIN));
		this.out.free();
		Await.until("CLOSE on the wire", () -> this.driven.numbers().equals(List.of(DATA, 97)));
	}

	// Virtual threads

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aVirtualThreadSealsTheNextBatchWhileTheLastOneLeaves() throws Exception {
		this.writer.share(this.driven::later);
		this.out.stick();
		startCommand().join();
		Thread task = this.driven.waitingThread(this.driven::runTasks);
		Thread next = startCommand();
		Await.until("a batch that waits for the last one", () -> next.getState() == Thread.State.WAITING);
		assertThat(this.out.writes()).isZero();
		this.out.free();
		task.join();
		next.join();
		assertThat(this.out.numbers()).containsExactly(DATA, DATA);
		assertThat(this.out.writes()).isEqualTo(2);
	}

	/**
	 * A thread of the platform leaves its packet to the task that is at the socket, and
	 * waits only if that has left too much already.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whoeverWritesMeanwhileLeavesItToTheTask() throws Exception {
		this.writer.share(this.driven::later);
		this.out.stick();
		startCommand().join();
		Thread task = this.driven.waitingThread(this.driven::runTasks);
		this.driven.write(96, More.NONE);
		this.writer.post(DrivenWriter.message(REPLY));
		this.out.free();
		task.join();
		assertThat(this.out.numbers()).containsExactly(DATA, 96, REPLY);
		assertThat(this.out.writes()).isEqualTo(2);
	}

	/**
	 * Starts a virtual thread that writes a whole batch.
	 */
	private Thread startCommand() {
		byte[] large = new byte[128 * 1024];
		large[0] = DATA;
		Thread command = VirtualThreads.factory("writer-").newThread(() -> {
			try {
				this.writer.writeIf(() -> true, (out) -> out.writeBytes(large), More.NONE);
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		});
		command.start();
		return command;
	}

	// Bounds and ends

	@Test
	void answersThatNobodyReadsAreBounded() throws DisconnectException {
		PacketWriter impatient = this.driven
			.writer(TransportConfig.builder().answerTimeout(Duration.ofNanos(1)).build());
		impatient.share(this.driven::later);
		fill(impatient);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> impatient.post(DrivenWriter.message(REPLY)));
	}

	@Test
	@Timeout(30)
	void aReaderPausesUntilSomeAnswersHaveLeft() throws Exception {
		PacketWriter patient = patientWriter();
		fill(patient);
		Thread reader = new Thread(() -> {
			try {
				patient.post(DrivenWriter.message(DATA));
			}
			catch (DisconnectException ex) {
				throw new AssertionError(ex);
			}
		});
		reader.start();
		Await.until("a pause", () -> reader.getState() == Thread.State.TIMED_WAITING);
		this.driven.runTasks();
		reader.join();
		this.driven.flush(patient);
		assertThat(this.driven.numbers()).hasSize(1025).endsWith(REPLY, DATA);
	}

	/**
	 * Only the reader could end the exchange.
	 */
	@Test
	@Timeout(30)
	void aReaderDoesNotPauseForAnExchange() throws DisconnectException {
		PacketWriter patient = patientWriter();
		patient.postKexInit();
		this.driven.flush(patient);
		fill(patient);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> patient.post(DrivenWriter.message(REPLY)));
	}

	@Test
	@Timeout(30)
	void theEndFreesAReaderThatPauses() throws Exception {
		PacketWriter patient = patientWriter();
		fill(patient);
		patient.fail(new IOException("gone"));
		patient.post(DrivenWriter.message(REPLY));
	}

	private PacketWriter patientWriter() {
		PacketWriter patient = this.driven
			.writer(TransportConfig.builder().answerTimeout(Duration.ofMinutes(1)).build());
		patient.share(this.driven::later);
		return patient;
	}

	private static void fill(PacketWriter writer) throws DisconnectException {
		for (int i = 0; i < 1024; i++) {
			writer.post(DrivenWriter.message(REPLY));
		}
	}

	@Test
	void answersThatAreSentDoNotCount() throws DisconnectException {
		this.writer.share(this.driven::later);
		for (int i = 0; i < 5000; i++) {
			this.writer.post(DrivenWriter.message(REPLY));
			if (i % 1000 == 0) {
				this.driven.flush();
			}
		}
	}

	@Test
	void theEndFreesWhoWaitsAtTheGate() throws Exception {
		this.writer.share(this.driven::later);
		this.writer.postKexInit();
		List<Throwable> failures = new ArrayList<>();
		Thread thread = this.driven.waitingThread(() -> {
			try {
				this.driven.write(DATA, More.NONE);
			}
			catch (IOException ex) {
				failures.add(ex);
			}
		});
		IOException cause = new IOException("gone");
		this.writer.fail(cause);
		thread.join();
		assertThat(failures).singleElement().isInstanceOf(SshException.class);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> this.driven.write(DATA, More.NONE))
			.withCause(cause);
	}

	@Test
	void lastWordsDoNotWaitForAStuckSocketForEver() throws Exception {
		this.writer.share(this.driven::later);
		this.out.stick();
		this.driven.waitingThread(() -> this.driven.write(DATA, More.NONE));
		this.writer.writeLast(DrivenWriter.message(1), 1);
		assertThat(this.out.writes()).isZero();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void lastWordsDoNotWaitForAStuckTaskForEver() throws Exception {
		this.writer.share(this.driven::later);
		this.out.stick();
		startCommand().join();
		this.driven.waitingThread(this.driven::runTasks);
		this.writer.writeLast(DrivenWriter.message(1), 1);
		assertThat(this.out.writes()).isZero();
	}

}
