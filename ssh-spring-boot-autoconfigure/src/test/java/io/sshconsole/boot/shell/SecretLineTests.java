package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SecretLineTests {

	private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

	private final TypeAhead typeAhead = new TypeAhead(3);

	private final LineConsole console = new LineConsole(this.typeAhead, new TerminalOutput(this.screen, true),
			PtyModes.attributes(Map.of()), StandardCharsets.UTF_8, Thread::new);

	@Test
	void nothingIsLeftOfASecretWhenItIsClosed() throws Exception {
		type("hunter2\r");
		SecretLine line = new SecretLine(this.console, () -> {
		});
		assertThat(line.read()).isTrue();
		assertThat(line.toCharArray()).containsExactly("hunter2".toCharArray());
		line.close();
		assertThat(line.toCharArray()).containsOnly('\0');
		assertThat(this.screen.size()).isZero();
	}

	@Test
	void whatIsTooLongIsDropped() throws Exception {
		type("x".repeat(5000) + "\r");
		try (SecretLine line = read()) {
			assertThat(line.toCharArray()).hasSize(4096);
		}
	}

	@Test
	void eraseTakesOneCharacterOfAnyLength() throws Exception {
		type("aé€😀\u007f\u007f\u007f\u007f\u007fb\r");
		try (SecretLine line = read()) {
			assertThat(line.toCharArray()).containsExactly('b');
		}
	}

	@Test
	void aLineThatHasEndedTakesNoKeysAndDrawsNothing() throws Exception {
		type("secret\r");
		this.console.close();
		int before = this.screen.size();
		assertThatIOException().isThrownBy(this::read);
		assertThatIOException().isThrownBy(() -> this.console.readLine(() -> {
		}));
		assertThatIOException().isThrownBy(() -> this.console.write("text"));
		assertThatIOException().isThrownBy(this.console::enterScreen);
		this.console.footer("50%");
		assertThat(this.screen.size()).isEqualTo(before);
		assertThat(this.typeAhead.available()).isEqualTo(7);
	}

	private SecretLine read() throws IOException {
		SecretLine line = new SecretLine(this.console, () -> {
		});
		line.read();
		return line;
	}

	private void type(String keys) throws InterruptedException {
		byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
		this.typeAhead.offer(bytes, bytes.length);
	}

}
