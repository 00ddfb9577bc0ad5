package io.sshconsole.ssh.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacketBatchTests {

	private static final int PACKETS = 100;

	@Test
	void noRandomByteIsPaddingTwice() throws Exception {
		PacketBatch batch = new PacketBatch(new Counter());
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int i = 0; i < PACKETS; i++) {
			batch.seal(new byte[1 + i]);
		}
		batch.writeTo(out);
		ByteBuffer wire = ByteBuffer.wrap(out.toByteArray());
		byte last = -1;
		for (int i = 0; i < PACKETS; i++) {
			int length = wire.getInt();
			int padding = wire.get();
			wire.position(wire.position() + length - 1 - padding);
			for (int j = 0; j < padding; j++) {
				byte next = wire.get();
				assertThat((byte) (next - last)).as("padding behind %d", last).isPositive();
				last = next;
			}
		}
		assertThat(wire.hasRemaining()).isFalse();
	}

	/**
	 * Counts instead of throwing dice.
	 */
	private static final class Counter extends SecureRandom {

		private byte next;

		@Override
		public void nextBytes(byte[] bytes) {
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = this.next++;
			}
		}

	}

}
