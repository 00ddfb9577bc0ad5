package io.sshconsole.ssh.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.interop.OpenSsh.Result;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tunnels of the OpenSSH client, in each direction and of each kind.
 */
class ForwardingTests {

	private static final int BIG = 8 * 1024 * 1024;

	@TempDir
	private Path directory;

	private OpenSsh ssh;

	private SeedServer server;

	private EchoServer target;

	private final List<Process> clients = new ArrayList<>();

	@BeforeEach
	void start() throws Exception {
		this.ssh = new OpenSsh(this.directory);
		this.target = new EchoServer();
		this.server = SeedServer.start(this.ssh, new Forwarding(this.ssh.publicKey()), (builder) -> builder);
	}

	@AfterEach
	void stop() throws Exception {
		for (Process client : this.clients) {
			// A gentler signal may come right before it polls, and be missed
			client.destroyForcibly();
			OpenSsh.awaitEnd(client);
		}
		if (this.server != null) {
			this.server.close();
		}
		if (this.target != null) {
			this.target.close();
		}
	}

	@Test
	void forwardsALocalPort() throws Exception {
		int port = Ports.free();
		tunnel("-L", port + ":localhost:" + this.target.port());
		Await.until("a forwarded port", () -> Ports.isOpen(port));
		assertThat(EchoServer.echo(port, "first")).isEqualTo("first");
		assertThat(EchoServer.echo(port, "second")).isEqualTo("second");
	}

