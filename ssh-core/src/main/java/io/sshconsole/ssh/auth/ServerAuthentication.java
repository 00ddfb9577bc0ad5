package io.sshconsole.ssh.auth;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The server's side of authentication, one loop from the service request to success (RFC
 * 4252). It runs on the connection's thread; channels do not exist before it returned.
 */
public final class ServerAuthentication {

	private static final String SERVICE = "ssh-userauth";

	/**
	 * Most requests in all, whatever they ask: key queries and partial successes are no
	 * failures and could go on for ever.
	 */
	private static final int MAX_REQUESTS = 128;

	/**
	 * Least time of a failed attempt. It slows guessing, and hides part of what a look-up
	 * of an unknown user costs less (CVE-2018-15473 and its kin).
	 */
	private static final long MIN_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final PacketTransport transport;

	private final ServerAuthHandler handler;

	private final AuthEvents events;

	private final int maxAttempts;

	private final ServerPublicKeyMethod publicKeyMethod;

	/**
	 * Prepares authentication.
	 * @param transport the encrypted pipe
	 * @param handler decides
	 * @param events hears the outcome
	 * @param maxAttempts how many attempts may fail
	 * @param publicKeyAlgorithms signature algorithms accepted from users
	 */
	public ServerAuthentication(PacketTransport transport, ServerAuthHandler handler, AuthEvents events,
			int maxAttempts, List<String> publicKeyAlgorithms) {
		this.transport = transport;
		this.handler = handler;
		this.events = events;
		this.maxAttempts = maxAttempts;
		this.publicKeyMethod = new ServerPublicKeyMethod(transport, handler, publicKeyAlgorithms);
	}

	/**
	 * Authenticates the peer.
	 * @return the proven user name
	 * @throws IOException if the peer gives up, runs out of attempts or breaks the
	 * protocol
	 */
	public String run() throws IOException {
		acceptService();
		String username = null;
		int failures = 0;
		boolean noneIsFree = true;
		for (int requests = 0; requests < MAX_REQUESTS; requests++) {
			long start = System.nanoTime();
			UserAuthRequest request = UserAuthRequest.read(expect(MessageNumber.USERAUTH_REQUEST));
			if (username != null && !username.equals(request.username())) {
				// What was proven so far was about another user (RFC 4252 §5)
				throw DisconnectException.protocolError("the user name changed");
			}
			username = request.username();
			if (failures >= this.maxAttempts) {
				throw new DisconnectException(Reason.NO_MORE_AUTH_METHODS_AVAILABLE, "too many failed attempts");
			}
			Verdict verdict = serve(request);
			if (verdict.result() == AuthResult.SUCCESSFUL) {
				this.events.succeeded(username, request.method());
				this.transport.post(WireWriter.message(MessageNumber.USERAUTH_SUCCESS));
				return username;
			}
			if (verdict.answered()) {
				continue;
			}
			if (verdict.result() == AuthResult.FAILED && verdict.attempt()) {
				boolean free = noneIsFree && request.method().equals(UserAuthRequest.NONE);
				noneIsFree = false;
				if (!free) {
					failures++;
					this.events.failed(username, request.method());
					LockSupport.parkNanos(MIN_FAILURE_NANOS - (System.nanoTime() - start));
				}
			}
			postFailure(username, verdict.result() == AuthResult.PARTIALLY_SUCCESSFUL);
		}
		throw new DisconnectException(Reason.NO_MORE_AUTH_METHODS_AVAILABLE, "too many authentication requests");
	}

	private void acceptService() throws IOException {
		WireReader packet = expect(MessageNumber.SERVICE_REQUEST);
		String service = packet.readText();
		packet.expectEnd();
		if (!service.equals(SERVICE)) {
			throw new DisconnectException(Reason.SERVICE_NOT_AVAILABLE, "authentication comes first");
		}
		this.transport.post(WireWriter.message(MessageNumber.SERVICE_ACCEPT).writeText(SERVICE));
		String banner = this.handler.getBanner().orElse("");
		if (!banner.isEmpty()) {
			String lines = banner.replaceAll("\\R", "\r\n");
			this.transport.post(WireWriter.message(MessageNumber.USERAUTH_BANNER).writeText(lines).writeText(""));
		}
	}

	/**
	 * Serves one request. A method that this user may not use is refused without any
	 * question to the handler; so is one that we do not know. {@code none} is always
	 * asked, because it is how clients learn the other methods.
	 */
	private Verdict serve(UserAuthRequest request) throws IOException {
		boolean allowed = this.handler.getAllowedAuths(request.username()).contains(request.method());
		return switch (request.method()) {
			case UserAuthRequest.NONE -> serveNone(request);
			case UserAuthRequest.PASSWORD -> allowed ? servePassword(request) : Verdict.of(AuthResult.FAILED);
			case UserAuthRequest.PUBLICKEY ->
				allowed ? this.publicKeyMethod.serve(request) : Verdict.of(AuthResult.FAILED);
			default -> Verdict.of(AuthResult.FAILED);
		};
	}

	private Verdict serveNone(UserAuthRequest request) throws DisconnectException {
		request.fields().expectEnd();
		return Verdict.of(this.handler.checkAuthNone(request.username()));
	}

	/**
	 * Serves a password, or refuses to change one.
	 */
	private Verdict servePassword(UserAuthRequest request) throws DisconnectException {
		WireReader fields = request.fields();
		boolean change = fields.readBoolean();
		String password = fields.readText();
		if (change) {
			fields.readText();
		}
		fields.expectEnd();
		return Verdict.of(change ? AuthResult.FAILED : this.handler.checkAuthPassword(request.username(), password));
	}

	private void postFailure(String username, boolean partialSuccess) throws DisconnectException {
		List<String> methods = this.handler.getAllowedAuths(username)
			.stream()
			.filter((method) -> !method.equals(UserAuthRequest.NONE))
			.toList();
		this.transport.post(WireWriter.message(MessageNumber.USERAUTH_FAILURE)
			.writeNameList(methods)
			.writeBoolean(partialSuccess));
	}

	private WireReader expect(int number) throws IOException {
		while (true) {
			WireReader packet = this.transport.read();
			int actual = packet.readByte();
			if (actual == number) {
				return packet;
			}
			if (MessageNumber.isKnown(actual)) {
				throw PacketTransport.unexpected(actual);
			}
			this.transport.postUnimplemented();
		}
	}

}
