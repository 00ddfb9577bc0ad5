package io.sshconsole.ssh;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.auth.MethodChains;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a proof that the handler accepts and the core does not, and of users
 * who may sign in their own way.
 */
class LogInTests {

	private static final Signer KEY = HostKeys.generate();

	private static final Signer OTHER_KEY = HostKeys.generate();

	private static final KeyPermissions EXPIRED = KeyPermissions.builder().expiry(Instant.EPOCH).build();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	/**
	 * What the proofs allow, one after the other.
	 */
	private final Deque<KeyPermissions> permissions = new ArrayDeque<>();

	private AuthResult result = AuthResult.SUCCESSFUL;

	private MethodChains chains = MethodChains.ANY;

	private List<String> algorithms = List.of("ssh-ed25519");

	private SshServer server;

	private ScriptedPeer peer;

	@AfterEach
	void close() throws IOException {
		this.peer.close();
		this.server.close();
	}

	private ScriptedPeer connect() throws IOException {
		this.server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface((transport) -> new Account())
			.methodChains(this.chains)
			.listener(new TransportListener() {

				@Override
				public void authenticationFailed(Transport transport, String username, String method) {
					LogInTests.this.failures.add(username + " " + method);
				}

			})
			.build();
		this.server.start();
		this.peer = ScriptedPeer.connect(this.server.port()).identify().exchangeKeys();
		return this.peer;
	}

	// Proofs

	/**
	 * A security key may be touched the second time, and a certificate may permit what
	 * its key alone does not.
	 */
	@Test
	void keyWhoseProofWasWorthNothingMayComeAgain() throws IOException {
		this.permissions.add(EXPIRED);
		connect().requestService();
		prove(KEY).expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(this.failures).containsExactly("alice publickey");
		prove(KEY).expect(MessageNumber.USERAUTH_SUCCESS);
	}

	@Test
	void keyThatCountsDoesNotCountTwice() throws IOException {
		this.chains = MethodChains.of(List.of("publickey,publickey"));
		connect().requestService();
		prove(KEY).expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(this.failures).isEmpty();
		prove(KEY).expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(this.failures).containsExactly("alice publickey");
		prove(OTHER_KEY).expect(MessageNumber.USERAUTH_SUCCESS);
	}

	@Test
	void keyWhoseProofWasWorthNothingIsNotTheFirstOfTwo() throws IOException {
		this.chains = MethodChains.of(List.of("publickey,publickey"));
		this.permissions.add(EXPIRED);
		connect().requestService();
		prove(KEY).expect(MessageNumber.USERAUTH_FAILURE);
		prove(OTHER_KEY).expect(MessageNumber.USERAUTH_FAILURE);
		prove(KEY).expect(MessageNumber.USERAUTH_SUCCESS);
	}

	/**
	 * The handler has counted it and cannot be told otherwise.
	 */
	@Test
	void factorThatIsWorthNothingEndsTheConnectionAndCountsAsFailure() throws IOException {
		this.result = AuthResult.PARTIALLY_SUCCESSFUL;
		this.permissions.add(EXPIRED);
		connect().requestService();
		prove(KEY).expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
		assertThat(this.failures).containsExactly("alice publickey");
	}

	// Algorithms of one user

	@Test
	void userMaySignInFewerWays() throws IOException {
		this.algorithms = List.of("rsa-sha2-512", "ssh-dss");
		connect().requestService();
		prove(KEY).expect(MessageNumber.USERAUTH_FAILURE);
		this.peer.send(ClientMessages.query("alice", KEY.publicKey())).expect(MessageNumber.USERAUTH_FAILURE);
	}

	@Test
	void clientThatReadsItIsToldHowItsUserMaySign() throws IOException {
		this.algorithms = List.of("rsa-sha2-512", "rsa-sha2-512-cert-v01@openssh.com", "ssh-dss");
		connect().send(extInfo("ext-info-in-auth@openssh.com", "0")).requestService();
		WireReader told = this.peer.send(ClientMessages.none("alice")).expect(MessageNumber.EXT_INFO);
		assertThat(told.readInt()).isEqualTo(1);
		assertThat(told.readText()).isEqualTo("server-sig-algs");
		assertThat(told.readNameList()).containsExactly("rsa-sha2-512");
		told.expectEnd();
		assertThat(this.peer.read()[0]).isEqualTo((byte) MessageNumber.USERAUTH_FAILURE);
		assertThat(this.peer.send(ClientMessages.none("alice")).read()[0])
			.isEqualTo((byte) MessageNumber.USERAUTH_FAILURE);
	}

	@Test
	void clientThatDoesNotReadItIsToldNothing() throws IOException {
		this.algorithms = List.of("rsa-sha2-512");
		connect().send(extInfo("ext-info-in-auth@openssh.com", "1")).requestService();
		assertThat(this.peer.send(ClientMessages.none("alice")).read()[0])
			.isEqualTo((byte) MessageNumber.USERAUTH_FAILURE);
	}

	private static WireWriter extInfo(String name, String value) {
		return WireWriter.message(MessageNumber.EXT_INFO).writeUint32(1).writeText(name).writeText(value);
	}

	private ScriptedPeer prove(Signer signer) throws IOException {
		return this.peer.send(ClientMessages.signed(this.peer.sessionId(), "alice", signer));
	}

	/**
	 * Accepts every key.
	 */
	private final class Account implements ServerInterface {

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("publickey");
		}

		@Override
		public List<String> getPublicKeyAlgorithms(String username, List<String> algorithms) {
			return LogInTests.this.algorithms;
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
			return true;
		}

		@Override
		public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
			return LogInTests.this.result;
		}

		@Override
		public KeyPermissions permissions() {
			KeyPermissions next = LogInTests.this.permissions.poll();
			return (next != null) ? next : KeyPermissions.ALL;
		}

	}

}
