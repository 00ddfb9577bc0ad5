package io.sshconsole.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.sshconsole.benchmarks.Options;
import io.sshconsole.ssh.PenaltyPolicy;
import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.StartupLimits;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.keys.AuthorizedKeys;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;

/**
 * The bare server of the core, for whoever has one of the authorized keys. Its limits on
 * the number of connections are lifted; all else is as it is by default.
 */
public final class OurPeer implements ServerInterface {

	private static final int MANY = 100_000;

	private final AuthorizedKeys keys;

	private OurPeer(AuthorizedKeys keys) {
		this.keys = keys;
	}

	/**
	 * Starts a server.
	 * @param options {@code --port}, {@code --host-key}, {@code --authorized-keys}
	 * @return the server, listening on loopback
	 * @throws IOException if a file cannot be read or the port is taken
	 */
	public static SshServer start(Options options) throws IOException {
		String file = options.get("authorized-keys");
		AuthorizedKeys keys = AuthorizedKeys.parse(Files.readString(Path.of(file)), file);
		SshServer server = SshServer.builder()
			.port((int) options.number("port", 0))
			.hostKeys(HostKeys.load(Path.of(options.get("host-key"))))
			.serverInterface((transport) -> new OurPeer(keys))
			.limits((limits) -> limits.maxConnections(MANY)
				.startups(StartupLimits.upTo(MANY))
				.penalties(PenaltyPolicy.NONE)
				.loginGraceTime(Duration.ofMinutes(10)))
			.build();
		server.start();
		return server;
	}

	@Override
	public List<String> getAllowedAuths(String username) {
		return List.of("publickey");
	}

	@Override
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
		return this.keys.contains(key);
	}

	@Override
	public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
		return this.keys.contains(key) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
	}

	@Override
	public OpenResult checkChannelRequest(String kind, int channelId) {
		return kind.equals("session") ? OpenResult.SUCCEEDED : OpenResult.UNKNOWN_CHANNEL_TYPE;
	}

	@Override
	public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
		return Optional.of((session) -> ExitStatus.of(Commands.run(command, session.in(), session.out())));
	}

}
