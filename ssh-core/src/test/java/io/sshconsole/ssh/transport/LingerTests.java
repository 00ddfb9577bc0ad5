package io.sshconsole.ssh.transport;

import java.io.IOException;

import io.sshconsole.ssh.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packets that wait for others which probably follow: with whom they leave, and that they
 * always do.
 */
class LingerTests {

	private static final int DATA = 94;

	private static final byte[] BLOCK = new byte[32 * 1024];

	private final DrivenWriter driven = new DrivenWriter();

	private final RecordingOutput out = this.driven.out();

	private final PacketWriter writer = this.driven.writer();

	@BeforeEach
	void severalThreadsMayWrite() {
		this.writer.share(this.driven::later);
	}

	@Test
	void blocksThatFollowEachOtherLeaveInOneWrite() throws IOException {
		writeBlock();
		writeBlock();
		assertThat(this.out.writes()).isZero();
		writeBlock();
		assertThat(this.out.writes()).isOne();
		assertThat(this.out.numbers()).containsExactly(DATA, DATA, DATA);
	}

	@Test
	void aBlockThatNothingFollowsLeavesAllTheSame() throws IOException {
		writeBlock();
		Await.until("a task that sends it", () -> this.driven.flushes() > 0);
		this.driven.runTasks();
		assertThat(this.out.numbers()).containsExactly(DATA);
	}

	@Test
	void theNextBlockIsLookedAfterAsWell() throws IOException {
		aBlockThatNothingFollowsLeavesAllTheSame();
		this.out.clear();
		aBlockThatNothingFollowsLeavesAllTheSame();
	}

	@Test
	void aLineTakesTheBlockBeforeItAlong() throws IOException {
		writeBlock();
		this.driven.write(DATA, More.NONE);
		assertThat(this.out.writes()).isOne();
		assertThat(this.out.numbers()).hasSize(2);
	}

	@Test
	void whoHurriesSendsTheBlock() throws IOException {
		writeBlock();
		this.writer.hurry();
		assertThat(this.out.writes()).isOne();
		this.writer.hurry();
		assertThat(this.out.writes()).isOne();
	}

	@Test
	void whoWaitsForAnAnswerHasTheBlockSent() throws IOException {
		writeBlock();
		this.writer.hurryLater();
		assertThat(this.driven.flushes()).isOne();
		this.driven.runTasks();
		assertThat(this.out.numbers()).containsExactly(DATA);
	}

	@Test
	void whoWaitsForAnAnswerStartsNoTaskWhenNothingLingers() throws IOException {
		this.driven.write(DATA, More.NONE);
		this.writer.hurryLater();
		assertThat(this.driven.flushes()).isZero();
	}

	@Test
	void whileSomebodyElseWritesTheBlockIsNotForgotten() throws IOException {
		writeBlock();
		this.out.stick();
		Thread stuck = this.driven.waitingThread(() -> this.driven.write(DATA, More.NONE));
		writeBlockLater();
		this.out.free();
		Await.until("the end of the writer", () -> !stuck.isAlive());
		Await.until("all on the wire", () -> {
			this.driven.runTasks();
			return this.driven.numbers().size() == 3;
		});
		this.driven.awaitNoThread();
	}

	private void writeBlockLater() {
		this.driven.waitingThread(this::writeBlock);
	}

	private void writeBlock() throws IOException {
		this.writer.writeIf(() -> true, (out) -> out.writeByte(DATA).writeBytes(BLOCK), More.LIKELY);
	}

}
