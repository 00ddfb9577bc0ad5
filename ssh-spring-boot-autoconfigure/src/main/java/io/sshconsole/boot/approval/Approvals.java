package io.sshconsole.boot.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;

/**
 * The calls that wait for a second person. Each is told of by events; one whose event
 * fails is not granted, because nobody could account for it. For any thread.
 */
public final class Approvals {

	private final Map<Long, ApprovalRequest> pending = new ConcurrentSkipListMap<>();

	private final AtomicLong lastId = new AtomicLong();

	private final ApprovalPolicy policy;

	private final Duration timeLimit;

	private final WaitingPlaces places;

	private final Clock clock;

	private final ApplicationEventPublisher events;

	private final BiFunction<SshSession, Predicate<Authentication>, List<String>> factors;

	/**
	 * Creates an empty list.
	 * @param policy who may decide
	 * @param timeLimit how long a call waits
	 * @param maxPending most calls that wait at the same time; each holds a thread
	 * @param maxPendingPerUser most calls of one user that wait at the same time
	 * @param clock tells when a request expires
	 * @param events hears of requests and decisions
	 * @param factors tells what a user has to prove before something is permitted to him
	 */
	public Approvals(ApprovalPolicy policy, Duration timeLimit, int maxPending, int maxPendingPerUser, Clock clock,
			ApplicationEventPublisher events, BiFunction<SshSession, Predicate<Authentication>, List<String>> factors) {
		this.factors = factors;
		this.policy = policy;
		this.timeLimit = timeLimit;
		this.places = new WaitingPlaces(maxPending, maxPendingPerUser);
		this.clock = clock;
		this.events = events;
	}

	/**
	 * Returns how long a call waits.
	 * @return the limit
	 */
	public Duration timeLimit() {
		return this.timeLimit;
	}

	/**
	 * Returns how many calls may wait at the same time.
	 * @return the limit
	 */
	public int maxPending() {
		return this.places.limit();
	}

	/**
	 * Returns how many calls of one user may wait at the same time.
	 * @return the limit
	 */
	public int maxPendingPerUser() {
		return this.places.limitPerUser();
	}

	/**
	 * Waits for the decision on a call.
	 * @param session who asks
	 * @param command what he wants to run
	 * @param call the command with its words in one line, without secrets
	 * @param permitted tells who might make this call himself
	 * @param waiting told of the request as soon as others can decide on it
	 * @return the decision
	 * @throws InterruptedException if the command shall end; the request is withdrawn
	 * @throws SshCommandException if too many calls wait already, of all or of this user
	 */
	Decision request(SshSession session, SshCommandDefinition command, String call, Predicate<Authentication> permitted,
			Consumer<ApprovalRequest> waiting) throws InterruptedException {
		this.places.take(session).ifPresent((reason) -> {
			throw new SshCommandException(command.name() + ": " + reason);
		});
		try {
			ApprovalRequest request = new ApprovalRequest(this.lastId.incrementAndGet(), session, command, call,
					permitted, this.clock.instant().plus(this.timeLimit));
			this.events.publishEvent(SshApprovalEvent.requested(this, request));
			return await(request, waiting);
		}
		finally {
			this.places.free(session);
		}
	}

	private Decision await(ApprovalRequest request, Consumer<ApprovalRequest> waiting) throws InterruptedException {
		this.pending.put(request.id(), request);
		try {
			waiting.accept(request);
			Decision decision = request.await(this.timeLimit).orElse(Decision.EXPIRED);
			// Where somebody decides at this moment, his decision counts
			return end(request, decision) ? decision : request.await(this.timeLimit).orElse(Decision.WITHDRAWN);
		}
		finally {
			this.pending.remove(request.id());
			end(request, Decision.WITHDRAWN);
		}
	}

	/**
	 * Returns the requests that a user may decide on, at least if he proves a factor.
	 * @param session the user
	 * @return the requests, oldest first
	 */
	List<ApprovalRequest> pending(SshSession session) {
		return this.pending.values()
			.stream()
			.filter((request) -> isOpen(request) && mayDecide(request, session))
			.toList();
	}

	/**
	 * Returns whether a user may decide on a request, at least if he proves a factor.
	 * @param request the request
	 * @param session the user
	 * @return {@code false} for one's own
	 */
	boolean mayDecide(ApprovalRequest request, SshSession session) {
		return SecondPerson.isOther(request.session(), session)
				&& (mayApprove(request, session.authentication()) || !missing(request, session).isEmpty());
	}

	private List<String> missing(ApprovalRequest request, SshSession session) {
		return this.factors.apply(session, (user) -> mayApprove(request, user));
	}

	/**
	 * Returns what a user has to prove before he may decide on a request.
	 * @param id its number
	 * @param session the user
	 * @return factors; empty if he may decide already, or never
	 */
	List<String> missing(long id, SshSession session) {
		ApprovalRequest request = this.pending.get(id);
		return (request != null && isOpen(request) && SecondPerson.isOther(request.session(), session))
				? missing(request, session) : List.of();
	}

	/**
	 * Returns what a user has to prove, because it is too old by now, before he may make
	 * a call that was approved.
	 * @param session the user
	 * @param permitted tells who might make the call
	 * @return factors; empty if he may make it, or never
	 */
	List<String> missing(SshSession session, Predicate<Authentication> permitted) {
		return this.factors.apply(session, permitted);
	}

	/**
	 * Who may not make the call, with just these arguments, cannot answer for it.
	 */
	private boolean mayApprove(ApprovalRequest request, Authentication user) {
		return this.policy.mayApprove(request.command(), user) && request.isPermitted(user);
	}

	/**
	 * Decides on a request.
	 * @param id its number
	 * @param session who decides
	 * @param decision the decision
	 * @return the request
	 * @throws SshCommandException if there is no such request, or none that the user may
	 * know of, or it is his own
	 */
	ApprovalRequest decide(long id, SshSession session, Decision decision) {
		ApprovalRequest request = this.pending.get(id);
		if (request == null || !isOpen(request) || !mayApprove(request, session.authentication())) {
			throw unknown(id);
		}
		if (!SecondPerson.isOther(request.session(), session)) {
			throw new SshCommandException("The request " + id + " is your own: somebody else has to decide on it",
					SshExitStatus.NOT_PERMITTED);
		}
		if (!end(request, decision)) {
			throw unknown(id);
		}
		return request;
	}

	private static SshCommandException unknown(long id) {
		return new SshCommandException("There is no request " + id);
	}

	private boolean isOpen(ApprovalRequest request) {
		return !request.isClaimed() && this.clock.instant().isBefore(request.until());
	}

	/**
	 * Ends a request, if nobody else has.
	 */
	private boolean end(ApprovalRequest request, Decision decision) {
		if (!request.claim()) {
			return false;
		}
		Decision told = Decision.WITHDRAWN;
		try {
			this.events.publishEvent(SshApprovalEvent.decided(this, request, decision));
			told = decision;
		}
		finally {
			request.decide(told);
		}
		return true;
	}

}
