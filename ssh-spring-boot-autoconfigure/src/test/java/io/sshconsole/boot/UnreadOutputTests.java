package io.sshconsole.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A command that floods an {@code ssh} that does not read: it is stopped, as with Ctrl-Z
 * or by a laptop that falls asleep.
 */
@OpenSshTest(properties = "ssh-console.users.ada.password=secret")
class UnreadOutputTests {

	/**
	 * The window of OpenSSH's client is 2 MiB; the buffers in front of it are ours.
	 */
	private static final long MOST_UNREAD = (2 << 20) + (512 << 10);

	private static final long MOST_HEAP = 8 << 20;

	@Autowired
	private Commands commands;

	private @Nullable Process client;

	@AfterEach
	void kill() {
		if (this.client != null) {
			this.client.destroyForcibly();
		}
	}

	@Test
	void aFloodWaitsForItsReaderInLittleMemoryAndEndsWithHim(@Autowired OpenSsh ssh) throws Exception {
		this.client = ssh.password("ada", "secret").with("-q").start("flood");
		discard(this.client.getInputStream());
		awaitWritten(16 << 20);
		long heap = usedHeap();
		signal("STOP");
		long before = this.commands.written.get();
		awaitSilence();
		assertThat(this.commands.written.get() - before).isLessThan(MOST_UNREAD);
		assertThat(usedHeap() - heap).isLessThan(MOST_HEAP);
		signal("CONT");
		awaitWritten(this.commands.written.get() + (16 << 20));
		signal("STOP");
		awaitSilence();
		signal("KILL");
		waiting().until(() -> this.commands.ended.getCount() == 0);
	}

	private static void discard(InputStream in) {
		Thread reader = new Thread(() -> {
			try {
				in.transferTo(OutputStream.nullOutputStream());
			}
			catch (IOException ex) {
				// It was killed
			}
		}, "reader");
		reader.setDaemon(true);
		reader.start();
	}

	private void signal(String name) throws Exception {
		Process process = this.client;
		assertThat(process).isNotNull();
		assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor()).isZero();
	}

	private void awaitWritten(long count) {
		waiting().until(() -> this.commands.written.get() >= count);
	}

	/**
	 * Waits until the command has written nothing between two looks.
	 */
	private void awaitSilence() {
		AtomicLong last = new AtomicLong(-1);
		waiting().pollInterval(Duration.ofSeconds(1)).until(() -> {
			long now = this.commands.written.get();
			return last.getAndSet(now) == now;
		});
	}

	private static ConditionFactory waiting() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO);
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

	}

	static class Commands {

		private final AtomicLong written = new AtomicLong();

		private final CountDownLatch ended = new CountDownLatch(1);

		@SshCommand(name = "flood")
		void flood(SshCommandContext context) throws IOException {
			byte[] line = "y\n".repeat(512).getBytes();
			try {
				while (true) {
					context.rawOut().write(line);
					this.written.addAndGet(line.length);
				}
			}
			finally {
				this.ended.countDown();
			}
		}

	}

}
