package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.time.Duration;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.wire.DisconnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What may pass from our KEXINIT to our NEWKEYS, and when the next exchange may begin.
 */
class PacketWriterGateTests {

	private static final int KEXINIT = 20;

	private static final int NEWKEYS = 21;

	private static final int KEX = 30;

	private static final int DATA = 94;

	private static final int REPLY = 99;

	private final DrivenWriter driven = new DrivenWriter();

	private final RecordingOutput out = this.driven.out();

	private final PacketWriter writer = this.driven.writer();

	@AfterEach
	void noThreadIsLeft() {
		this.driven.awaitNoThread();
	}

	@Test
	void writersWaitFromKexInitToNewKeys() throws Exception {
		this.writer.share(this.driven::later);
		this.writer.postKexInit();
		this.driven.waitingThread(() -> this.driven.write(DATA, More.NONE));
		this.writer.post(DrivenWriter.message(REPLY));
		this.writer.postKeyExchange(DrivenWriter.message(KEX));
		this.driven.flush();
		assertThat(this.out.numbers()).containsExactly(KEXINIT, KEX);
		this.driven.newKeys();
		this.driven.flush();
		Await.until("data on the wire", () -> this.driven.numbers().contains(DATA));
		assertThat(this.out.numbers()).containsExactly(KEXINIT, KEX, NEWKEYS, REPLY, DATA);
	}

	@Test
	void aDisconnectPassesTheGate() throws IOException {
		this.writer.share(this.driven::later);
		this.writer.postKexInit();
		this.writer.writeLast(DrivenWriter.message(1), 1000);
		assertThat(this.out.numbers()).containsExactly(KEXINIT, 1);
	}

	@Test
	void oneExchangeHasOneOffer() throws IOException {
		this.writer.share(this.driven::later);
		KexInit first = this.writer.postKexInit();
		assertThat(this.writer.postKexInit()).isSameAs(first);
		this.driven.flush();
		assertThat(this.writer.postKexInit()).isSameAs(first);
		this.driven.newKeys();
		this.driven.flush();
		this.writer.peerKeysReceived();
		assertThat(this.writer.postKexInit()).isNotSameAs(first);
		this.driven.flush();
		assertThat(this.out.numbers()).containsExactly(KEXINIT, NEWKEYS, KEXINIT);
		assertThat(this.out.packets().get(0)).isEqualTo(first.payload());
	}

	@Test
	void aPeerCannotBeginAnExchangeBeforeItSawTheEndOfTheLast() throws IOException {
		this.writer.share(this.driven::later);
		this.writer.postKexInit();
		this.driven.newKeys();
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(this.writer::postKexInit);
	}

	@Test
	void anExchangeLastsUntilBothNewKeys() throws IOException {
		this.writer.share(this.driven::later);
		assertThat(this.writer.isKeyExchangeRunning()).isFalse();
		assertThat(this.writer.keyExchangeNanos(System.nanoTime())).isZero();
		this.writer.postKexInit();
		assertThat(this.writer.keyExchangeNanos(System.nanoTime() + 1)).isPositive();
		this.driven.newKeys();
		this.driven.flush();
		assertThat(this.writer.isKeyExchangeRunning()).isTrue();
		this.writer.peerKeysReceived();
		assertThat(this.writer.isKeyExchangeRunning()).isFalse();
	}

	@Test
	void aWriterBeginsAnExchangeAtTheLimit() throws IOException {
		PacketWriter writer = this.driven.writer(TransportConfig.builder().rekeyAfter(1024).build());
		writer.share(this.driven::later);
		byte[] large = new byte[1024];
		large[0] = DATA;
		writer.writeIf(() -> true, (out) -> out.writeBytes(large), More.CERTAIN);
		assertThat(this.out.numbers()).containsExactly(DATA, KEXINIT);
		assertThat(writer.isKeyExchangeRunning()).isTrue();
	}

	@Test
	void aWriterBeginsAnExchangeWhenTheKeysAreOld() throws IOException {
		PacketWriter writer = this.driven.writer(TransportConfig.builder().rekeyInterval(Duration.ofNanos(1)).build());
		writer.writeIf(() -> true, (out) -> out.writeByte(52), More.NONE);
		assertThat(this.out.numbers()).containsExactly(52);
		writer.share(this.driven::later);
		writer.writeIf(() -> true, (out) -> out.writeByte(DATA), More.NONE);
		assertThat(this.out.numbers()).containsExactly(52, DATA, KEXINIT);
	}

	/**
	 * The peer may not even have written its NEWKEYS: to it, this exchange goes on.
	 */
	@Test
	void noExchangeBeginsBeforeThePeersNewKeysHaveCome() throws IOException {
		PacketWriter writer = this.driven.writer(TransportConfig.builder().rekeyInterval(Duration.ofNanos(1)).build());
		writer.share(this.driven::later);
		writer.postKexInit();
		writer.postNewKeys(DrivenWriter.message(NEWKEYS), PacketCipher.none(), Compression.NONE, false);
		this.driven.flush(writer);
		writer.writeIf(() -> true, (out) -> out.writeByte(DATA), More.NONE);
		assertThat(this.out.numbers()).containsExactly(KEXINIT, NEWKEYS, DATA);
		writer.peerKeysReceived();
		writer.writeIf(() -> true, (out) -> out.writeByte(DATA), More.NONE);
		assertThat(this.out.numbers()).containsExactly(KEXINIT, NEWKEYS, DATA, DATA, KEXINIT);
	}

}
