package io.sshconsole.ssh.auth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.PeerText;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of authentication, one loop from the service request to success (RFC
 * 4252). It runs on the connection's thread; channels do not exist before it returned.
 */
public final class ServerAuthentication {

	private static final String SERVICE = "ssh-userauth";

	private final PacketTransport transport;

	private final ServerAuthHandler handler;

	private final AuthEvents events;

	private final AuthLimits limits;

	private final MethodChains chains;

	private final List<String> publicKeyAlgorithms;

	private final ServerPublicKeyMethod publicKeyMethod;

	private final ServerPasswordMethod passwordMethod;

	private final ServerInteractiveMethod interactiveMethod;

	/**
	 * The methods proven so far, in order.
	 */
	private final List<String> completed = new ArrayList<>();

	private final Predicate<KeyPermissions> admission;

	/**
	 * What all proofs so far allow. A permission belongs to a proof; it is neither lost
	 * nor taken over when another one is needed.
	 */
	private KeyPermissions permissions = KeyPermissions.ALL;

	private @Nullable String username;

	private int failures;

	private boolean noneIsFree = true;

	/**
	 * Prepares authentication.
	 * @param transport the encrypted pipe
	 * @param handler decides
	 * @param events hears the outcome
	 * @param limits how much the peer may ask
	 * @param chains which methods suffice
	 * @param publicKeyAlgorithms signature algorithms accepted from users
	 * @param admission tells whether the peer may come in with these permissions, from
	 * where it is and now
	 */
	public ServerAuthentication(PacketTransport transport, ServerAuthHandler handler, AuthEvents events,
			AuthLimits limits, MethodChains chains, List<String> publicKeyAlgorithms,
			Predicate<KeyPermissions> admission) {
		this.admission = admission;
		this.transport = transport;
		this.handler = handler;
		this.events = events;
		this.limits = limits;
		this.chains = chains;
		this.publicKeyAlgorithms = publicKeyAlgorithms;
		this.publicKeyMethod = new ServerPublicKeyMethod(transport, handler);
		this.passwordMethod = new ServerPasswordMethod(transport, handler);
		this.interactiveMethod = new ServerInteractiveMethod(transport, handler, limits.maxUsernameLength());
	}

	/**
	 * Authenticates the peer.
	 * @return the proven user name
	 * @throws IOException if the peer gives up, runs out of attempts or breaks the
	 * protocol
	 */
	public String run() throws IOException {
		acceptService();
		UserAuthRequest next = null;
		for (int requests = 0; requests < this.limits.maxRequests(); requests++) {
			UserAuthRequest request = (next != null) ? next
					: UserAuthRequest.read(expect(MessageNumber.USERAUTH_REQUEST), this.limits.maxUsernameLength());
			long start = System.nanoTime();
			admit(request);
			Verdict verdict = restrict(request, serve(request), start);
			if (conclude(request, verdict, start)) {
				this.transport.post(WireWriter.message(MessageNumber.USERAUTH_SUCCESS));
				return request.username();
			}
			next = verdict.next();
		}
		throw new DisconnectException(Reason.NO_MORE_AUTH_METHODS_AVAILABLE, "too many authentication requests");
	}

	/**
	 * Returns what the user may do: what all proofs allow.
	 * @return the permissions, once {@link #run} has returned
	 */
	public KeyPermissions permissions() {
		return this.permissions;
	}

