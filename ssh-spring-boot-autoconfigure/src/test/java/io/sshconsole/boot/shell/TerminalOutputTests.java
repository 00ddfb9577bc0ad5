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

	@Test
	void aFooterGoesForOutputAndComesBackBehindALineEnd() throws IOException {
		this.output.footer(bytes("50%"));
		assertThat(this.channel).hasToString("50%");
		print("one\n");
		assertThat(this.channel).hasToString("50%\r\u001b[Kone\r\n50%");
		print("tw");
		print("o\n");
		assertThat(this.channel).hasToString("50%\r\u001b[Kone\r\n50%\r\u001b[Ktwo\r\n50%");
		this.channel.reset();
		this.output.footer(bytes("60%"));
		this.output.footer(bytes(""));
		print("b\n");
		assertThat(this.channel).hasToString("\r\u001b[K60%\r\u001b[Kb\r\n");
	}

	@Test
	void aFooterIsNoReasonForAFreshLine() throws IOException {
		this.output.footer(bytes("50%"));
		this.output.freshLine();
		this.output.footer(bytes(""));
		assertThat(this.channel).hasToString("50%\r\u001b[K");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private void print(String text) throws IOException {
		this.output.write(text.getBytes(StandardCharsets.US_ASCII));
		this.output.flush();
	}

}
