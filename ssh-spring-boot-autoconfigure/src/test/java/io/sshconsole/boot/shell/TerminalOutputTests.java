package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalOutputTests {

	private final ByteArrayOutputStream channel = new ByteArrayOutputStream();

	private final TerminalOutput output = new TerminalOutput(this.channel, true);

	@Test
	void putsCarriageReturnsBeforeLineFeeds() throws IOException {
		print("a\nb\r\nc\r");
		print("\n\n");
		assertThat(this.channel).hasToString("a\r\nb\r\nc\r\n\r\n");
	}

	@Test
	void leavesBytesAloneWithoutPostProcessing() throws IOException {
		TerminalOutput raw = new TerminalOutput(this.channel, false);
		raw.write("a\nb".getBytes(StandardCharsets.US_ASCII));
		raw.flush();
		assertThat(this.channel).hasToString("a\nb");
	}

	@Test
	void holdsFlushesBackUntilItIsReleased() throws IOException {
		this.output.hold();
		print("a");
		assertThat(this.channel.size()).isZero();
		this.output.release();
		assertThat(this.channel).hasToString("a");
		print("b");
		assertThat(this.channel).hasToString("ab");
	}

	@Test
	void sendsMoreThanItsBufferEvenWhileHeld() throws IOException {
		this.output.hold();
		print("x".repeat(100_000));
		assertThat(this.channel.size()).isGreaterThan(90_000);
		this.output.release();
		assertThat(this.channel.size()).isEqualTo(100_000);
	}

	@Test
	void aFreshLineIsNewOnlyBehindText() throws IOException {
		this.output.freshLine();
		print("a");
		this.output.freshLine();
		this.output.freshLine();
		print("b\n");
		this.output.freshLine();
		assertThat(this.channel).hasToString("a\r\nb\r\n");
	}

	private void print(String text) throws IOException {
		this.output.write(text.getBytes(StandardCharsets.US_ASCII));
		this.output.flush();
	}

}