	/**
	 * Joins the permissions of a proof with those before. If they contradict each other,
	 * or do not hold here and now, or if a security key has not done what its own want,
	 * the proof is worth nothing. A handler that has counted it already as one of several
	 * would be content with one less, so the connection ends.
	 */
	private Verdict restrict(UserAuthRequest request, Verdict verdict, long start) throws DisconnectException {
		if (verdict.result() == AuthResult.FAILED) {
			return verdict;
		}
		KeyPermissions own = this.handler.permissions();
		Optional<KeyPermissions> all = this.permissions.intersect(own).filter(this.admission);
		if (all.isEmpty() || !verdict.proof().test(own.securityKeys())) {
			this.handler.forgetProof();
			if (verdict.result() == AuthResult.PARTIALLY_SUCCESSFUL) {
				refused(request, verdict, start);
				throw new DisconnectException(Reason.NO_MORE_AUTH_METHODS_AVAILABLE, "a proof without worth");
			}
			return Verdict.of(AuthResult.FAILED);
		}
		this.permissions = all.get();
		SshPublicKey key = verdict.key();
		if (key != null) {
			this.publicKeyMethod.count(key);
		}
		return verdict;
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
	 * Checks what holds for every request before anything is asked.
	 */
	private void admit(UserAuthRequest request) throws DisconnectException {
		if (this.username != null && !this.username.equals(request.username())) {
			// What was proven so far was about another user (RFC 4252 §5)
			throw DisconnectException.protocolError("the user name changed");
		}
		if (this.username == null) {
			this.username = request.username();
			chooseAlgorithms(request.username());
		}
		if (this.failures >= this.limits.maxAttempts()) {
			throw new DisconnectException(Reason.NO_MORE_AUTH_METHODS_AVAILABLE, "too many failed attempts");
		}
	}

	/**
	 * Narrows how this user may sign, and tells the client before it chooses a key.
	 */
	private void chooseAlgorithms(String username) throws DisconnectException {
		List<String> chosen = new ArrayList<>(this.publicKeyAlgorithms);
		chosen.retainAll(this.handler.getPublicKeyAlgorithms(username, this.publicKeyAlgorithms));
		this.publicKeyMethod.accept(chosen);
		if (!chosen.equals(this.publicKeyAlgorithms)) {
			this.transport.postSignatureAlgorithms(chosen);
		}
	}

	/**
	 * Serves one request. A method that this user may not use now is refused without any
	 * question to the handler; so is one that we do not know. {@code none} is always
	 * asked, because it is how clients learn the other methods.
	 */
	private Verdict serve(UserAuthRequest request) throws IOException {
		String method = request.methodName();
		if (!method.equals(UserAuthRequest.NONE) && !allowed(request.username()).contains(method)) {
			return Verdict.of(AuthResult.FAILED);
		}
		return switch (method) {
			case UserAuthRequest.NONE -> serveNone(request);
			case UserAuthRequest.PASSWORD -> this.passwordMethod.serve(request);
			case UserAuthRequest.PUBLICKEY -> this.publicKeyMethod.serve(request);
			case UserAuthRequest.INTERACTIVE -> this.interactiveMethod.serve(request);
			default -> Verdict.of(AuthResult.FAILED);
		};
	}

	private Verdict serveNone(UserAuthRequest request) throws DisconnectException {
		request.fields().expectEnd();
		// A chain of methods cannot begin without a proof
		return Verdict
			.of(this.chains.chains().isEmpty() ? this.handler.checkAuthNone(request.username()) : AuthResult.FAILED);
	}

	private List<String> allowed(String username) {
		return this.chains.next(this.completed, this.handler.getAllowedAuths(username));
	}

	/**
	 * Draws the conclusion from a verdict and answers the request, unless it succeeded.
	 * @return whether the user is in
	 */
	private boolean conclude(UserAuthRequest request, Verdict verdict, long start) throws DisconnectException {
		boolean proven = verdict.result() == AuthResult.SUCCESSFUL;
		if (proven) {
			this.completed.add(request.methodName());
			if (this.chains.isComplete(this.completed)) {
				this.events.succeeded(request.username(), request.methodName());
				return true;
			}
		}
		boolean partial = proven || verdict.result() == AuthResult.PARTIALLY_SUCCESSFUL;
		if (!partial && (verdict.attempt() || !verdict.answered())) {
			refused(request, verdict, start);
		}
		if (!verdict.answered()) {
			postFailure(request.username(), partial);
		}
		return false;
	}

	/**
	 * Counts a refusal, unless it is free, and makes it take its time.
	 */
	private void refused(UserAuthRequest request, Verdict verdict, long start) {
		boolean free = !verdict.attempt() || (this.noneIsFree && request.method().equals(UserAuthRequest.NONE));
		if (verdict.attempt()) {
			this.noneIsFree = false;
		}
		if (!free) {
			this.failures++;
			this.events.failed(request.username(), PeerText.sanitise(request.methodName()));
		}
		long base = free ? FailureDelay.QUESTION_NANOS : FailureDelay.ATTEMPT_NANOS;
		FailureDelay.await(request.username(), base, start);
	}

	private void postFailure(String username, boolean partialSuccess) throws DisconnectException {
		List<String> methods = allowed(username).stream()
			.filter((method) -> !method.equals(UserAuthRequest.NONE))
			.toList();
		this.transport.post(
				WireWriter.message(MessageNumber.USERAUTH_FAILURE).writeNameList(methods).writeBoolean(partialSuccess));
	}

	private WireReader expect(int number) throws IOException {
		WireReader packet = this.transport.readKnown();
		int actual = packet.readByte();
		if (actual != number) {
			throw PacketTransport.unexpected(actual);
		}
		return packet;
	}

}
