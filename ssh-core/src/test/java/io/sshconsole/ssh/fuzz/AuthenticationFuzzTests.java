package io.sshconsole.ssh.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.sshconsole.ssh.auth.AuthEvents;
import io.sshconsole.ssh.auth.AuthLimits;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.auth.InteractiveQuery;
import io.sshconsole.ssh.auth.MethodChains;
import io.sshconsole.ssh.auth.PasswordChangeRequest;
import io.sshconsole.ssh.auth.ServerAuthHandler;
import io.sshconsole.ssh.auth.ServerAuthentication;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages of somebody who wants to log in, over real keys.
 */
class AuthenticationFuzzTests {

	private static final int DAMAGED = 1500;

	private static final Signer KEY = ReplayedClient.key();

	static Stream<List<byte[]>> seeds() throws SshException {
		return Stream.of(List.of(ClientMessages.none("a")), List.of(ClientMessages.password("a", "in")),
				List.of(ClientMessages.password("a", "old"), ClientMessages.newPassword("a", "old", "old"),
						ClientMessages.newPassword("a", "old", "in")),
				List.of(ClientMessages.query("a", KEY.publicKey()),
						ClientMessages.signed(ReplayedClient.sessionId(), "a", KEY)),
				List.of(ClientMessages.interactive("a"), ClientMessages.responses("again", ""),
						ClientMessages.responses("x", "in")),
				List.of(ClientMessages.interactive("a"), ClientMessages.password("a", "x"),
						ClientMessages.interactive("a"), ClientMessages.interactive("a"),
						ClientMessages.responses("", "")),
				List.of(hostBound(), ClientMessages.ignore(5), ClientMessages.debug(), ClientMessages.unimplemented()),
				List.of(ClientMessages.extInfo(2), ClientMessages.userAuth("a", "x"),
						ClientMessages.disconnect("enough")),
				List.of(ClientMessages.open("session", 0, 1, 1)))
			.map((messages) -> Stream
				.concat(Stream.of(ClientMessages.serviceRequest("ssh-userauth")), messages.stream())
				.map(WireWriter::toByteArray)
				.toList());
	}

	private static WireWriter hostBound() {
		return ClientMessages.userAuth("a", "publickey-hostbound-v00@openssh.com")
			.writeBoolean(false)
			.writeText("ssh-ed25519")
			.writeString(KEY.publicKey().blob())
			.writeString(KEY.publicKey().blob());
	}

	/**
	 * Who is let in was let in by the handler, and by nothing else.
	 */
	@MethodSource("seeds")
	@FuzzTest
	void authentication(@NotNull List<byte @NotNull []> messages) {
		isLetIn(messages);
	}

	private static boolean isLetIn(List<byte[]> messages) {
		List<byte[]> readable = messages.stream().filter((message) -> message.length > 0).toList();
		int length = readable.stream().mapToInt((message) -> message.length).sum();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Account account = new Account();
		boolean in = Harmless.run(length, () -> {
			out.reset();
			account.granted = false;
			PacketTransport transport = ReplayedClient.serverOf(readable, () -> {
			}, out);
			logIn(new ServerAuthentication(transport, account, account, AuthLimits.DEFAULT, MethodChains.ANY,
					AlgorithmPreferences.MODERN.publicKeys(), (permissions) -> true));
			transport.flush();
		});
		if (in != account.granted || in != isToldSo(out.toByteArray())) {
			throw new AssertionError("in: " + in + ", granted: " + account.granted);
		}
		return in;
	}

	private static void logIn(ServerAuthentication authentication) throws IOException {
		try {
			authentication.run();
		}
		catch (FirstFailure ex) {
			throw new DisconnectException(Reason.BY_APPLICATION, "the first failure", ex);
		}
	}

	private static boolean isToldSo(byte[] answers) {
		try {
			return ReplayedClient.open(answers)
				.stream()
				.anyMatch((message) -> message[0] == MessageNumber.USERAUTH_SUCCESS);
		}
		catch (IOException ex) {
			throw new AssertionError("an answer that cannot be read", ex);
		}
	}

	@Test
	void goodProofsLetIn() throws SshException {
		assertThat(seeds().map(AuthenticationFuzzTests::isLetIn)).containsExactly(false, true, true, true, true, false,
				false, false, false);
	}

	@Test
	void damagedMessagesAreHarmless() throws SshException {
		Damage damage = new Damage();
		List<List<byte[]>> seeds = seeds().toList();
		for (int i = 0; i < DAMAGED; i++) {
			authentication(damage.ofOne(seeds.get(i % seeds.size())));
		}
	}

	/**
	 * An account for everybody that is open to {@code in} and to one key. It calls most
	 * other proofs half of what is needed, because a failure would be made to take time;
	 * the first one ends the connection.
	 */
	private static final class Account implements ServerAuthHandler, AuthEvents {

		private boolean granted;

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("publickey", "password", "keyboard-interactive");
		}

		@Override
		public AuthResult checkAuthNone(String username) {
			return AuthResult.PARTIALLY_SUCCESSFUL;
		}

		@Override
		public PasswordReply checkAuthPassword(String username, String password) {
			return password.equals("old") ? new PasswordChangeRequest("old") : answer(password.equals("in"));
		}

		@Override
		public PasswordReply checkAuthPasswordChange(String username, String oldPassword, String newPassword) {
			return checkAuthPassword(username, newPassword);
		}

		@Override
		public Reply checkAuthInteractive(String username, List<String> submethods) {
			return new InteractiveQuery("", "").prompt("Colour? ").secret("Password: ");
		}

		@Override
		public Reply checkAuthInteractiveResponse(List<String> responses) {
			return responses.contains("again") ? checkAuthInteractive("", List.of()) : answer(responses.contains("in"));
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
			return true;
		}

		@Override
		public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
			return answer(key.equals(KEY.publicKey()));
		}

		private AuthResult answer(boolean right) {
			this.granted |= right;
			return right ? AuthResult.SUCCESSFUL : AuthResult.PARTIALLY_SUCCESSFUL;
		}

		@Override
		public void succeeded(String username, String method) {
		}

		@Override
		public void failed(String username, String method) {
			throw new FirstFailure();
		}

	}

	/**
	 * Ends a connection before the delay that a failure brings.
	 */
	private static final class FirstFailure extends RuntimeException {

	}

}
