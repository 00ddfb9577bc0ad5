package io.sshconsole.ssh.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;

/**
 * The commands of a {@link TestServer}: {@code echo}, {@code complain}, {@code cat},
 * {@code zeros N}, {@code sink}, {@code sleep}, {@code stubborn}, {@code env},
 * {@code pty}, {@code exit N} and {@code fail}.
 */
final class TestCommands {

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicReference<CountDownLatch> stubborn = new AtomicReference<>(new CountDownLatch(1));

	/**
	 * Returns how many commands run.
	 */
	int running() {
		return this.running.get();
	}

	/**
	 * Lets the commands end that ignore interruption and run now.
	 */
	void release() {
		this.stubborn.getAndSet(new CountDownLatch(1)).countDown();
	}

	Optional<ChannelTask> find(String line) {
		String[] words = line.split(" ", 2);
		String argument = (words.length > 1) ? words[1] : "";
		return command(words[0], argument).map((command) -> (channel) -> {
			this.running.incrementAndGet();
			try {
				return command.run(channel);
			}
			finally {
				this.running.decrementAndGet();
			}
		});
	}

	private Optional<ChannelTask> command(String name, String argument) {
		return Optional.ofNullable(switch (name) {
			case "echo" -> (channel) -> echo(channel, argument);
			case "complain" -> (channel) -> {
				channel.err().write(argument.getBytes(StandardCharsets.UTF_8));
				return ExitStatus.OK;
			};
			case "cat" -> (channel) -> {
				channel.in().transferTo(channel.out());
				return ExitStatus.OK;
			};
			case "zeros" -> (channel) -> zeros(channel, Long.parseLong(argument));
			case "sink" -> TestCommands::sink;
			case "sleep" -> (channel) -> {
				new CountDownLatch(1).await();
				return ExitStatus.OK;
			};
			case "stubborn" -> (channel) -> ignoreInterruption();
			case "env" -> (channel) -> echo(channel, new TreeMap<>(channel.environment()).toString());
			case "pty" -> (channel) -> echo(channel, channel.pty().map(Object::toString).orElse("none"));
			case "exit" -> (channel) -> ExitStatus.of(Integer.parseInt(argument));
			case "fail" -> (channel) -> {
				throw new IllegalStateException("as asked");
			};
			default -> null;
		});
	}

	private static ExitStatus echo(Channel channel, String text) throws IOException {
		channel.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
		return ExitStatus.OK;
	}

	private static ExitStatus zeros(Channel channel, long count) throws IOException {
		byte[] block = new byte[32 * 1024];
		for (long left = count; left > 0; left -= block.length) {
			channel.out().write(block, 0, (int) Math.min(left, block.length));
		}
		return ExitStatus.OK;
	}

	private static ExitStatus sink(Channel channel) throws IOException {
		long count = 0;
		byte[] block = new byte[32 * 1024];
		InputStream in = channel.in();
		for (int read = in.read(block); read >= 0; read = in.read(block)) {
			count += read;
		}
		return echo(channel, String.valueOf(count));
	}

	private ExitStatus ignoreInterruption() {
		CountDownLatch released = this.stubborn.get();
		while (true) {
			try {
				released.await();
				return ExitStatus.OK;
			}
			catch (InterruptedException ex) {
				// That is what it is for
			}
		}
	}

}
