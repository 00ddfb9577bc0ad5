package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SshExecTests {

	private final TestConsole console = new TestConsole(new TestCommands());

	private final TestClient client = new TestClient();

	@Test
	void outputIsWhatTheCommandWroteAndNothingElse() throws Exception {
		assertThat(start("say hello", Optional.empty()).status()).isZero();
		assertThat(this.client.screen()).isEqualTo("hello\n");
		assertThat(this.client.errors()).isEmpty();
	}

	@Test
	void errorsGoToStandardErrorWithAStatus() throws Exception {
		assertThat(start("fail 9", Optional.empty()).status()).isEqualTo(9);
		assertThat(this.client.screen()).isEmpty();
		assertThat(this.client.errors()).isEqualTo("It failed.\n");
	}

	@Test
	void aCommandReadsStandardInputToItsEnd() throws Exception {
		start("cat", Optional.empty()).type("a\r\nb").endInput();
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("<a\r|b>\n");
	}

	@Test
	void aLostConnectionInterruptsTheCommand() throws Exception {
		start("sleep", Optional.empty()).await("asleep").hangUp();
		assertThat(this.client.status()).isEqualTo(130);
	}

	@Test
	void aLostConnectionEndsOutputWithoutEnd() throws Exception {
		start("spin", Optional.empty()).await("row\nrow").hangUp();
		assertThat(this.client.status()).isIn(130, 141);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "xterm" })
	void aWriteThatFailsKnowsThatTheClientIsGone(String terminal) throws Exception {
		assertThat(endOfFlood(terminal, () -> this.client.failWrites(new SocketException("Broken pipe")))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "xterm" })
	void aChannelThatIsClosedCancelsAtOnce(String terminal) throws Exception {
		assertThat(endOfFlood(terminal, this.client::close)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "xterm" })
	void aClientThatReadsNoMoreIsStillThere(String terminal) throws Exception {
		assertThat(endOfFlood(terminal, () -> this.client.failWrites(new SshException("reads no more")))).isFalse();
	}

	/**
	 * Returns whether the command is cancelled when its write fails.
	 */
	private boolean endOfFlood(String terminal, Runnable failure) throws Exception {
		Flood flood = new Flood();
		Optional<PtyRequest> pty = terminal.isEmpty() ? Optional.empty() : TestClient.pty(terminal);
		this.client.exec(new TestConsole(flood), "flood", pty, Map.of()).await("y");
		failure.run();
		assertThat(this.client.status()).isEqualTo(141);
		return flood.cancelled;
	}

	@Test
	void aSignalInterruptsTheCommand() throws Exception {
		assertThat(start("sleep", Optional.empty()).await("asleep").signal("TERM").status()).isEqualTo(130);
	}

	@Test
	void onATerminalLinesEndWithCarriageReturnsAndCtrlCCancels() throws Exception {
		start("sleep", TestClient.pty("xterm")).await("asleep\r\n").type("\u0003");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.screen()).isEqualTo("asleep\r\n");
	}

	@Test
	void onATerminalNothingIsAddedToTheOutput() throws Exception {
		assertThat(start("print unfinished", TestClient.pty("xterm")).status()).isZero();
		assertThat(this.client.screen()).isEqualTo("unfinished");
	}

	@Test
	void onATerminalALineIsEditedWhileItIsRead() throws Exception {
		start("line", TestClient.pty("xterm")).type("ab\u007fc\r");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("ab\b \bc\r\n<ac>\r\n");
	}

	private TestClient start(String line, Optional<PtyRequest> pty) {
		return this.client.exec(this.console, line, pty, Map.of());
	}

	static class Flood {

		private volatile boolean cancelled;

		@SshCommand(name = "flood")
		void flood(SshCommandContext context) throws IOException {
			OutputStream out = context.rawOut();
			try {
				while (true) {
					out.write('y');
					out.flush();
				}
			}
			catch (IOException ex) {
				this.cancelled = context.isCancelled();
				throw ex;
			}
		}

	}

}
