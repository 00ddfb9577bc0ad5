package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jline.reader.UserInterruptException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TerminalLineTests {

	private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

	private final TypeAhead typeAhead = new TypeAhead(3);

	@Test
	void carriageReturnEndsALine() throws Exception {
		assertThat(text(type("ab\rcd\n", Map.of()))).isEqualTo("ab\ncd\n");
		assertThat(screen()).isEqualTo("ab\r\ncd\r\n");
	}

	@Test
	void eraseTakesOneCharacterOfAnyLength() throws Exception {
		assertThat(text(type("aé€😀\u007f\u007f\u007fb\u0001\u007f\r", Map.of()))).isEqualTo("ab\n");
		assertThat(screen()).endsWith("b^A\b \b\b \b\r\n");
	}

	@Test
	void eraseAtTheStartDoesNothing() throws Exception {
		assertThat(text(type("\u007f\u007fa\r", Map.of()))).isEqualTo("a\n");
		assertThat(screen()).isEqualTo("a\r\n");
	}

	@Test
	void killTakesTheLine() throws Exception {
		assertThat(text(type("abc\u0015d\r", Map.of()))).isEqualTo("d\n");
	}

	@Test
	void endOfFileBehindTextSendsItAndAloneEndsTheInput() throws Exception {
		TerminalLine line = type("ab\u0004\u0004cd\r", Map.of());
		byte[] buffer = new byte[10];
		assertThat(line.read(buffer)).isEqualTo(2);
		assertThat(line.read(buffer)).isEqualTo(-1);
		assertThat(line.read(buffer)).isEqualTo(3);
	}

	@Test
	void escapeSequencesAreShownAndNotObeyed() throws Exception {
		assertThat(text(type("\u001b[A\r", Map.of()))).isEqualTo("\u001b[A\n");
		assertThat(screen()).isEqualTo("^[[A\r\n");
	}

	@Test
	void withoutEchoNothingIsShown() throws Exception {
		assertThat(text(type("secret\u007f\u0001\r", Map.of(53, 0)))).isEqualTo("secre\u0001\n");
		assertThat(screen()).isEmpty();
	}

	@Test
	void aLineHasALongestLength() throws Exception {
		String line = text(type("x".repeat(TerminalLine.MAX_LENGTH + 5) + "\r", Map.of()));
		assertThat(line).hasSize(TerminalLine.MAX_LENGTH + 1);
	}

	@Test
	void theInterruptCharacterOutsideOfACommandThrows() throws Exception {
		TerminalLine line = type("ab\u0003", Map.of());
		assertThatExceptionOfType(UserInterruptException.class).isThrownBy(line::edit);
		assertThat(text(type("ab\u0003\r", Map.of(50, 0)))).isEqualTo("ab\u0003\n");
	}

	private TerminalLine type(String keys, Map<Integer, Integer> modes) throws InterruptedException {
		byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
		TypeAhead input = this.typeAhead;
		input.offer(bytes, bytes.length);
		return new TerminalLine(input, new TerminalOutput(this.screen, true), PtyModes.attributes(modes));
	}

	private String text(TerminalLine line) throws Exception {
		this.typeAhead.end();
		return new String(line.readAllBytes(), StandardCharsets.UTF_8);
	}

	private String screen() {
		return this.screen.toString(StandardCharsets.UTF_8);
	}

}
