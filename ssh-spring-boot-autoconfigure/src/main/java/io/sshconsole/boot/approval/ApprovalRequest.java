package io.sshconsole.boot.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshSession;

import org.springframework.security.core.Authentication;

/**
 * One call that waits for a second person. Of all who want to decide on it, the first one
 * does.
 */
final class ApprovalRequest {

	private final long id;

	private final SshSession session;

	private final SshCommandDefinition command;

	private final String call;

	private final Predicate<Authentication> permitted;

	private final Instant until;

	private final AtomicBoolean claimed = new AtomicBoolean();

	private final CompletableFuture<Decision> decision = new CompletableFuture<>();

	/**
	 * Creates a request.
	 * @param id its number, which is never used again
	 * @param session who asks
	 * @param command what he wants to run
	 * @param call the command with its words in one line, without secrets
	 * @param permitted tells who might make this call himself
	 * @param until when it expires
	 */
	ApprovalRequest(long id, SshSession session, SshCommandDefinition command, String call,
			Predicate<Authentication> permitted, Instant until) {
		this.id = id;
		this.session = session;
		this.command = command;
		this.call = call;
		this.permitted = permitted;
		this.until = until;
	}

	long id() {
		return this.id;
	}

	SshSession session() {
		return this.session;
	}

	SshCommandDefinition command() {
		return this.command;
	}

	String call() {
		return this.call;
	}

	boolean isPermitted(Authentication user) {
		return this.permitted.test(user);
	}

	Instant until() {
		return this.until;
	}

	/**
	 * Takes the right to decide.
	 * @return {@code true} once
	 */
	boolean claim() {
		return this.claimed.compareAndSet(false, true);
	}

	boolean isClaimed() {
		return this.claimed.get();
	}

	/**
	 * Ends the waiting. For whoever has claimed the request.
	 * @param decision what to go on with
	 */
	void decide(Decision decision) {
		this.decision.complete(decision);
	}

	/**
	 * Waits for the decision.
	 * @param limit the longest time
	 * @return the decision, or empty if there is none by then
	 * @throws InterruptedException if the command shall end
	 */
	Optional<Decision> await(Duration limit) throws InterruptedException {
		try {
			return Optional.of(this.decision.get(limit.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (TimeoutException ex) {
			return Optional.empty();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.id + " " + this.session.username() + ": " + this.call;
	}

}
