package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.AuthorizedKeys;
import io.sshconsole.ssh.keys.CertificateAuthority;
import io.sshconsole.ssh.keys.CertificateChecker;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.KeyDecision;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.RevokedKeys;
import io.sshconsole.ssh.keys.SignatureAlgorithm;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Security keys that nobody has touched, and keys that are to count for more than they
 * are. Whether a policy is kept is up to the core, whatever the handler answers.
 */
class KeyPolicyAttackTests {

	private static final Signer AUTHORITY = HostKeys.generate();

	private SshServer server;

	private String lines = "";

	private boolean wantsTwoKeys;

	@BeforeEach
	void start() throws IOException {
		List<String> algorithms = Arrays.stream(SignatureAlgorithm.values())
			.map(SignatureAlgorithm::algorithmName)
			.toList();
		this.server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface(Account::new)
			.config(TransportConfig.builder()
				.algorithms(AlgorithmPreferences.MODERN.withPublicKeys(algorithms))
				.build())
			.build();
		this.server.start();
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	/**
	 * Flags: 1 for touched, 4 for verified.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
					                         | 0 1 4 5 | 1 5
			no-touch-required                | 0 1 4 5 | 0 1 4 5
			verify-required                  | 0 1 4 5 | 5
			no-touch-required,verify-required| 0 1 4 5 | 4 5
			""")
	void securityKeyMustHaveDoneWhatItsLineWants(String options, String flags, String good) throws Exception {
		for (SecurityKeySigner key : keys()) {
			this.lines = ((options != null) ? options + " " : "") + key.publicKey().toAuthorizedKey("");
			assertThat(accepted(key, flags)).as(key.publicKey().type()).isEqualTo(good);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', '', 1 5", "'', no-touch-required, 0 1 4 5", "verify-required, '', 5",
			"verify-required, no-touch-required, 4 5" })
	void securityKeyMustHaveDoneWhatItsCertificateWants(String critical, String extension, String good)
			throws Exception {
		for (SecurityKeySigner key : keys()) {
			SecurityKeySigner certified = key.certifiedBy(AUTHORITY, names(critical), names(extension));
			assertThat(accepted(certified, "0 1 4 5")).as(key.publicKey().type()).isEqualTo(good);
		}
	}

	private static List<String> names(String name) {
		return name.isEmpty() ? List.of() : List.of(name);
	}

	private static List<SecurityKeySigner> keys() throws IOException, GeneralSecurityException {
		return List.of(SecurityKeySigner.ed25519(), SecurityKeySigner.ecdsa());
	}

	private String accepted(SecurityKeySigner key, String flags) throws IOException {
		List<String> accepted = new ArrayList<>();
		for (String value : flags.split(" ")) {
			if (logIn(key.withFlags(Integer.parseInt(value)))) {
				accepted.add(value);
			}
		}
		return String.join(" ", accepted);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 5, 20 })
	void flagsAndCounterThatWereNotSignedAreRefused(int fromEnd) throws Exception {
		SecurityKeySigner key = SecurityKeySigner.ed25519().withFlags(0);
		this.lines = "no-touch-required " + key.publicKey().toAuthorizedKey("");
		assertThat(logIn(key)).isTrue();
		try (ScriptedPeer peer = connect()) {
			byte[] request = ClientMessages.signed(peer.sessionId(), "alice", key).toByteArray();
			request[request.length - fromEnd] ^= 1;
			assertThat(isAccepted(peer.send(request))).isFalse();
		}
	}

	@Test
	void plainSignatureOfASecurityKeyIsRefused() throws Exception {
		SecurityKeySigner key = SecurityKeySigner.ed25519();
		this.lines = "no-touch-required " + key.publicKey().toAuthorizedKey("");
		assertThat(logIn(key)).isTrue();
		assertThat(logIn(key.inner())).isFalse();
		try (ScriptedPeer peer = connect()) {
			String algorithm = key.algorithms().get(0);
			byte[] blob = key.publicKey().blob();
			byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", algorithm, blob);
			byte[] plain = key.inner().sign("ssh-ed25519", data);
			peer.send(ClientMessages.publicKey("alice", true, algorithm, blob).writeString(plain));
			assertThat(isAccepted(peer)).isFalse();
		}
	}

	/**
	 * Two keys are wanted; one key and its own certificate are still one.
	 */
	@Test
	void keyAndItsCertificateAreNotTwoKeys() throws Exception {
		this.wantsTwoKeys = true;
		SecurityKeySigner key = SecurityKeySigner.ed25519();
		SecurityKeySigner other = SecurityKeySigner.ed25519();
		this.lines = key.publicKey().toAuthorizedKey("") + "\n" + other.publicKey().toAuthorizedKey("");
		SecurityKeySigner certified = key.certifiedBy(AUTHORITY, List.of(), List.of());
		assertThat(logIn(key, other)).isTrue();
		assertThat(logIn(key, key)).isFalse();
		assertThat(logIn(key, certified)).isFalse();
		assertThat(logIn(certified, key)).isFalse();
		assertThat(logIn(certified, other)).isTrue();
	}

	/**
	 * The handler has counted the first key, and would be content with one more.
	 */
	@Test
	void keyThatNobodyTouchedIsNotTheFirstOfTwo() throws Exception {
		this.wantsTwoKeys = true;
		SecurityKeySigner key = SecurityKeySigner.ed25519();
		SecurityKeySigner other = SecurityKeySigner.ed25519();
		this.lines = key.publicKey().toAuthorizedKey("") + "\n" + other.publicKey().toAuthorizedKey("");
		try (ScriptedPeer peer = connect()) {
			peer.send(ClientMessages.signed(peer.sessionId(), "alice", key.withFlags(0)))
				.send(ClientMessages.signed(peer.sessionId(), "alice", other));
			peer.expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
		}
	}

	private ScriptedPeer connect() throws IOException {
		return ScriptedPeer.connect(this.server.port()).identify().exchangeKeys().requestService();
	}

	/**
	 * Proves some keys, one after the other.
	 * @param keys the keys
	 * @return whether that was enough
	 */
	private boolean logIn(Signer... keys) throws IOException {
		boolean in = false;
		try (ScriptedPeer peer = connect()) {
			for (Signer key : keys) {
				in = isAccepted(peer.send(ClientMessages.signed(peer.sessionId(), "alice", key)));
			}
		}
		return in;
	}

	private static boolean isAccepted(ScriptedPeer peer) throws IOException {
		byte[] answer = peer.read();
		while (answer[0] == MessageNumber.EXT_INFO) {
			answer = peer.read();
		}
		assertThat(answer[0]).isIn((byte) MessageNumber.USERAUTH_SUCCESS, (byte) MessageNumber.USERAUTH_FAILURE);
		if (answer[0] == MessageNumber.USERAUTH_FAILURE) {
			WireReader failure = new WireReader(answer, 1, answer.length - 1);
			assertThat(failure.readNameList()).containsExactly("publickey");
		}
		return answer[0] == MessageNumber.USERAUTH_SUCCESS;
	}

	/**
	 * An account that opens to keys of its lines and to certificates.
	 */
	private final class Account implements ServerInterface {

		private final InetAddress address;

		private KeyPermissions permissions = KeyPermissions.ALL;

		private int proofs;

		Account(Transport transport) {
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
				this.proofs++;
				boolean enough = this.proofs > 1 || !KeyPolicyAttackTests.this.wantsTwoKeys;
				return enough ? AuthResult.SUCCESSFUL : AuthResult.PARTIALLY_SUCCESSFUL;
			}
			return AuthResult.FAILED;
		}

		private KeyDecision decide(String username, SshPublicKey key) {
			if (key.certificate().isPresent()) {
				return new CertificateChecker(List.of(CertificateAuthority.trusted(AUTHORITY.publicKey())),
						RevokedKeys.NONE, Clock.systemUTC())
					.check(key, username, this.address);
			}
			return AuthorizedKeys.parse(KeyPolicyAttackTests.this.lines, "a test")
				.check(key, this.address, Instant.now());
		}

		@Override
		public KeyPermissions permissions() {
			return this.permissions;
		}

	}

}
