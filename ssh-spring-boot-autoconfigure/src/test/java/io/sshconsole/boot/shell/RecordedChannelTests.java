package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RecordedChannelTests {

	private final TestConsole console = new TestConsole(new Commands());

	private final TestClient client = new TestClient();

	private final Recording recording = new Recording();

	@Test
	void outputAndErrorsAreRecordedAsTheyWereWritten() throws Exception {
		assertThat(start("both", Optional.empty()).status()).isZero();
		assertThat(this.recording.events).containsExactly("out\n", "err\n", "out again\n", "end");
		assertThat(this.client.screen()).isEqualTo("out\nout again\n");
		assertThat(this.client.errors()).isEqualTo("err\n");
	}

	@Test
	void charactersAreNotTornApart() throws Exception {
		start("pieces", Optional.empty()).status();
		assertThat(String.join("", this.recording.events)).isEqualTo("ä😀\ufffd!end");
		assertThat(this.client.screen()).isEqualTo("ä😀\ufffd!");
	}

	@Test
	void newSizeStandsInFrontOfTheOutputBehindIt() throws Exception {
		start("keys", TestClient.pty("xterm")).await("first").resize(100, 30).type("\r");
		this.client.status();
		assertThat(this.recording.events).containsSubsequence("first", "100x30", "second");
	}

	@Test
	void whatCannotBeRecordedIsNotSentAndTheCommandEnds() throws Exception {
		this.recording.failAt = "secret";
		assertThat(start("stubborn", Optional.empty()).status()).isEqualTo(1);
		assertThat(this.client.screen()).isEqualTo("before\n");
		assertThat(this.client.errors()).isEqualTo("This session must be recorded, and cannot be.\n");
		assertThat(this.recording.events).containsExactly("before\n", "end");
	}

	@Test
	void whatCannotBeRecordedEndsAShell() throws Exception {
		this.recording.failAt = "Z";
		SshShell shell = new TestShell(this.console).open(this.client.threads());
		ShellChannel channel = this.client.channel(TestClient.pty("xterm"), Map.of());
		this.client.start(() -> RecordedChannel.run(channel, recorder(), this.console.session(), "", shell::run));
		this.client.await("app>").type("Z");
		assertThat(this.client.status()).isEqualTo(1);
		assertThat(this.client.errors()).isEqualTo("This session must be recorded, and cannot be.\r\n");
	}

	private SshRecorder recorder() {
		return (session, line, pty) -> Optional.of(this.recording);
	}

	private TestClient start(String line, Optional<PtyRequest> pty) {
		SshExec exec = new SshExec(this.console.session(), this.console.lines(), line, ColourMode.AUTO,
				this.client.threads());
		ShellChannel channel = this.client.channel(pty, Map.of());
		return this.client
			.start(() -> RecordedChannel.run(channel, recorder(), this.console.session(), line, exec::run));
	}

	private static final class Recording implements SshRecording {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private volatile String failAt = "nothing at all";

		@Override
		public void output(String text) throws IOException {
			if (text.contains(this.failAt)) {
				throw new IOException("disk full");
			}
			this.events.add(text);
		}

		@Override
		public void resized(WindowSize size) {
			this.events.add(size.columns() + "x" + size.rows());
		}

		@Override
		public void close() {
			this.events.add("end");
		}

	}

	static class Commands {

		@SshCommand(name = "both")
		void both(SshCommandContext context) {
			context.out().println("out");
			context.out().flush();
			context.err().println("err");
			context.err().flush();
			context.out().println("out again");
		}

		@SshCommand(name = "pieces")
		void pieces(SshCommandContext context) throws IOException {
			OutputStream out = context.rawOut();
			for (byte b : "ä😀".getBytes(StandardCharsets.UTF_8)) {
				out.write(b);
				out.flush();
			}
			out.write(new byte[] { (byte) 0xff, '!' });
		}

		@SshCommand(name = "keys")
		void keys(SshCommandContext context) throws IOException {
			context.out().print("first");
			context.out().flush();
			context.in().read();
			context.out().print("second");
		}

		/**
		 * Ends only when it is cancelled.
		 */
		@SshCommand(name = "stubborn")
		void stubborn(SshCommandContext context) throws InterruptedException {
			context.out().println("before");
			context.out().flush();
			context.out().println("secret");
			context.out().flush();
			new CountDownLatch(1).await();
		}

	}

}
