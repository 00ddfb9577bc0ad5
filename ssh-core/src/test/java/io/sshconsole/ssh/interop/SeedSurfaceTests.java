package io.sshconsole.ssh.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServerBuilder;
import io.sshconsole.ssh.SubsystemHandler;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.auth.InteractiveQuery;
import io.sshconsole.ssh.auth.PasswordChangeRequest;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelListener;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import io.sshconsole.ssh.connection.X11Request;
import io.sshconsole.ssh.interop.OpenSsh.Result;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.Ports;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The surface that the core was modelled on, paramiko's {@code ServerInterface},
 * {@code InteractiveQuery}, {@code SubsystemHandler} and constants, row by row, each seen
 * through the eyes of the OpenSSH client.
 */
class SeedSurfaceTests {

	private static final byte AGENT_REQUEST_IDENTITIES = 11;

	private static final byte AGENT_IDENTITIES = 12;

	private static final int X11_BASE_PORT = 6000;

	@TempDir
	private Path directory;

	private OpenSsh ssh;

	private SshPublicKey key;

	private SeedServer server;

	private final Queue<String> asked = new ConcurrentLinkedQueue<>();

	@BeforeEach
	void prepare() throws Exception {
		this.ssh = new OpenSsh(this.directory);
		this.key = this.ssh.publicKey();
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	// A.1 ServerInterface

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUCCEEDED")
	@DisplayName("1 check_channel_request")
	void checkChannelRequest(OpenResult refusal) throws Exception {
		serve(new Bob() {

			@Override
			public OpenResult checkChannelRequest(String kind, int channelId) {
				SeedSurfaceTests.this.asked.add(kind + " " + channelId);
				return refusal;
			}

		});
		Result result = run("true");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.err()).contains("open failed: " + refusal.name().toLowerCase(Locale.ROOT).replace('_', ' '));
		assertThat(this.asked).containsExactly("session 0");
	}

	@Test
	@DisplayName("2 get_allowed_auths")
	void getAllowedAuths() throws Exception {
		serve(new Bob() {

			@Override
			public List<String> getAllowedAuths(String username) {
				return List.of("none", "keyboard-interactive", "publickey");
			}

		});
		Result result = run("-v", "-v", "-o", "PreferredAuthentications=none", "true");
		assertThat(result.err()).contains("Authentications that can continue: keyboard-interactive,publickey\r\n");
		serve(new ServerInterface() {
		});
		assertThat(run("true").err()).contains("Permission denied ().");
	}

	@Test
	@DisplayName("3 check_auth_none")
	void checkAuthNone() throws Exception {
		serve(new Bob() {

			@Override
			public AuthResult checkAuthNone(String username) {
				SeedSurfaceTests.this.asked.add(username);
				return username.equals(InteropServer.USER) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
			}

		});
		assertThat(run("-o", "PreferredAuthentications=none", "in").out()).isEqualTo("in\n");
		assertThat(this.asked).containsExactly(InteropServer.USER);
		try (ScriptedPeer peer = ScriptedPeer.connect(this.server.port())) {
			peer.identify().exchangeKeys().requestService();
			peer.send(ClientMessages.userAuth(InteropServer.USER, "no-such-method"))
				.expect(MessageNumber.USERAUTH_FAILURE);
		}
		assertThat(this.asked).hasSize(1);
	}

	@Test
	@DisplayName("4 check_auth_password")
	void checkAuthPassword() throws Exception {
		serve(new PasswordBob(AuthResult.SUCCESSFUL));
		this.ssh.answer("*) echo pässword;;");
		String[] options = { "-o", "PreferredAuthentications=password", "in" };
		assertThat(run(options).out()).isEqualTo("in\n");
		this.ssh.answer("*) echo wrong;;");
		assertThat(run(options).err()).contains("Permission denied (publickey,password).");
		assertThat(this.asked).containsExactly("bob pässword", "bob wrong");
	}

