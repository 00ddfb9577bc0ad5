package io.sshconsole.ssh.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.connection.ConnectionConfig;
import io.sshconsole.ssh.connection.ConnectionEvents;
import io.sshconsole.ssh.connection.ConnectionHandler;
import io.sshconsole.ssh.connection.ConnectionLimits;
import io.sshconsole.ssh.connection.ConnectionServices;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.Forwarder;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import io.sshconsole.ssh.connection.X11Request;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages of somebody who is logged in, over real keys: channels, their requests and
 * their data, while commands run.
 */
class ChannelFuzzTests {

	private static final int DAMAGED = 1500;

	private static final int MAX_SESSIONS = 4;

	private static final long PATIENCE_SECONDS = 30;

	static Stream<List<byte[]>> seeds() {
		WireWriter open = ClientMessages.open("session", 0, 1000, 1000);
		byte[] modes = { 1, 0, 0, 0, 3, (byte) 128, 0, 0, (byte) 0x96, 0, 0 };
		return Stream
			.of(List.of(open, ClientMessages.exec(0, "echo")),
					List.of(open, ClientMessages.exec(0, "cat"), ClientMessages.data(0, new byte[200]),
							ClientMessages.extendedData(0, 1, new byte[20]),
							ClientMessages.channel(MessageNumber.CHANNEL_EOF, 0),
							ClientMessages.windowAdjust(0, 0xffff_ffffL - 1000)),
					List.of(open, ClientMessages.pty(0, "xterm", modes), ClientMessages.windowChange(0, 100, 50),
							ClientMessages.env(0, "LANG", "C"), ClientMessages.request(0, "shell", true),
							ClientMessages.request(0, "signal", false).writeText("INT"),
							ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, 0)),
					List.of(open, open, open, open, open,
							ClientMessages.request(2, "subsystem", true).writeText("echo"),
							ClientMessages.request(3, "exit-status", true).writeUint32(1),
							ClientMessages.request(3, "exit-signal", true)
								.writeText("TERM")
								.writeBoolean(true)
								.writeText("")
								.writeText("")),
					List.of(ClientMessages.globalRequest("keepalive@openssh.com", true),
							ClientMessages.globalRequest("tcpip-forward", true).writeText("").writeUint32(0),
							ClientMessages.globalRequest("no-more-sessions@openssh.com", false), open),
					List.of(WireWriter.message(MessageNumber.REQUEST_SUCCESS),
							WireWriter.message(MessageNumber.REQUEST_FAILURE), directTcpip(),
							WireWriter.message(MessageNumber.PING).writeString(new byte[9]), ClientMessages.ignore(3),
							ClientMessages.none("late"), WireWriter.message(200)),
					List.of(directTcpip(), ClientMessages.data(0, new byte[20]),
							ClientMessages.channel(MessageNumber.CHANNEL_EOF, 0),
							ClientMessages.open("direct-streamlocal@openssh.com", 7, 9, 9)
								.writeText("/nobody")
								.writeText("")
								.writeUint32(0)),
					List.of(ClientMessages.globalRequest("cancel-tcpip-forward", true).writeText("").writeUint32(0),
							ClientMessages.globalRequest("streamlocal-forward@openssh.com", true).writeText("/socket"),
							ClientMessages.globalRequest("cancel-streamlocal-forward@openssh.com", true)
								.writeText("/socket")),
					List.of(open,
							ClientMessages.request(0, "x11-req", true)
								.writeBoolean(false)
								.writeText("MIT-MAGIC-COOKIE-1")
								.writeText("00ff")
								.writeUint32(0),
							ClientMessages.request(0, "auth-agent-req@openssh.com", true),
							ClientMessages.request(0, "break", true).writeUint32(500),
							ClientMessages.request(0, "xon-xoff", false).writeBoolean(true),
							ClientMessages.request(0, "eow@openssh.com", false)),
					List.of(open, ClientMessages.channel(MessageNumber.CHANNEL_SUCCESS, 0),
							ClientMessages.channel(MessageNumber.CHANNEL_FAILURE, 0),
							ClientMessages.channel(MessageNumber.CHANNEL_OPEN_CONFIRMATION, 0)),
					List.of(open, ClientMessages.exec(0, "echo"), KexOffer.LAX.message(),
							WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[32])))
			.map((messages) -> messages.stream().map(WireWriter::toByteArray).toList());
	}

	private static WireWriter directTcpip() {
		return ClientMessages.open("direct-tcpip", 7, 1, 1)
			.writeText("localhost")
			.writeUint32(80)
			.writeText("127.0.0.1")
			.writeUint32(1024);
	}

	/**
	 * Whatever is said, the connection ends, and every command with it.
	 */
	@MethodSource("seeds")
	@FuzzTest
	void channels(@NotNull List<byte @NotNull []> messages) {
		answersTo(messages);
	}

	private static List<Integer> answersTo(List<byte[]> messages) {
		List<byte[]> readable = messages.stream().filter((message) -> message.length > 0).toList();
		int length = readable.stream().mapToInt((message) -> message.length).sum();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Everything handler = new Everything();
		Harmless.run(length, () -> {
			out.reset();
			serve(ReplayedClient.serverOf(readable, handler::awaitRest, out), handler);
		});
		handler.expectEnd();
		return answers(out.toByteArray());
	}

	private static void serve(PacketTransport transport, Everything handler) throws IOException {
		transport.share(Runnable::run);
		Connection connection = new Connection(transport, handler, handler,
				new ConnectionConfig(ConnectionLimits.DEFAULT.withMaxSessions(MAX_SESSIONS),
						(task) -> handler.newThread(task).start(), Runnable::run),
				handler);
		try {
			connection.run();
		}
		catch (SshException ex) {
			transport.close(ex);
			throw ex;
		}
		finally {
			connection.end();
			transport.release();
			if (!connection.channels().isEmpty()) {
				throw new AssertionError("channels of a connection that has ended: " + connection.channels());
			}
		}
	}

	/**
	 * Returns the numbers of the answers up to new keys. None is malformed, and no more
	 * channels are confirmed than there may be.
	 */
	private static List<Integer> answers(byte[] bytes) {
		try {
			List<Integer> numbers = ReplayedClient.open(bytes).stream().map((message) -> message[0] & 0xff).toList();
			int closed = Collections.frequency(numbers, MessageNumber.CHANNEL_CLOSE);
			int opened = Collections.frequency(numbers, MessageNumber.CHANNEL_OPEN_CONFIRMATION);
			if (opened - closed > MAX_SESSIONS) {
				throw new AssertionError("too many channels");
			}
			return numbers;
		}
		catch (IOException ex) {
			throw new AssertionError("an answer that cannot be read", ex);
		}
	}

	@Test
	void goodMessagesAreAnswered() {
		List<List<Integer>> answers = seeds().map(ChannelFuzzTests::answersTo).toList();
		assertThat(answers.get(0)).contains(MessageNumber.CHANNEL_OPEN_CONFIRMATION, MessageNumber.CHANNEL_SUCCESS,
				MessageNumber.CHANNEL_DATA, MessageNumber.CHANNEL_CLOSE);
		assertThat(answers.get(3)).contains(MessageNumber.CHANNEL_OPEN_FAILURE);
		assertThat(answers.get(4)).contains(MessageNumber.REQUEST_SUCCESS);
		assertThat(answers.get(5)).contains(MessageNumber.PONG, MessageNumber.UNIMPLEMENTED);
		assertThat(answers.get(10)).contains(MessageNumber.KEXINIT);
	}

	@Test
	void damagedMessagesAreHarmless() {
		Damage damage = new Damage();
		List<List<byte[]>> seeds = seeds().toList();
		for (int i = 0; i < DAMAGED; i++) {
			channels(damage.ofOne(seeds.get(i % seeds.size())));
		}
	}

	/**
	 * Grants every request, and remembers the threads of the commands.
	 */
	private static final class Everything
			implements ConnectionHandler, ConnectionServices, ConnectionEvents, Forwarder {

		private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

		Thread newThread(Runnable task) {
			Thread thread = new Thread(task, "fuzzed-command");
			thread.setDaemon(true);
			this.threads.add(thread);
			return thread;
		}

		/**
		 * Waits until each command has ended or waits itself, so that the same messages
		 * meet the same state each time.
		 */
		void awaitRest() {
			for (Thread thread : this.threads) {
				Await.until("a command at rest", () -> switch (thread.getState()) {
					case WAITING, TERMINATED -> true;
					default -> false;
				});
			}
		}

		void expectEnd() {
			for (Thread thread : this.threads) {
				try {
					thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				if (thread.isAlive()) {
					throw new AssertionError("a command that does not end: " + List.of(thread.getStackTrace()));
				}
			}
		}

		@Override
		public OpenResult checkChannelRequest(String kind, int channelId) {
			return OpenResult.SUCCEEDED;
		}

		@Override
		public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
			return true;
		}

		@Override
		public boolean checkChannelWindowChangeRequest(Channel channel, WindowSize size) {
			return true;
		}

		@Override
		public boolean checkChannelEnvRequest(Channel channel, String name, String value) {
			return true;
		}

		@Override
		public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
			return checkChannelExecRequest(channel, "cat");
		}

		@Override
		public Optional<ChannelTask> checkChannelSubsystemRequest(Channel channel, String name) {
			return checkChannelExecRequest(channel, name);
		}

		@Override
		public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
			return Optional.of(command.equals("cat") ? Everything::cat : Everything::echo);
		}

		private static ExitStatus cat(Channel channel) throws IOException {
			channel.in().transferTo(channel.out());
			return ExitStatus.OK;
		}

		private static ExitStatus echo(Channel channel) throws IOException {
			channel.err().write(new byte[10]);
			channel.out().write(new byte[10]);
			return ExitStatus.OK;
		}

		@Override
		public boolean checkChannelSignalRequest(Channel channel, String name) {
			return true;
		}

		@Override
		public GlobalReply checkGlobalRequest(String name, WireReader fields) {
			return GlobalReply.ACCEPTED;
		}

		@Override
		public Optional<GlobalReply> globalRequest(String name, WireReader fields) {
			return Optional.empty();
		}

		@Override
		public OpenResult checkChannelDirectTcpipRequest(int channelId, InetSocketAddress origin,
				InetSocketAddress destination) {
			return OpenResult.SUCCEEDED;
		}

		@Override
		public OpenResult checkChannelDirectStreamlocalRequest(int channelId, Path destination) {
			return OpenResult.SUCCEEDED;
		}

		@Override
		public boolean checkPortForwardRequest(String address, int port) {
			return true;
		}

		@Override
		public boolean checkStreamlocalForwardRequest(Path path) {
			return true;
		}

		@Override
		public boolean checkChannelX11Request(Channel channel, X11Request request) {
			return true;
		}

		@Override
		public boolean checkChannelForwardAgentRequest(Channel channel) {
			return true;
		}

		@Override
		public boolean checkChannelBreakRequest(Channel channel, int milliseconds) {
			return true;
		}

		@Override
		public Optional<Forwarder> forwarder() {
			return Optional.of(this);
		}

		@Override
		public ChannelTask connect(SocketAddress destination) throws IOException {
			if (destination.toString().contains("nobody")) {
				throw new ConnectException("nobody is there");
			}
			return Everything::cat;
		}

		@Override
		public Listener listen(SocketAddress address) {
			return new Listener() {

				@Override
				public int port() {
					return 1234;
				}

				@Override
				public void start() {
				}

			};
		}

		@Override
		public boolean cancel(SocketAddress address) {
			return true;
		}

		@Override
		public void close() {
		}

		@Override
		public void opened(Channel channel) {
		}

		@Override
		public void closed(Channel channel) {
		}

	}

}
