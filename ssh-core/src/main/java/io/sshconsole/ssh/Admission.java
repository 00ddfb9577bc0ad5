package io.sshconsole.ssh;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides which connections get in at all, before they cost more than a socket: places,
 * start-ups, penalties. All methods may be called by any thread.
 */
final class Admission {

	private final ServerLimits limits;

	private final SourcePenalties penalties;

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Connections that have not logged in, by source.
	 */
	private final Map<SourceAddress, Integer> starting = new HashMap<>();

	private int startups;

	Admission(ServerLimits limits, SourcePenalties penalties) {
		this.limits = limits;
		this.penalties = penalties;
	}

	/**
	 * Admits a connection, or says why not. An admitted one counts as starting up until
	 * {@link #left}.
	 * @param source where it comes from
	 * @param connections how many there are already
	 * @return the reason of a refusal, for the log
	 */
	Optional<String> refuse(SourceAddress source, int connections) {
		if (connections >= this.limits.maxConnections()) {
			return Optional.of("all places are taken");
		}
		if (this.penalties.isKeptOut(source)) {
			return Optional.of("the source is kept out for what it did before");
		}
		this.lock.lock();
		try {
			int fromSameSource = this.starting.getOrDefault(source, 0);
			int chance = ThreadLocalRandom.current().nextInt(100);
			if (this.limits.startups().refuses(this.startups, fromSameSource, chance)) {
				return Optional.of("too many are logging in");
			}
			this.startups++;
			this.starting.put(source, fromSameSource + 1);
			return Optional.empty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a connection out of those that start up: it has logged in, or has ended.
	 * @param source where it comes from
	 * @param outcome what became of it
	 */
	void left(SourceAddress source, SourcePenalties.Outcome outcome) {
		this.lock.lock();
		try {
			this.startups--;
			this.starting.computeIfPresent(source, (key, count) -> (count > 1) ? count - 1 : null);
		}
		finally {
			this.lock.unlock();
		}
		this.penalties.book(source, outcome);
	}

}