	@Test
	@DisplayName("5 a password that must be changed")
	void checkAuthPasswordChange() throws Exception {
		serve(new Bob() {

			@Override
			public PasswordReply checkAuthPassword(String username, String password) {
				return new PasswordChangeRequest("Choose a longer one.");
			}

			@Override
			public PasswordReply checkAuthPasswordChange(String username, String oldPassword, String newPassword) {
				SeedSurfaceTests.this.asked.add(oldPassword + " " + newPassword);
				return AuthResult.SUCCESSFUL;
			}

		});
		this.ssh.answer("*old*) echo old;;\n*new*) echo new;;\n*) echo first;;");
		Result result = run("-o", "PreferredAuthentications=password", "in");
		assertThat(result.out()).isEqualTo("in\n");
		assertThat(result.err()).contains("Choose a longer one.");
		assertThat(this.asked).containsExactly("old new");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ed25519", "ecdsa", "rsa" })
	@DisplayName("6 check_auth_publickey")
	void checkAuthPublickey(String type) throws Exception {
		Path file = this.ssh.makeKey(type, type);
		this.key = SshPublicKey.fromAuthorizedKey(Files.readString(Path.of(file + ".pub")));
		serve(new Bob());
		String right = "IdentityFile=" + file;
		Result result = run("-v", "-v", "-o", right, "-o", "PreferredAuthentications=publickey", "in");
		assertThat(result.out()).isEqualTo("in\n");
		assertThat(result.err()).contains("Server accepts key: " + file);
		this.key = this.ssh.publicKey();
		serve(new Bob());
		Path other = this.ssh.makeKey("other", type);
		Process wrong = this.ssh.start(this.ssh.lineWithKey(this.server.port(), other, "in"), Map.of());
		assertThat(OpenSsh.finish(wrong, "").err()).contains("Permission denied");
	}

	@Test
	@DisplayName("7 check_auth_interactive")
	void checkAuthInteractive() throws Exception {
		serve(new InteractiveBob(1));
		this.ssh.answer("*Colour*) echo blue;;");
		Result result = run("-o", "PreferredAuthentications=keyboard-interactive", "-o", "KbdInteractiveDevices=x,y",
				"in");
		assertThat(result.out()).isEqualTo("in\n");
		assertThat(this.asked).containsExactly("[x, y]", "[blue]");
		serve(new Bob() {

			@Override
			public List<String> getAllowedAuths(String username) {
				return List.of("keyboard-interactive");
			}

		});
		assertThat(run("in").err()).contains("Permission denied (keyboard-interactive).");
	}

	@Test
	@DisplayName("8 check_auth_interactive_response")
	void checkAuthInteractiveResponse() throws Exception {
		serve(new InteractiveBob(3));
		this.ssh.answer("*Colour*) echo blue;;");
		assertThat(run("-o", "PreferredAuthentications=keyboard-interactive", "in").out()).isEqualTo("in\n");
		assertThat(this.asked).containsExactly("[]", "[blue]", "[]", "[blue]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gssapi-with-mic", "gssapi-keyex" })
	@DisplayName("9, 10 check_auth_gssapi_with_mic, check_auth_gssapi_keyex")
	void checkAuthGssapi(String method) throws Exception {
		serve(new Bob() {

			@Override
			public List<String> getAllowedAuths(String username) {
				return List.of(method);
			}

			@Override
			public AuthResult checkAuthNone(String username) {
				SeedSurfaceTests.this.asked.add(username);
				return AuthResult.FAILED;
			}

		});
		try (ScriptedPeer peer = ScriptedPeer.connect(this.server.port())) {
			peer.identify().exchangeKeys().requestService();
			WireWriter request = ClientMessages.userAuth(InteropServer.USER, method)
				.writeUint32(1)
				.writeString(new byte[] { 6, 1, 42 });
			peer.send(request).expect(MessageNumber.USERAUTH_FAILURE);
		}
		assertThat(this.asked).isEmpty();
	}

	@Test
	@DisplayName("11 enable_auth_gssapi")
	void enableAuthGssapi() throws Exception {
		serve(new Bob());
		Result result = run("-v", "-v", "-o", "GSSAPIAuthentication=yes", "-o",
				"PreferredAuthentications=gssapi-with-mic", "in");
		assertThat(result.err()).contains("Permission denied (publickey,password)").doesNotContain("gssapi-keyex,");
	}

	@Test
	@DisplayName("12 check_port_forward_request")
	void checkPortForwardRequest() throws Exception {
		serve(new Bob() {

			@Override
			public boolean checkPortForwardRequest(String address, int port) {
				SeedSurfaceTests.this.asked.add(address + ":" + port);
				return port == 0;
			}

		});
		try (EchoServer target = new EchoServer()) {
			Process client = this.ssh.start(this.server.port(), "-N", "-v", "-R", "0:127.0.0.1:" + target.port());
			int port = allocatedPort(client);
			assertThat(EchoServer.echo(port, "through the tunnel")).isEqualTo("through the tunnel");
			client.destroy();
			OpenSsh.awaitEnd(client);
			this.server.awaitNothingLeft();
			Result refused = run("-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:" + port + ":127.0.0.1:1", "in");
			assertThat(refused.status()).isEqualTo(255);
			assertThat(refused.err()).contains("remote port forwarding failed for listen port " + port);
			assertThat(this.asked).containsExactly("localhost:0", "127.0.0.1:" + port);
		}
	}

	@Test
	@DisplayName("13 cancel_port_forward_request")
	void cancelPortForwardRequest() throws Exception {
		serve(new Bob() {

			@Override
			public boolean checkPortForwardRequest(String address, int port) {
				return true;
			}

			@Override
			public void cancelPortForwardRequest(String address, int port) {
				SeedSurfaceTests.this.asked.add(address + ":" + port);
			}

		});
		Path control = this.ssh.file("control");
		Process master = this.ssh.start(this.server.port(), "-o", "ControlMaster=yes", "-o", "ControlPath=" + control,
				"-o", "SessionType=none");
		Await.until("a control socket", () -> Files.exists(control));
		String path = "ControlPath=" + control;
		int port = Integer.parseInt(run("-O", "forward", "-R", "0:127.0.0.1:1", "-o", path).out().strip());
		assertThat(Ports.isOpen(port)).isTrue();
		Result cancelled = run("-O", "cancel", "-R", "0:127.0.0.1:1", "-o", path);
		assertThat(cancelled.status()).as(cancelled.err()).isZero();
		Await.until("a closed port", () -> !Ports.isOpen(port));
		assertThat(this.asked).containsExactly("localhost:" + port);
		run("-O", "exit", "-o", path);
		OpenSsh.awaitEnd(master);
	}

	@Test
	@DisplayName("14 check_global_request")
	void checkGlobalRequest() throws Exception {
		CountDownLatch keepalives = new CountDownLatch(2);
		serve(new Bob() {

			@Override
			public GlobalReply checkGlobalRequest(String name, WireReader fields) throws DisconnectException {
				if (name.equals("keepalive@openssh.com")) {
					keepalives.countDown();
				}
				return name.equals("sum@example.org")
						? GlobalReply.accepted(new WireWriter().writeUint32(fields.readInt() + fields.readInt()))
						: GlobalReply.REFUSED;
			}

			@Override
			public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
				return Optional.of((same) -> {
					keepalives.await();
					SeedServer.print(same, command);
					return ExitStatus.OK;
				});
			}

			@Override
			public AuthResult checkAuthNone(String username) {
				return username.equals("peer") ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
			}

		});
		assertThat(run("-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=2", "in").out()).isEqualTo("in\n");
		try (ScriptedPeer peer = ScriptedPeer.connect(this.server.port())) {
			peer.identify().exchangeKeys().requestService().send(ClientMessages.none("peer")).expectLoggedIn();
			peer.send(ClientMessages.globalRequest("sum@example.org", true).writeUint32(40).writeUint32(2));
			WireReader reply = peer.expect(MessageNumber.REQUEST_SUCCESS);
			assertThat(reply.readInt()).isEqualTo(42);
			reply.expectEnd();
		}
	}

