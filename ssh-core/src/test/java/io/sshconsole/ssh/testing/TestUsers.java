package io.sshconsole.ssh.testing;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.auth.InteractiveQuery;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import io.sshconsole.ssh.connection.X11Request;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.WireReader;

/**
 * The interface of a {@link TestServer}, which records each question. Alice has a
 * password and two keys; Carol needs the password and then a key; Dave may use keys only,
 * though his password would be right; Erin answers two questions, again and again if she
 * says {@code again}; Guest needs nothing; asking for Mallory fails. Whoever is in may do
 * everything with sessions, and Gina may forward whatever she likes.
 */
public final class TestUsers implements ServerInterface {

	public static final String PASSWORD = "canary-3f9b";

	public static final Signer KEY = HostKeys.generate();

	public static final Signer SPARE_KEY = HostKeys.generate();

	private static final List<SshPublicKey> keys = List.of(KEY.publicKey(), SPARE_KEY.publicKey());

	private final Recorder recorder;

	private final TestCommands commands;

	private boolean passwordGiven;

	private boolean forwards;

	TestUsers(Recorder recorder, TestCommands commands) {
		this.recorder = recorder;
		this.commands = commands;
	}

	@Override
	public List<String> getAllowedAuths(String username) {
		if (username.equals("carol")) {
			return List.of(this.passwordGiven ? "publickey" : "password");
		}
		return switch (username) {
			case "dave" -> List.of("publickey");
			case "erin" -> List.of("keyboard-interactive", "password");
			default -> List.of("publickey", "password");
		};
	}

	@Override
	public AuthResult checkAuthNone(String username) {
		asked("none", username);
		return username.equals("guest") ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
	}

	@Override
	public AuthResult checkAuthPassword(String username, String password) {
		asked("password", username);
		if (username.equals("mallory")) {
			throw new IllegalStateException("as asked");
		}
		if (!password.equals(PASSWORD) || !List.of("alice", "carol", "dave", "gina").contains(username)) {
			return AuthResult.FAILED;
		}
		this.passwordGiven = true;
		this.forwards = username.equals("gina");
		return username.equals("carol") ? AuthResult.PARTIALLY_SUCCESSFUL : AuthResult.SUCCESSFUL;
	}

	@Override
	public Reply checkAuthInteractive(String username, List<String> submethods) {
		asked("interactive", username);
		return questions();
	}

	@Override
	public Reply checkAuthInteractiveResponse(List<String> responses) {
		asked("responses", String.valueOf(responses.size()));
		if (responses.contains("again")) {
			return questions();
		}
		return responses.equals(List.of("blue", PASSWORD)) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
	}

	private static InteractiveQuery questions() {
		return new InteractiveQuery("", "").prompt("Colour? ").secret("Password: ");
	}

	@Override
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
		asked("acceptable", username + " " + key.fingerprint());
		return isKeyOf(username, key);
	}

	@Override
	public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
		asked("publickey", username + " " + key.fingerprint());
		return isKeyOf(username, key) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
	}

	private static boolean isKeyOf(String username, SshPublicKey key) {
		return List.of("alice", "bob", "carol", "dave").contains(username) && keys.contains(key);
	}

	@Override
	public OpenResult checkChannelRequest(String kind, int channelId) {
		asked("channel", kind);
		return kind.equals("session") ? OpenResult.SUCCEEDED : OpenResult.UNKNOWN_CHANNEL_TYPE;
	}

	@Override
	public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
		asked("pty", pty.terminal());
		return !pty.terminal().equals("refuse");
	}

	@Override
	public boolean checkChannelWindowChangeRequest(Channel channel, WindowSize size) {
		asked("window-change", size.columns() + "x" + size.rows());
		return true;
	}

	@Override
	public boolean checkChannelEnvRequest(Channel channel, String name, String value) {
		asked("env", name);
		return true;
	}

	@Override
	public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
		asked("shell", "");
		return this.commands.find("cat");
	}

	@Override
	public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
		asked("exec", command);
		if (command.equals("throw")) {
			throw new IllegalStateException("as asked");
		}
		return this.commands.find(command);
	}

	@Override
	public Optional<ChannelTask> checkChannelSubsystemRequest(Channel channel, String name) {
		asked("subsystem", name);
		return this.commands.find(name);
	}

	@Override
	public boolean checkChannelSignalRequest(Channel channel, String name) {
		asked("signal", name);
		return true;
	}

	@Override
	public boolean checkChannelBreakRequest(Channel channel, int milliseconds) {
		asked("break", String.valueOf(milliseconds));
		return true;
	}

	@Override
	public boolean checkChannelX11Request(Channel channel, X11Request request) {
		asked("x11", request.protocol());
		return this.forwards;
	}

	@Override
	public boolean checkChannelForwardAgentRequest(Channel channel) {
		asked("agent", "");
		return this.forwards;
	}

	@Override
	public OpenResult checkChannelDirectTcpipRequest(int channelId, InetSocketAddress origin,
			InetSocketAddress destination) {
		asked("direct-tcpip", destination.getHostString());
		return this.forwards ? OpenResult.SUCCEEDED : OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	@Override
	public OpenResult checkChannelDirectStreamlocalRequest(int channelId, Path path) {
		asked("direct-streamlocal", path.toString());
		return this.forwards ? OpenResult.SUCCEEDED : OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	@Override
	public boolean checkPortForwardRequest(String address, int port) {
		asked("tcpip-forward", address + ":" + port);
		return this.forwards;
	}

	@Override
	public boolean checkStreamlocalForwardRequest(Path path) {
		asked("streamlocal-forward", path.toString());
		return this.forwards;
	}

	@Override
	public GlobalReply checkGlobalRequest(String name, WireReader fields) {
		asked("global", name);
		return GlobalReply.REFUSED;
	}

	private void asked(String question, String about) {
		this.recorder.asked((question + " " + about).strip());
	}

}
