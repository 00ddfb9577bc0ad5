package io.sshconsole.boot.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.sshconsole.boot.command.SshSession;

/**
 * The places in which calls wait: so many in all, against threads without number, and so
 * many for one person, against one who takes them from all others. For any thread.
 */
final class WaitingPlaces {

	/**
	 * Guards the list of those who have a place.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private final List<SshSession> taken = new ArrayList<>();

	private final int limit;

	private final int limitPerUser;

	/**
	 * Creates free places.
	 * @param limit most places in all
	 * @param limitPerUser most places of one person
	 */
	WaitingPlaces(int limit, int limitPerUser) {
		this.limit = limit;
		this.limitPerUser = limitPerUser;
	}

	int limit() {
		return this.limit;
	}

	int limitPerUser() {
		return this.limitPerUser;
	}

	/**
	 * Takes a place, which has to be given back if there was one.
	 * @param session who wants to wait
	 * @return why there is none, or empty if it was taken
	 */
	Optional<String> take(SshSession session) {
		this.lock.lock();
		try {
			if (this.taken.stream()
				.filter((other) -> SecondPerson.isSame(session, other))
				.count() >= this.limitPerUser) {
				return Optional.of(this.limitPerUser + " of your commands wait for an approval already");
			}
			if (this.taken.size() >= this.limit) {
				return Optional.of("too many commands wait for an approval; try again later");
			}
			this.taken.add(session);
			return Optional.empty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Gives a place back.
	 * @param session who has waited
	 */
	void free(SshSession session) {
		this.lock.lock();
		try {
			this.taken.remove(session);
		}
		finally {
			this.lock.unlock();
		}
	}

}
