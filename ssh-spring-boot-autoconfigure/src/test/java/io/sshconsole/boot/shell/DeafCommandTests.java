package io.sshconsole.boot.shell;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.ssh.connection.PtyRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands that take no notice of an interrupt.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class DeafCommandTests {

	private final Commands commands = new Commands();

	private final TestConsole console = new TestConsole(this.commands);

	private final TestClient client = new TestClient();

	@AfterEach
	void releaseThreads() {
		this.commands.release.countDown();
	}

	@Test
	void aSecondCtrlCLeavesItBehind(CapturedOutput log) throws Exception {
		start("deaf", TestClient.pty("xterm")).await("busy").type("\u0003").await("heard").type("\u0003");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(log).contains("The command 'deaf' of duke does not end; it was left behind on the thread c1-deaf");
	}

	@Test
	void itDoesNotTakeWhatIsTypedAfterwards() throws Exception {
		start("deaf reader", TestClient.pty("xterm")).await("busy").type("\u0003").await("heard").type("\u0003");
		this.client.status();
		this.commands.release.countDown();
		assertThat(this.commands.ended.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.commands.read).isEqualTo(-1);
		assertThat(this.client.screen()).doesNotContain("scribble");
	}

	@Test
	void itDoesNotKeepAChannelThatIsClosed() throws Exception {
		start("deaf", Optional.empty()).await("busy").hangUp();
		assertThat(this.client.status()).isEqualTo(130);
	}

	private TestClient start(String line, Optional<PtyRequest> pty) {
		return this.client.exec(this.console, line, pty, Map.of());
	}

	static class Commands {

		private final CountDownLatch release = new CountDownLatch(1);

		private final CountDownLatch ended = new CountDownLatch(1);

		private volatile int read;

		@SshCommand(name = "deaf")
		void deaf(SshCommandContext context) {
			context.out().println("busy");
			while (this.release.getCount() > 0) {
				try {
					this.release.await();
				}
				catch (InterruptedException ex) {
					context.out().println("heard");
				}
			}
		}

		@SshCommand(name = "deaf reader")
		void reader(SshCommandContext context) {
			deaf(context);
			try {
				this.read = context.in().read();
			}
			catch (IOException ex) {
				this.read = -2;
			}
			context.out().println("scribble");
			this.ended.countDown();
		}

	}

}
