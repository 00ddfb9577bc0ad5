package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.auth.MethodChains;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.CertificateAuthority;
import io.sshconsole.ssh.keys.CertificateChecker;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.KeyDecision;
import io.sshconsole.ssh.keys.KeyFeature;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.RevokedKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SourceAddresses;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways to shake off what a key may not (CVE-2026-39828, CVE-2026-46595). Every way to log
 * in, with every restriction, to a handler that itself looks at none of them.
 */
class RestrictionAttackTests {

	private static final Signer RESTRICTED = HostKeys.generate();

	private static final Signer FREE = HostKeys.generate();

	private static final Signer AUTHORITY = HostKeys.generate();

	private static final String CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com";

	private SshServer server;

	private Restriction restriction = Restriction.NONE;

	private boolean restrictsTheAuthority;

	/**
	 * How many proofs the handler wants to see before it is content.
	 */
	private int proofsWanted = 1;

	@AfterEach
	void close() {
		this.server.close();
	}

	static Stream<Arguments> matrix() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(Restriction.values())
				.flatMap((restriction) -> Stream.of(true, false)
					.map((byServer) -> Arguments.of(way, restriction, byServer))));
	}

	/**
	 * A chain of proofs is either the server's, or the handler's, which then answers that
	 * one is a part only.
	 */
	@ParameterizedTest(name = "{0}, {1}, chain by the server: {2}")
	@MethodSource("matrix")
	void restrictionHoldsHoweverTheKeyWasProven(Way way, Restriction restriction, boolean byServer) throws IOException {
		this.restriction = restriction;
		this.restrictsTheAuthority = way == Way.CERTIFICATE_OF_A_RESTRICTED_AUTHORITY;
		this.proofsWanted = byServer ? 1 : way.chain.split(",").length;
		start(byServer ? MethodChains.of(List.of(way.chain)) : MethodChains.ANY);
		try (ScriptedPeer peer = connect()) {
			assertThat(effect(peer, way.prove(this, peer))).isEqualTo(restriction.effect);
		}
	}

	/**
	 * Options of a key whose signature was wrong once stuck to the next one.
	 */
	@Test
	void restrictionOfAKeyThatProvedNothingIsNotTakenOver() throws IOException {
		this.restriction = Restriction.FORCED;
		start(MethodChains.ANY);
		try (ScriptedPeer peer = connect()) {
			query(peer, RESTRICTED);
			badSignature(peer, RESTRICTED);
			assertThat(effect(peer, sign(peer, FREE))).isEqualTo(Restriction.NONE.effect);
		}
	}

	private static String effect(ScriptedPeer peer, int answer) throws IOException {
		if (answer != MessageNumber.USERAUTH_SUCCESS) {
			return "refused";
		}
		peer.expect(MessageNumber.GLOBAL_REQUEST);
		PeerChannel channel = peer.openSession();
		peer.send(ClientMessages.pty(channel.id(), "vt100", new byte[0]));
		String terminal = (peer.read()[0] == MessageNumber.CHANNEL_SUCCESS) ? "with" : "without";
		return channel.exec("what I like").readToEnd().text() + " " + terminal + " a terminal";
	}

	private static int query(ScriptedPeer peer, Signer key) throws IOException {
		return answer(peer.send(ClientMessages.query("alice", key.publicKey())));
	}

	private static int badSignature(ScriptedPeer peer, Signer key) throws IOException {
		return answer(peer.send(ClientMessages.signed(new byte[32], "alice", key)));
	}

	private static int sign(ScriptedPeer peer, Signer key) throws IOException {
		return answer(peer.send(ClientMessages.signed(peer.sessionId(), "alice", key)));
	}

	private static int password(ScriptedPeer peer) throws IOException {
		return answer(peer.send(ClientMessages.password("alice", "right")));
	}

	private static int answer(ScriptedPeer peer) throws IOException {
		byte[] answer = peer.read();
		while (answer[0] == MessageNumber.EXT_INFO) {
			answer = peer.read();
		}
		assertThat((int) answer[0]).isIn(MessageNumber.DISCONNECT, MessageNumber.USERAUTH_FAILURE,
				MessageNumber.USERAUTH_SUCCESS, MessageNumber.USERAUTH_PK_OK);
		return answer[0];
	}

	/**
	 * Goes on to the next proof, unless the server has ended the connection.
	 */
	private static int then(int answer, Proof next) throws IOException {
		return (answer == MessageNumber.DISCONNECT) ? answer : next.give();
	}

	private int certificate(ScriptedPeer peer) throws IOException {
		byte[] blob = certify(this.restrictsTheAuthority ? Restriction.NONE : this.restriction);
		byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", CERTIFICATE, blob);
		return answer(peer.send(ClientMessages.publicKey("alice", true, CERTIFICATE, blob)
			.writeString(RESTRICTED.sign("ssh-ed25519", data))));
	}

	private static byte[] certify(Restriction restriction) throws SshException {
		byte[] key = RESTRICTED.publicKey().blob();
		int type = 4 + "ssh-ed25519".length();
		WireWriter critical = new WireWriter();
		switch (restriction) {
			case ELSEWHERE -> critical.writeText("source-address").writeString(text("10.0.0.0/8"));
			case FORCED -> critical.writeText("force-command").writeString(text("what I must"));
			default -> {
			}
		}
		WireWriter extensions = new WireWriter();
		if (restriction != Restriction.WITHOUT_TERMINAL) {
			extensions.writeText("permit-pty").writeText("");
		}
		WireWriter certificate = new WireWriter().writeText(CERTIFICATE)
			.writeString(new byte[32])
			.writeBytes(key, type, key.length - type)
			.writeUint64(1)
			.writeUint32(1)
			.writeText("a key")
			.writeString(text("alice"))
			.writeUint64(0)
			.writeUint64((restriction == Restriction.EXPIRED) ? 1 : -1)
			.writeString(critical.toByteArray())
			.writeString(extensions.toByteArray())
			.writeText("")
			.writeString(AUTHORITY.publicKey().blob());
		return certificate.writeString(AUTHORITY.sign("ssh-ed25519", certificate.toByteArray())).toByteArray();
	}

	private static byte[] text(String text) {
		return new WireWriter().writeText(text).toByteArray();
	}

	private void start(MethodChains chains) throws IOException {
		List<String> algorithms = List.of("ssh-ed25519", CERTIFICATE);
		this.server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface(Careless::new)
			.methodChains(chains)
			.config(TransportConfig.builder()
				.algorithms(AlgorithmPreferences.MODERN.withPublicKeys(algorithms))
				.build())
			.build();
		this.server.start();
	}

	private ScriptedPeer connect() throws IOException {
		return ScriptedPeer.connect(this.server.port()).identify().exchangeKeys().requestService();
	}

	private interface Proof {

		int give() throws IOException;

	}

	/**
	 * What a key may not, and what comes of it.
	 */
	enum Restriction {

		NONE("what I like with a terminal"), ELSEWHERE("refused"), EXPIRED("refused"),
		FORCED("what I must with a terminal"), WITHOUT_TERMINAL("what I like without a terminal");

		private final String effect;

		Restriction(String effect) {
			this.effect = effect;
		}

		KeyPermissions permissions() {
			try {
				return switch (this) {
					case NONE -> KeyPermissions.ALL;
					case ELSEWHERE ->
						KeyPermissions.builder().sources(SourceAddresses.ofPatterns("10.0.0.0/8")).build();
					case EXPIRED -> KeyPermissions.builder().expiry(Instant.EPOCH).build();
					case FORCED -> KeyPermissions.builder().forcedCommand("what I must").build();
					case WITHOUT_TERMINAL -> KeyPermissions.builder().allow(KeyFeature.PTY, false).build();
				};
			}
			catch (SshException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * How the restricted key is proven, and the chain of methods that it makes up.
	 */
	enum Way {

		KEY("publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return sign(peer, RESTRICTED);
			}
		},

		KEY_BEHIND_THE_QUERY_OF_A_FREE_ONE("publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				query(peer, FREE);
				return sign(peer, RESTRICTED);
			}
		},

		KEY_BEHIND_A_WRONG_SIGNATURE_OF_A_FREE_ONE("publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				badSignature(peer, FREE);
				return sign(peer, RESTRICTED);
			}
		},

		CERTIFICATE("publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return test.certificate(peer);
			}
		},

		CERTIFICATE_OF_A_RESTRICTED_AUTHORITY("publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return test.certificate(peer);
			}
		},

		KEY_THEN_PASSWORD("publickey,password") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return then(sign(peer, RESTRICTED), () -> password(peer));
			}
		},

		PASSWORD_THEN_KEY("password,publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return then(password(peer), () -> sign(peer, RESTRICTED));
			}
		},

		CERTIFICATE_THEN_PASSWORD("publickey,password") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return then(test.certificate(peer), () -> password(peer));
			}
		},

		KEY_THEN_FREE_KEY("publickey,publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return then(sign(peer, RESTRICTED), () -> sign(peer, FREE));
			}
		},

		FREE_KEY_THEN_KEY("publickey,publickey") {
			@Override
			int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException {
				return then(sign(peer, FREE), () -> sign(peer, RESTRICTED));
			}
		};

		private final String chain;

		Way(String chain) {
			this.chain = chain;
		}

		abstract int prove(RestrictionAttackTests test, ScriptedPeer peer) throws IOException;

	}

	/**
	 * Accepts each proof, whatever it allows, and grants whatever is asked.
	 */
	private final class Careless implements ServerInterface {

		private final Transport transport;

		private KeyPermissions permissions = KeyPermissions.ALL;

		private int proofs;

		Careless(Transport transport) {
			this.transport = transport;
		}

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("publickey", "password");
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
			return true;
		}

		@Override
		public AuthResult checkAuthPassword(String username, String password) {
			this.permissions = KeyPermissions.ALL;
			return proven();
		}

		@Override
		public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
			if (key.certificate().isPresent()) {
				KeyDecision decision = new CertificateChecker(List.of(authority()), RevokedKeys.NONE, Clock.systemUTC())
					.check(key, username, this.transport.remoteAddress().getAddress());
				if (!(decision instanceof KeyDecision.Granted granted)) {
					return AuthResult.FAILED;
				}
				this.permissions = granted.permissions();
			}
			else {
				this.permissions = key.equals(FREE.publicKey()) ? KeyPermissions.ALL
						: RestrictionAttackTests.this.restriction.permissions();
			}
			return proven();
		}

		private CertificateAuthority authority() {
			return RestrictionAttackTests.this.restrictsTheAuthority
					? new CertificateAuthority(AUTHORITY.publicKey(),
							RestrictionAttackTests.this.restriction.permissions())
					: CertificateAuthority.trusted(AUTHORITY.publicKey());
		}

		private AuthResult proven() {
			this.proofs++;
			return (this.proofs >= RestrictionAttackTests.this.proofsWanted) ? AuthResult.SUCCESSFUL
					: AuthResult.PARTIALLY_SUCCESSFUL;
		}

		@Override
		public KeyPermissions permissions() {
			return this.permissions;
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
		public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
			return Optional.of((session) -> {
				session.out().write(command.getBytes(StandardCharsets.UTF_8));
				return ExitStatus.OK;
			});
		}

	}

}