	@Test
	void forwardsManyConnectionsAtOnceAndMuchData() throws Exception {
		int port = Ports.free();
		tunnel("-L", port + ":127.0.0.1:" + this.target.port());
		Await.until("a forwarded port", () -> Ports.isOpen(port));
		String text = "0123456789abcdef".repeat(BIG / 16);
		List<CompletableFuture<String>> echoes = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			echoes.add(CompletableFuture.supplyAsync(() -> echoInParallel(port, text),
					(task) -> new Thread(task).start()));
		}
		for (CompletableFuture<String> echo : echoes) {
			assertThat(echo.get().equals(text)).isTrue();
		}
	}

	private static String echoInParallel(int port, String text) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			CompletableFuture<String> answer = OpenSsh.read(socket.getInputStream());
			socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
			socket.shutdownOutput();
			return answer.get();
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	@Test
	void forwardsARemotePortAndClosesItWithTheClient() throws Exception {
		Process client = tunnel("-R", "0:127.0.0.1:" + this.target.port());
		int port = allocatedPort(client);
		assertThat(EchoServer.echo(port, "from the other side")).isEqualTo("from the other side");
		try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
			open.getOutputStream().write('x');
			assertThat(open.getInputStream().read()).isEqualTo('x');
			client.destroyForcibly();
			assertThat(open.getInputStream().read()).isEqualTo(-1);
		}
		Await.until("a closed port", () -> !Ports.isOpen(port));
		this.server.awaitNothingLeft();
	}

	@Test
	void forwardsWhereverASocksClientWants() throws Exception {
		int port = Ports.free();
		tunnel("-D", String.valueOf(port));
		Await.until("a forwarded port", () -> Ports.isOpen(port));
		for (String version : List.of("--socks4", "--socks4a", "--socks5", "--socks5-hostname")) {
			try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
				CompletableFuture<String> request = answerOnce(web);
				Result result = OpenSsh
					.finish(curl(version, "127.0.0.1:" + port, "http://127.0.0.1:" + web.getLocalPort() + "/page"), "");
				assertThat(result).isEqualTo(new Result(0, "hello", ""));
				assertThat(request.get()).startsWith("GET /page");
			}
		}
	}

	private Process curl(String... arguments) throws IOException {
		List<String> line = new ArrayList<>(List.of("curl", "-s", "-S", "--noproxy", ""));
		line.addAll(List.of(arguments));
		try {
			return this.ssh.start(line, Map.of());
		}
		catch (IOException ex) {
			Assumptions.abort("curl is not installed");
			throw ex;
		}
	}

	private static CompletableFuture<String> answerOnce(ServerSocket web) {
		return CompletableFuture.supplyAsync(() -> {
			try (Socket socket = web.accept()) {
				byte[] request = new byte[1024];
				int length = socket.getInputStream().read(request);
				socket.getOutputStream()
					.write("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
				return new String(request, 0, length, StandardCharsets.US_ASCII);
			}
			catch (IOException ex) {
				return ex.toString();
			}
		}, (task) -> new Thread(task).start());
	}

	@Test
	void jumpsToAnotherServer() throws Exception {
		try (SeedServer inner = SeedServer.start(this.ssh, new Forwarding(this.ssh.publicKey()), (b) -> b)) {
			Path known = this.ssh.file("known_hosts");
			Files.writeString(known, Files.readString(known) + "[127.0.0.1]:" + this.server.port() + " "
					+ this.server.server().hostKeys().get(0).toAuthorizedKey("") + "\n");
			String outer = String.join(" ", this.ssh.line(this.server.port(), "-W", "127.0.0.1:" + inner.port()));
			Result result = this.ssh.run(inner.port(), "-o", "ProxyCommand=" + outer, "inside");
			assertThat(result.out()).isEqualTo("inside\n");
		}
	}

	@Test
	void endsATunnelWhenItsTargetResetsIt() throws Exception {
		try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			Process client = this.ssh.start(this.server.port(), "-W", "127.0.0.1:" + rude.getLocalPort());
			this.clients.add(client);
			try (Socket end = rude.accept()) {
				client.getOutputStream().write('x');
				client.getOutputStream().flush();
				assertThat(end.getInputStream().read()).isEqualTo('x');
				end.setSoLinger(true, 0);
			}
			assertThat(OpenSsh.finish(client, "").out()).isEmpty();
			this.server.awaitNothingLeft();
		}
	}

	// Sockets in the file system

	@Test
	void forwardsAPortToAPath() throws Exception {
		Path path = this.ssh.file("target");
		int port = Ports.free();
		try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			listener.bind(UnixDomainSocketAddress.of(path));
			tunnel("-L", port + ":" + path);
			Await.until("a forwarded port", () -> Ports.isOpen(port));
			listener.accept().close();
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
					SocketChannel end = listener.accept()) {
				end.write(ByteBuffer.wrap(new byte[] { 42 }));
				assertThat(socket.getInputStream().read()).isEqualTo(42);
				socket.getOutputStream().write(43);
				socket.shutdownOutput();
				ByteBuffer got = ByteBuffer.allocate(10);
				while (end.read(got) >= 0) {
					assertThat(got.position()).isOne();
				}
				assertThat(got.get(0)).isEqualTo((byte) 43);
			}
		}
	}

	@Test
	void forwardsAPathToAPortAndRemovesItAfterwards() throws Exception {
		Path path = this.ssh.file("listening");
		Process client = tunnel("-R", path + ":127.0.0.1:" + this.target.port());
		Await.until("a socket for its owner only", () -> "rw-------".equals(permissions(path)));
		try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
			socket.write(ByteBuffer.wrap("by path".getBytes(StandardCharsets.US_ASCII)));
			socket.shutdownOutput();
			ByteBuffer answer = ByteBuffer.allocate(100);
			while (socket.read(answer) >= 0) {
				assertThat(answer.hasRemaining()).isTrue();
			}
			assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII))
				.isEqualTo("by path");
		}
		client.destroy();
		Await.until("no socket", () -> !Files.exists(path));
	}

	@Test
	void leavesAFileAloneThatIsInTheWay() throws Exception {
		Path path = Files.writeString(this.ssh.file("precious"), "data");
		Result result = this.ssh.run(this.server.port(), "-o", "ExitOnForwardFailure=yes", "-R", path + ":127.0.0.1:1",
				"in");
		assertThat(result.err()).contains("remote port forwarding failed for listen path " + path);
		assertThat(Files.readString(path)).isEqualTo("data");
	}

	// Gateways

	@Test
	void bindsOtherAddressesForGatewaysOnly() throws Exception {
		this.server.close();
		this.server = SeedServer.start(this.ssh, new Forwarding(this.ssh.publicKey()),
				(builder) -> builder.gatewayPorts(true));
		Process client = tunnel("-R", "127.0.0.3:0:127.0.0.1:" + this.target.port());
		int port = allocatedPort(client);
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.3", port));
			socket.getOutputStream().write('x');
			assertThat(socket.getInputStream().read()).isEqualTo('x');
		}
		assertThat(Ports.isOpen(port)).isFalse();
		assertThat(this.ssh
			.run(this.server.port(), "-o", "ExitOnForwardFailure=yes", "-R", "some.name.example.org:0:127.0.0.1:1",
					"in")
			.err()).contains("remote port forwarding failed");
	}

	// What else goes with a connection

	@Test
	void learnsANewHostKey() throws Exception {
		this.server.close();
		List<Signer> keys = List.of(HostKeys.generate(), rsaKey(), HostKeys.generate());
		this.server = SeedServer.start(this.ssh, new Forwarding(this.ssh.publicKey()),
				(builder) -> builder.hostKeys(keys));
		assertThat(this.ssh.run(this.server.port(), "-o", "UpdateHostKeys=yes", "in").status()).isZero();
		String known = Files.readString(this.ssh.file("known_hosts"));
		for (Signer key : keys) {
			assertThat(known).contains(key.publicKey().toAuthorizedKey(""));
		}
	}

	private Signer rsaKey() throws Exception {
		return HostKeys.load(this.ssh.makeKey("host_rsa", "rsa")).get(0);
	}

	/**
	 * The client hears that nobody reads its input any more. It tells the same only to
	 * servers that call themselves OpenSSH.
	 */
	@Test
	void hearsThatNobodyReadsItsInput() throws Exception {
		Process client = this.ssh.start(this.server.port(), "-v", "-vv", "one line");
		CompletableFuture<String> err = OpenSsh.read(client.getErrorStream());
		client.getOutputStream().write("y\n".getBytes(StandardCharsets.US_ASCII));
		client.getOutputStream().flush();
		assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("y\n");
		assertThat(OpenSsh.awaitEnd(client)).isZero();
		assertThat(err.get()).contains("channel 0: rcvd eow");
	}

	private Process tunnel(String option, String value) throws IOException {
		Process client = this.ssh.start(this.server.port(), "-N", "-v", option, value);
		this.clients.add(client);
		return client;
	}

	private static int allocatedPort(Process client) throws IOException {
		BufferedReader err = client.errorReader(StandardCharsets.UTF_8);
		for (String line = err.readLine(); line != null; line = err.readLine()) {
			if (line.startsWith("Allocated port ")) {
				return Integer.parseInt(line.split(" ")[2]);
			}
		}
		throw new AssertionError("no port was allocated");
	}

	private static String permissions(Path path) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
		}
		catch (IOException ex) {
			return "none";
		}
	}

	/**
	 * Forwards everything.
	 */
	private static final class Forwarding extends SeedServer.Policy {

		Forwarding(SshPublicKey key) {
			super(key);
		}

		@Override
		public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
			return command.equals("one line") ? Optional.of(Forwarding::readOneLine)
					: super.checkChannelExecRequest(channel, command);
		}

		private static ExitStatus readOneLine(Channel channel) throws IOException {
			channel.out().write(channel.in().readNBytes(2));
			channel.in().close();
			return ExitStatus.OK;
		}

		@Override
		public OpenResult checkChannelDirectTcpipRequest(int channelId, InetSocketAddress origin,
				InetSocketAddress destination) {
			return OpenResult.SUCCEEDED;
		}

		@Override
		public OpenResult checkChannelDirectStreamlocalRequest(int channelId, Path path) {
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

	}

}
