package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.wire.WireReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One end of a pair. Its messages are numbered, and must arrive in order.
 */
final class NumberedEnd {

	private static final int DATA = 94;

	private static final int SECONDS = 30;

	private final PacketTransport transport;

	private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();

	private int sent;

	private int expected;

	private volatile Throwable failure;

	NumberedEnd(PacketTransport transport) {
		this.transport = transport;
	}

	PacketTransport transport() {
		return this.transport;
	}

	/**
	 * Returns why the reader has ended.
	 */
	Throwable failure() {
		return this.failure;
	}

	void read() {
		try {
			while (true) {
				WireReader packet = this.transport.read();
				assertThat(packet.readByte()).isEqualTo(DATA);
				this.received.add(packet.readInt());
			}
		}
		catch (IOException | AssertionError ex) {
			this.failure = ex;
			this.transport.close(ex);
		}
	}

	void send(int count, int size) throws IOException {
		byte[] filler = new byte[size];
		for (int i = 0; i < count; i++) {
			int number = this.sent++;
			this.transport.writeIf(() -> true, (out) -> out.writeByte(DATA).writeUint32(number).writeBytes(filler),
					More.NONE);
		}
	}

	void expect(int count) throws InterruptedException {
		for (int i = 0; i < count; i++) {
			assertThat(this.received.poll(SECONDS, TimeUnit.SECONDS)).as("%s", this.failure).isEqualTo(this.expected++);
		}
	}

}
