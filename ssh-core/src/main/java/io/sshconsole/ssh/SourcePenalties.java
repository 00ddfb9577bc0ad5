package io.sshconsole.ssh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The penalties of all sources (OpenSSH 9.8). A penalty is a time until which a source is
 * kept out; each misdeed moves it further. All methods may be called by any thread.
 */
final class SourcePenalties {

	private final PenaltyPolicy policy;

	private final LongSupplier nanoTime;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Penalty> penalties = new HashMap<>();

	SourcePenalties(PenaltyPolicy policy, LongSupplier nanoTime) {
		this.policy = policy;
		this.nanoTime = nanoTime;
	}

	/**
	 * Tells whether a source is kept out now.
	 * @param source where a connection comes from
	 * @return whether to refuse it
	 */
	boolean isKeptOut(SourceAddress source) {
		long now = this.nanoTime.getAsLong();
		this.lock.lock();
		try {
			Penalty penalty = this.penalties.get(source.network());
			if (penalty == null) {
				return false;
			}
			if (penalty.until - now <= 0) {
				this.penalties.remove(source.network());
				return false;
			}
			return penalty.active;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Books what a source did.
	 * @param source where the connection came from
	 * @param outcome how it ended
	 */
	void book(SourceAddress source, Outcome outcome) {
		long nanos = time(outcome).toNanos();
		if (nanos == 0 || (source.loopback() && this.policy.exemptLoopback())) {
			return;
		}
		long now = this.nanoTime.getAsLong();
		this.lock.lock();
		try {
			Penalty before = this.penalties.get(source.network());
			if (before == null || before.until - now <= 0) {
				makeRoom(now);
				before = new Penalty(now, false);
			}
			long sum = Math.min(before.until - now + nanos, this.policy.max().toNanos());
			boolean active = before.active || sum >= this.policy.threshold().toNanos();
			this.penalties.put(source.network(), new Penalty(now + sum, active));
		}
		finally {
			this.lock.unlock();
		}
	}

	private Duration time(Outcome outcome) {
		return switch (outcome) {
			case AUTHENTICATED -> Duration.ZERO;
			case AUTHENTICATION_FAILED -> this.policy.authenticationFailure();
			case GRACE_EXCEEDED -> this.policy.graceExceeded();
			case NO_AUTHENTICATION -> this.policy.noAuthentication();
		};
	}

	private void makeRoom(long now) {
		if (this.penalties.size() < this.policy.maxSources()) {
			return;
		}
		this.penalties.values().removeIf((penalty) -> penalty.until - now <= 0);
		if (this.penalties.size() >= this.policy.maxSources()) {
			this.penalties.entrySet()
				.stream()
				.min((a, b) -> Long.compare(a.getValue().until - now, b.getValue().until - now))
				.ifPresent((soonest) -> this.penalties.remove(soonest.getKey()));
		}
	}

	int size() {
		return this.penalties.size();
	}

	/**
	 * How a connection ended, as far as penalties care.
	 */
	enum Outcome {

		AUTHENTICATED, AUTHENTICATION_FAILED, GRACE_EXCEEDED, NO_AUTHENTICATION

	}

	/**
	 * One source's penalty.
	 *
	 * @param until the end, on the clock's scale
	 * @param active whether the sum has passed the threshold, and the source is kept out
	 * until the end
	 */
	private record Penalty(long until, boolean active) {

	}

}
