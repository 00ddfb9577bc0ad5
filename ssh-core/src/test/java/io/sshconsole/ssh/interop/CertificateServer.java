package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.AuthorizedKeys;
import io.sshconsole.ssh.keys.CertificateAuthority;
import io.sshconsole.ssh.keys.CertificateChecker;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.KeyDecision;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.RevokedKeys;
import io.sshconsole.ssh.keys.SignatureAlgorithm;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.transport.TransportConfig;

/**
 * A server whose users need a certificate, as sshd with {@code TrustedUserCAKeys} and
 * {@code RevokedKeys}. Whatever runs tells its own name, and what was asked for in place
 * of a forced command.
 */
final class CertificateServer implements AutoCloseable {

	private final CertificateChecker checker;

	private final SshServer server;

	private volatile AuthorizedKeys authorizedKeys = AuthorizedKeys.parse("", "nothing");

	/**
	 * Starts a server.
	 * @param authorities whose certificates open the accounts that they name
	 * @param revoked what opens nothing
	 */
	CertificateServer(List<SshPublicKey> authorities, RevokedKeys revoked) throws IOException {
		this.checker = new CertificateChecker(authorities.stream().map(CertificateAuthority::trusted).toList(), revoked,
				Clock.systemUTC());
		List<String> algorithms = Arrays.stream(SignatureAlgorithm.values())
			.map(SignatureAlgorithm::algorithmName)
			.toList();
		this.server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface(Policy::new)
			.config(TransportConfig.builder()
				.algorithms(AlgorithmPreferences.MODERN.withPublicKeys(algorithms))
				.build())
			.build();
		this.server.start();
	}

	/**
	 * Sets what stands in everybody's file.
	 * @param text its lines
	 */
	void authorize(String text) {
		this.authorizedKeys = AuthorizedKeys.parse(text, "a test");
	}

	int port() {
		return this.server.port();
	}

	SshPublicKey hostKey() {
		return this.server.hostKeys().get(0);
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * Who gets in, and what he may do.
	 */
	private final class Policy implements ServerInterface {

		private final InetAddress address;

		private KeyPermissions permissions = KeyPermissions.ALL;

		Policy(Transport transport) {
			this.address = transport.remoteAddress().getAddress();
		}

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("publickey");
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
			return decide(username, key) instanceof KeyDecision.Granted;
		}

		@Override
		public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
			if (decide(username, key) instanceof KeyDecision.Granted granted) {
				this.permissions = granted.permissions();
				return AuthResult.SUCCESSFUL;
			}
			return AuthResult.FAILED;
		}

		private KeyDecision decide(String username, SshPublicKey key) {
			AuthorizedKeys lines = CertificateServer.this.authorizedKeys;
			if (key.certificate().isEmpty()) {
				return lines.check(key, this.address, Instant.now());
			}
			CertificateChecker checker = CertificateServer.this.checker;
			List<CertificateAuthority> authorities = new ArrayList<>(checker.authorities());
			authorities.addAll(lines.authorities());
			return new CertificateChecker(authorities, checker.revoked(), checker.clock()).check(key, username,
					this.address);
		}

		@Override
		public KeyPermissions permissions() {
			return this.permissions;
		}

		@Override
		public OpenResult checkChannelRequest(String kind, int channelId) {
			return kind.equals("session") ? OpenResult.SUCCEEDED : OpenResult.UNKNOWN_CHANNEL_TYPE;
		}

		@Override
		public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
			return true;
		}

		@Override
		public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
			return tell("the shell");
		}

		@Override
		public Optional<ChannelTask> checkChannelSubsystemRequest(Channel channel, String name) {
			return tell("the subsystem " + name);
		}

		@Override
		public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
			return tell(command);
		}

		private static Optional<ChannelTask> tell(String name) {
			return Optional.of((channel) -> {
				String asked = channel.environment().get("SSH_ORIGINAL_COMMAND");
				String line = name + ((asked != null) ? " instead of " + asked : "");
				channel.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
				return ExitStatus.OK;
			});
		}

	}

}