	@Test
	@DisplayName("15 check_channel_pty_request")
	void checkChannelPtyRequest() throws Exception {
		AtomicReference<PtyRequest> request = new AtomicReference<>();
		serve(new BriefBob() {

			@Override
			public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
				request.set(pty);
				return true;
			}

		});
		Result result = inTerminal("stty cols 77 rows 33 intr ^X;", "in");
		assertThat(result.status()).isZero();
		PtyRequest pty = request.get();
		assertThat(pty.terminal()).isEqualTo("vt220");
		assertThat(pty.size()).isEqualTo(new WindowSize(77, 33, 0, 0));
		assertThat(pty.modes()).containsEntry(1, 'X' - '@').containsKeys(53, 70);
		serve(new BriefBob());
		assertThat(run("-t", "-t", "in").err()).contains("PTY allocation request failed on channel 0");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("16 check_channel_shell_request")
	void checkChannelShellRequest(boolean terminal) throws Exception {
		serve(new Bob() {

			@Override
			public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
				return true;
			}

			@Override
			public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
				SeedSurfaceTests.this.asked.add(channel.pty().isPresent() ? "terminal" : "pipe");
				return super.checkChannelShellRequest(channel);
			}

		});
		Process client = terminal ? this.ssh.start(this.server.port(), "-t", "-t") : this.ssh.start(this.server.port());
		assertThat(OpenSsh.finish(client, "typed\n").out()).startsWith("shell\n").contains("typed");
		assertThat(this.asked).containsExactly(terminal ? "terminal" : "pipe");
	}

	@Test
	@DisplayName("17 check_channel_exec_request")
	void checkChannelExecRequest() throws Exception {
		serve(new Bob() {

			@Override
			public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
				return command.equals("refuse") ? Optional.empty() : Optional.of((same) -> {
					SeedServer.print(same, command);
					return ExitStatus.of(3);
				});
			}

		});
		assertThat(run("echo é; exit 3")).isEqualTo(new Result(3, "echo é; exit 3\n", ""));
		assertThat(run("refuse").err()).contains("exec request failed on channel 0");
	}

	@Test
	@DisplayName("18 check_channel_subsystem_request")
	void checkChannelSubsystemRequest() throws Exception {
		serve(new Bob(), (builder) -> builder.subsystem("echo", () -> (name, transport, channel) -> {
			SeedServer.print(channel, name + " for " + transport.username().orElseThrow());
			channel.in().transferTo(channel.out());
			return ExitStatus.of(5);
		}));
		assertThat(OpenSsh.finish(subsystem("echo"), "hello\n")).isEqualTo(new Result(5, "echo for bob\nhello\n", ""));
		assertThat(OpenSsh.finish(subsystem("nonsense"), "").err()).contains("subsystem request failed on channel 0");
	}

	@Test
	@DisplayName("19 check_channel_window_change_request")
	void checkChannelWindowChangeRequest() throws Exception {
		serve(new Bob() {

			@Override
			public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
				return true;
			}

			@Override
			public boolean checkChannelWindowChangeRequest(Channel channel, WindowSize size) {
				return true;
			}

			@Override
			public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
				return Optional.of((same) -> printNewSize(same, Path.of(command)));
			}

		});
		Path resize = this.ssh.file("resize");
		Result result = inTerminal(
				"(until [ -e " + resize + " ]; do sleep 0.1; done; stty cols 100 rows 50 </dev/tty) &",
				resize.toString());
		assertThat(result.out()).contains("100x50");
	}

	private static ExitStatus printNewSize(Channel channel, Path listening) throws Exception {
		BlockingQueue<WindowSize> sizes = new LinkedBlockingQueue<>();
		channel.listener(new ChannelListener() {

			@Override
			public void windowChanged(WindowSize size) {
				sizes.add(size);
			}

		});
		Files.createFile(listening);
		WindowSize size = sizes.take();
		while (size.rows() == 0) {
			// stty sets one after the other
			size = sizes.take();
		}
		SeedServer.print(channel, size.columns() + "x" + size.rows());
		return ExitStatus.OK;
	}

	@Test
	@DisplayName("20 check_channel_x11_request")
	void checkChannelX11Request() throws Exception {
		AtomicReference<X11Request> request = new AtomicReference<>();
		serve(new Bob() {

			@Override
			public boolean checkChannelX11Request(Channel channel, X11Request x11) {
				request.set(x11);
				return true;
			}

			@Override
			public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
				return Optional.of((same) -> {
					drawWindow(same.x11().orElseThrow());
					return ExitStatus.OK;
				});
			}

		});
		try (ServerSocket display = bindDisplay()) {
			List<String> line = this.ssh.line(this.server.port(), "-v", "-Y", "-o", "XAuthLocation=/nonexistent",
					"draw");
			Process client = this.ssh.start(line,
					Map.of("DISPLAY", "127.0.0.1:" + (display.getLocalPort() - X11_BASE_PORT) + ".1"));
			try (Socket window = display.accept()) {
				assertThat(window.getInputStream().readNBytes(1)).containsExactly('l');
				window.getOutputStream().write("picture".getBytes(StandardCharsets.US_ASCII));
			}
			assertThat(OpenSsh.finish(client, "").status()).isZero();
		}
		assertThat(request.get().protocol()).isEqualTo("MIT-MAGIC-COOKIE-1");
		assertThat(request.get().screen()).isOne();
		assertThat(this.asked).containsExactly("picture");
	}

	private static ServerSocket bindDisplay() throws IOException {
		for (int display = 100;; display++) {
			try {
				return new ServerSocket(X11_BASE_PORT + display, 1, InetAddress.getLoopbackAddress());
			}
			catch (IOException ex) {
				assertThat(display).isLessThan(1000);
			}
		}
	}

	/**
	 * Says what every program says to a display first, and reads the answer.
	 */
	private void drawWindow(X11Request x11) throws IOException {
		Transport transport = this.server.awaitClient();
		Channel window = transport.openX11Channel(new InetSocketAddress("127.0.0.1", 4711));
		byte[] hello = { 'l', 0, 11, 0, 0, 0, 18, 0, 16, 0, 0, 0 };
		OutputStream out = window.out();
		out.write(hello);
		out.write(Arrays.copyOf(x11.protocol().getBytes(StandardCharsets.US_ASCII), 20));
		out.write(HexFormat.of().parseHex(x11.cookie()));
		this.asked.add(new String(window.in().readAllBytes(), StandardCharsets.US_ASCII));
		window.close();
	}

	@Test
	@DisplayName("21 check_channel_forward_agent_request")
	void checkChannelForwardAgentRequest() throws Exception {
		serve(new Bob() {

			@Override
			public boolean checkChannelForwardAgentRequest(Channel channel) {
				return true;
			}

			@Override
			public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
				return Optional.of((same) -> {
					SeedServer.print(same, "keys: " + countAgentKeys());
					return ExitStatus.OK;
				});
			}

		});
		Path socket = this.ssh.file("agent");
		Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
		try {
			Await.until("an agent", () -> Files.exists(socket));
			Map<String, String> environment = Map.of("SSH_AUTH_SOCK", socket.toString());
			Process add = this.ssh.start(List.of("ssh-add", "-q", this.ssh.file("key").toString()), environment);
			assertThat(OpenSsh.finish(add, "").status()).isZero();
			Process client = this.ssh.start(this.ssh.line(this.server.port(), "-o", "ForwardAgent=yes", "list"),
					environment);
			assertThat(OpenSsh.finish(client, "").out()).isEqualTo("keys: 1\n");
		}
		finally {
			agent.destroy();
			OpenSsh.awaitEnd(agent);
		}
	}

	private int countAgentKeys() throws IOException {
		Channel channel = this.server.awaitClient().openForwardAgentChannel();
		channel.out().write(new byte[] { 0, 0, 0, 1, AGENT_REQUEST_IDENTITIES });
		InputStream in = channel.in();
		int length = new WireReader(in.readNBytes(4)).readInt();
		WireReader answer = new WireReader(in.readNBytes(length));
		assertThat(answer.readByte()).isEqualTo(AGENT_IDENTITIES);
		channel.close();
		return answer.readInt();
	}

	@Test
	@DisplayName("22 check_channel_direct_tcpip_request")
	void checkChannelDirectTcpipRequest() throws Exception {
		try (EchoServer target = new EchoServer()) {
			int closed = Ports.free();
			serve(new Bob() {

				@Override
				public OpenResult checkChannelDirectTcpipRequest(int channelId, InetSocketAddress origin,
						InetSocketAddress destination) {
					SeedSurfaceTests.this.asked.add(destination.getHostString() + ":" + destination.getPort());
					return List.of(target.port(), closed).contains(destination.getPort()) ? OpenResult.SUCCEEDED
							: OpenResult.ADMINISTRATIVELY_PROHIBITED;
				}

			});
			String address = "127.0.0.1:" + target.port();
			Result forwarded = OpenSsh.finish(this.ssh.start(this.server.port(), "-W", address), "hello");
			assertThat(forwarded).isEqualTo(new Result(0, "hello", ""));
			assertThat(run("-W", "localhost:" + closed).err()).contains("connect failed: Connection refused");
			assertThat(run("-W", "localhost:1").err()).contains("administratively prohibited");
			assertThat(this.asked).containsExactly(address, "localhost:" + closed, "localhost:1");
		}
	}

	@Test
	@DisplayName("23 check_channel_env_request")
	void checkChannelEnvRequest() throws Exception {
		serve(new Bob() {

			@Override
			public boolean checkChannelEnvRequest(Channel channel, String name, String value) {
				SeedSurfaceTests.this.asked.add(name + "=" + value);
				return name.equals("LANG");
			}

			@Override
			public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
				return Optional.of((same) -> {
					SeedServer.print(same, same.environment().toString());
					return ExitStatus.OK;
				});
			}

		});
		List<String> line = this.ssh.line(this.server.port(), "-o", "SendEnv=LANG", "-o", "SetEnv=FOO=1", "env");
		Process client = this.ssh.start(line, Map.of("LANG", "de_AT.UTF-8"));
		assertThat(OpenSsh.finish(client, "")).isEqualTo(new Result(0, "{LANG=de_AT.UTF-8}\n", ""));
		assertThat(this.asked).containsExactlyInAnyOrder("FOO=1", "LANG=de_AT.UTF-8");
	}

	@Test
	@DisplayName("24 get_banner")
	void getBanner() throws Exception {
		serve(new Bob() {

			@Override
			public Optional<String> getBanner() {
				return Optional.of("Grüß Gott\nsecond line\n");
			}

		});
		assertThat(run("in")).isEqualTo(new Result(0, "in\n", "Grüß Gott\r\nsecond line\r\n"));
		assertThat(run("-o", "LogLevel=ERROR", "in")).isEqualTo(new Result(0, "in\n", ""));
	}

	@Test
	@DisplayName("25 callbacks of authentication may block")
	void callbacksMayBlock() throws Exception {
		CountDownLatch decided = new CountDownLatch(1);
		CountDownLatch asking = new CountDownLatch(1);
		serve(new Bob() {

			@Override
			public PasswordReply checkAuthPassword(String username, String password) {
				asking.countDown();
				try {
					decided.await();
				}
				catch (InterruptedException ex) {
					return AuthResult.FAILED;
				}
				return AuthResult.SUCCESSFUL;
			}

		});
		Process slow = this.ssh.start(this.server.port(), "-o", "PreferredAuthentications=password", "slow");
		asking.await();
		assertThat(run("fast").out()).isEqualTo("fast\n");
		decided.countDown();
		assertThat(OpenSsh.finish(slow, "").out()).isEqualTo("slow\n");
	}

	// A.2 InteractiveQuery and SubsystemHandler

	@Test
	@DisplayName("26 InteractiveQuery")
	void interactiveQuery() throws Exception {
		serve(new InteractiveBob(2));
		this.ssh.answer("*Colour*) echo blue;;");
		Result result = run("-o", "PreferredAuthentications=keyboard-interactive", "in");
		assertThat(result.out()).isEqualTo("in\n");
		assertThat(result.err()).containsSubsequence("Fragen", "Bitte ehrlich sein", "Nur zur Kenntnis");
		assertThat(Files.readString(this.ssh.file("asked"))).contains("Colour? ");
	}

	@Test
	@DisplayName("27 add_prompt")
	void addPrompt() throws Exception {
		serve(new Bob() {

			@Override
			public List<String> getAllowedAuths(String username) {
				return List.of("keyboard-interactive");
			}

			@Override
			public Reply checkAuthInteractive(String username, List<String> submethods) {
				return new InteractiveQuery("", "").prompt("Shown: ").secret("Hidden: ");
			}

			@Override
			public Reply checkAuthInteractiveResponse(List<String> responses) {
				SeedSurfaceTests.this.asked.addAll(responses);
				return AuthResult.SUCCESSFUL;
			}

		});
		Process client = script("exec " + String.join(" ", this.ssh.line(this.server.port(), "in")),
				Map.of("SSH_ASKPASS_REQUIRE", "never"));
		InputStream out = client.getInputStream();
		OutputStream keyboard = client.getOutputStream();
		StringBuilder screen = new StringBuilder();
		for (Map.Entry<String, String> typed : List.of(Map.entry("Shown: ", "visible"),
				Map.entry("Hidden: ", "secret"))) {
			while (screen.indexOf(typed.getKey()) < 0) {
				screen.append((char) out.read());
			}
			keyboard.write((typed.getValue() + "\n").getBytes(StandardCharsets.US_ASCII));
			keyboard.flush();
		}
		while (screen.indexOf("in\r\n", screen.indexOf("Hidden: ")) < 0) {
			screen.append((char) out.read());
		}
		client.destroy();
		OpenSsh.awaitEnd(client);
		assertThat(this.asked).containsExactly("visible", "secret");
		assertThat(screen.toString()).contains("visible").doesNotContain("secret");
	}

	@Test
	@DisplayName("28 SubsystemHandler")
	void subsystemHandler() throws Exception {
		AtomicInteger made = new AtomicInteger();
		CountDownLatch both = new CountDownLatch(2);
		serve(new Bob(), (builder) -> builder.subsystem("mp3", () -> {
			int number = made.incrementAndGet();
			return (name, transport, channel) -> {
				both.countDown();
				both.await();
				SeedServer.print(channel, "handler " + number + " on its own thread");
				return ExitStatus.OK;
			};
		}));
		Process first = subsystem("mp3");
		Process second = subsystem("mp3");
		assertThat(List.of(OpenSsh.finish(first, "").out(), OpenSsh.finish(second, "").out()))
			.containsExactlyInAnyOrder("handler 1 on its own thread\n", "handler 2 on its own thread\n");
	}

	@Test
	@DisplayName("29 start_subsystem")
	void startSubsystem() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch noticed = new CountDownLatch(1);
		serve(new Bob(), (builder) -> builder.subsystem("wait", () -> (name, transport, channel) -> {
			started.countDown();
			try {
				channel.in().readAllBytes();
			}
			finally {
				noticed.countDown();
			}
			return ExitStatus.OK;
		}));
		Process client = subsystem("wait");
		started.await();
		client.destroyForcibly();
		noticed.await();
		this.server.awaitNothingLeft();
	}

	@Test
	@DisplayName("30 finish_subsystem")
	void finishSubsystem() throws Exception {
		serve(new Bob(), (builder) -> builder.subsystem("fail", FailingSubsystem::new));
		assertThat(OpenSsh.finish(subsystem("fail"), "").status()).isOne();
		assertThat(this.asked).containsExactly("run", "finish");
	}

	@Test
	@DisplayName("31 get_server")
	void getServer() throws Exception {
		Bob bob = new Bob();
		serve(bob, (builder) -> builder.subsystem("whose", () -> (name, transport, channel) -> {
			SeedServer.print(channel, String.valueOf(transport.serverInterface().orElseThrow() == bob));
			return ExitStatus.OK;
		}));
		assertThat(OpenSsh.finish(subsystem("whose"), "").out()).isEqualTo("true\n");
	}

	// A.3 Constants

	@Test
	@DisplayName("32 AUTH_SUCCESSFUL, AUTH_PARTIALLY_SUCCESSFUL, AUTH_FAILED")
	void authResults() throws Exception {
		assertThat(AuthResult.values()).containsExactly(AuthResult.SUCCESSFUL, AuthResult.PARTIALLY_SUCCESSFUL,
				AuthResult.FAILED);
		serve(new PasswordBob(AuthResult.PARTIALLY_SUCCESSFUL));
		this.ssh.answer("*) echo pässword;;");
		Result result = run("-v", "-v", "-o", "PreferredAuthentications=password,publickey", "in");
		assertThat(result.out()).isEqualTo("in\n");
		assertThat(result.err()).contains("Authenticated using \"password\" with partial success.");
	}

	@Test
	@DisplayName("33, 34 OPEN_SUCCEEDED, OPEN_FAILED_…")
	void openResults() {
		assertThat(Stream.of(OpenResult.values()).map(OpenResult::code)).containsExactly(0, 1, 2, 3, 4);
	}

	@Test
	@DisplayName("35 preferred_kex, preferred_keys, preferred_ciphers, preferred_macs, preferred_compression")
	void preferences() throws Exception {
		serve(new Bob());
		String offer = run("-vv", "-v", "in").err();
		offer = offer.substring(offer.indexOf("peer server KEXINIT proposal"));
		AlgorithmPreferences ours = AlgorithmPreferences.MODERN;
		assertThat(offer).contains("KEX algorithms: " + String.join(",", ours.kex()),
				"ciphers ctos: " + String.join(",", ours.ciphers()), "MACs stoc: " + String.join(",", ours.macs()));
	}

	@Test
	@DisplayName("36 REKEY_BYTES")
	void rekeyBytes() throws Exception {
		serve(new Bob() {

			@Override
			public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
				return Optional.of((same) -> {
					same.out().write(new byte[1024 * 1024]);
					return ExitStatus.OK;
				});
			}

		}, (builder) -> builder.config(TransportConfig.builder().rekeyAfter(256 * 1024).build()));
		Result result = run("-v", "-v", "zeros");
		assertThat(result.out()).hasSize(1024 * 1024);
		assertThat(result.err().split("SSH2_MSG_NEWKEYS received", -1)).hasSizeGreaterThan(2);
	}

	@Test
	@DisplayName("37 _PROTO_ID, _CLIENT_ID")
	void identification() throws Exception {
		serve(new Bob(), (builder) -> builder.config(TransportConfig.builder().softwareVersion("Seed_1.0").build()));
		assertThat(run("-v", "-v", "in").err())
			.contains("Remote protocol version 2.0, remote software version Seed_1.0");
	}

	@Test
	@DisplayName("38 window and packet sizes")
	void windowAndPacketSizes() throws Exception {
		serve(new Bob());
		assertThat(run("-vv", "-v", "in").err()).contains("open confirm rwindow 2097152 rmax 32768");
	}

	// What the rows share

	private void serve(ServerInterface policy) throws IOException {
		serve(policy, (builder) -> builder);
	}

	private void serve(ServerInterface policy, UnaryOperator<SshServerBuilder> settings) throws IOException {
		stop();
		this.server = SeedServer.start(this.ssh, policy, settings);
	}

	private Result run(String... more) throws Exception {
		return this.ssh.run(this.server.port(), more);
	}

	private Process subsystem(String name) throws IOException {
		return this.ssh.start(this.server.port(), "-s", "-T", name);
	}

	private Process script(String command, Map<String, String> environment) throws IOException {
		Map<String, String> all = new HashMap<>(Map.of("TERM", "vt220", "SHELL", "/bin/sh"));
		all.putAll(environment);
		return this.ssh.start(List.of("script", "-q", "-e", "-c", command, "/dev/null"), all);
	}

	/**
	 * Runs a client in a terminal of its own.
	 * @param before what the terminal's shell does first
	 * @param command the command
	 */
	private Result inTerminal(String before, String command) throws Exception {
		String line = String.join(" ", this.ssh.line(this.server.port(), "-t", "-t", command));
		return OpenSsh.finish(script(before + " exec " + line, Map.of()), "");
	}

	private static int allocatedPort(Process client) throws IOException {
		BufferedReader err = client.errorReader(StandardCharsets.UTF_8);
		Pattern pattern = Pattern.compile("Allocated port (\\d+) for remote forward");
		for (String line = err.readLine(); line != null; line = err.readLine()) {
			Matcher matcher = pattern.matcher(line);
			if (matcher.find()) {
				return Integer.parseInt(matcher.group(1));
			}
		}
		throw new AssertionError("no port was allocated");
	}

	/**
	 * The user of all rows; a row overrides what it is about.
	 */
	private class Bob extends SeedServer.Policy {

		Bob() {
			super(SeedSurfaceTests.this.key);
		}

	}

	/**
	 * A user whose commands take no input.
	 */
	private class BriefBob extends Bob {

		@Override
		public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
			return Optional.of((same) -> {
				SeedServer.print(same, command);
				return ExitStatus.OK;
			});
		}

	}

	/**
	 * A user with a password.
	 */
	private final class PasswordBob extends Bob {

		private final AuthResult right;

		PasswordBob(AuthResult right) {
			this.right = right;
		}

		@Override
		public PasswordReply checkAuthPassword(String username, String password) {
			SeedSurfaceTests.this.asked.add(username + " " + password);
			return password.equals("pässword") ? this.right : AuthResult.FAILED;
		}

	}

	/**
	 * A user who answers questions in rounds, of which every second has no question.
	 */
	private final class InteractiveBob extends Bob {

		private int rounds;

		InteractiveBob(int rounds) {
			this.rounds = rounds;
		}

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("keyboard-interactive");
		}

		@Override
		public Reply checkAuthInteractive(String username, List<String> submethods) {
			SeedSurfaceTests.this.asked.add(submethods.toString());
			return new InteractiveQuery("Fragen", "Bitte ehrlich sein").prompt("Colour? ");
		}

		@Override
		public Reply checkAuthInteractiveResponse(List<String> responses) {
			SeedSurfaceTests.this.asked.add(responses.toString());
			if (--this.rounds == 0) {
				return AuthResult.SUCCESSFUL;
			}
			InteractiveQuery next = new InteractiveQuery("", "Nur zur Kenntnis");
			return responses.isEmpty() ? next.prompt("Colour? ") : next;
		}

	}

	/**
	 * A subsystem that breaks and is cleaned up all the same.
	 */
	private final class FailingSubsystem implements SubsystemHandler {

		@Override
		public ExitStatus run(String name, Transport transport, Channel channel) {
			SeedSurfaceTests.this.asked.add("run");
			throw new IllegalStateException("as asked");
		}

		@Override
		public void finish() {
			SeedSurfaceTests.this.asked.add("finish");
		}

	}

}
