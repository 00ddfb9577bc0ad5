package io.sshconsole.ssh.connection;

import java.util.Map;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PtyRequestTests {

	private static final int VINTR = 1;

	private static final int ECHO = 53;

	@Test
	void readsTerminalSizeAndModes() throws DisconnectException {
		PtyRequest pty = read(new WireWriter().writeByte(VINTR)
			.writeUint32(3)
			.writeByte(ECHO)
			.writeUint32(0xffff_ffffL)
			.writeByte(0));
		assertThat(pty)
			.isEqualTo(new PtyRequest("xterm", new WindowSize(80, 24, 640, 480), Map.of(VINTR, 3, ECHO, -1)));
		assertThat(pty.modes()).containsExactly(Map.entry(VINTR, 3), Map.entry(ECHO, -1));
	}

	@Test
	void modesMayBeMissing() throws DisconnectException {
		assertThat(read(new WireWriter()).modes()).isEmpty();
		assertThat(read(new WireWriter().writeByte(0)).modes()).isEmpty();
	}

	@Test
	void modesMayEndWithoutAMarkerOrInTheMiddle() throws DisconnectException {
		WireWriter modes = new WireWriter().writeByte(ECHO).writeUint32(1);
		assertThat(read(modes).modes()).containsExactly(Map.entry(ECHO, 1));
		assertThat(read(modes.writeByte(VINTR).writeByte(0)).modes()).containsExactly(Map.entry(ECHO, 1));
	}

	@Test
	void whatIsBehindTheMarkerOrAnUndefinedModeIsNotRead() throws DisconnectException {
		WireWriter behindEnd = new WireWriter().writeByte(0).writeByte(ECHO).writeUint32(1);
		assertThat(read(behindEnd).modes()).isEmpty();
		WireWriter behindUndefined = new WireWriter().writeByte(160).writeUint32(0).writeByte(ECHO).writeUint32(1);
		assertThat(read(behindUndefined).modes()).isEmpty();
		WireWriter lastDefined = new WireWriter().writeByte(159).writeUint32(7);
		assertThat(read(lastDefined).modes()).containsExactly(Map.entry(159, 7));
	}

	@Test
	void tenThousandModesAreNoProblem() throws DisconnectException {
		WireWriter modes = new WireWriter();
		for (int i = 0; i < 10_000; i++) {
			modes.writeByte(1 + i % 159).writeUint32(i);
		}
		assertThat(read(modes).modes()).hasSizeBetween(1, 159);
	}

	@Test
	void sizesAreBounded() throws DisconnectException {
		assertThat(size(0, 0, 0, 0)).isEqualTo(new WindowSize(0, 0, 0, 0));
		assertThat(size(0xffff_ffffL, 0x8000_0000L, 0xffff_ffffL, 1))
			.isEqualTo(new WindowSize(WindowSize.MAX, WindowSize.MAX, 0, 1));
		assertThat(size(WindowSize.MAX + 1, 1, 2, 3).columns()).isEqualTo(WindowSize.MAX);
	}

	@Test
	void trailingBytesAndMissingFieldsAreRefused() {
		byte[] whole = message(new WireWriter()).toByteArray();
		byte[] more = message(new WireWriter()).writeByte(0).toByteArray();
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> PtyRequest.read(new WireReader(more)));
		for (int i = 0; i < whole.length; i++) {
			WireReader part = new WireReader(whole, 0, i);
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> PtyRequest.read(part));
		}
	}

	private static PtyRequest read(WireWriter modes) throws DisconnectException {
		return PtyRequest.read(new WireReader(message(modes).toByteArray()));
	}

	private static WireWriter message(WireWriter modes) {
		return new WireWriter().writeText("xterm")
			.writeUint32(80)
			.writeUint32(24)
			.writeUint32(640)
			.writeUint32(480)
			.writeString(modes.toByteArray());
	}

	private static WindowSize size(long columns, long rows, long width, long height) throws DisconnectException {
		WireWriter out = new WireWriter().writeUint32(columns).writeUint32(rows).writeUint32(width).writeUint32(height);
		return PtyRequest.readSize(new WireReader(out.toByteArray()));
	}

}
