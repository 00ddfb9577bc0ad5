package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.sshconsole.boot.security.ThrottledPeer.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The failures of many networks, or of many users, each under a text that names it. For
 * any thread; the lock guards the counts and is held while nothing is computed that a
 * peer could make long.
 */
final class FailureCounts {

	private final ThrottlePolicy policy;

	private final LongSupplier nanoTime;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Count> counts;

	FailureCounts(ThrottlePolicy policy, LongSupplier nanoTime) {
		this.policy = policy;
		this.nanoTime = nanoTime;
		this.counts = new RecentEntries<>(policy.maxEntries());
	}

	/**
	 * Returns how somebody stands now.
	 * @param key the network or user
	 * @return what holds for the next attempt
	 */
	Standing standing(String key) {
		long now = this.nanoTime.getAsLong();
		this.lock.lock();
		try {
			Count count = remembered(key, now);
			return (count != null) ? new Standing(this.policy.delay(count.failures), count.isBlocked(now))
					: Standing.CLEAN;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Counts a failure.
	 * @param key whose it is
	 * @param of the other side of it: the user for a network, the network for a user
	 * @return what has changed thereby
	 */
	Change failed(String key, @Nullable String of) {
		long now = this.nanoTime.getAsLong();
		this.lock.lock();
		try {
			Count before = remembered(key, now);
			if (before == null) {
				before = new Count(0, of, 0, now, now + this.policy.window().toNanos());
			}
			else if (before.isBlocked(now)) {
				// It was admitted before the block, with others at the same time
				return Change.none(before.failures);
			}
			Count count = after(before, of, now);
			this.counts.put(key, count);
			return change(before, count);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Count after(Count before, @Nullable String of, long now) {
		int failures = before.failures + 1;
		String sole = Objects.equals(before.sole, of) ? of : null;
		if (failures < this.policy.blockAfter()) {
			return new Count(failures, sole, 0, now, before.forgotten);
		}
		long end = now + this.policy.block(before.blocks).toNanos();
		return new Count(failures, sole, before.blocks + 1, end, end + this.policy.window().toNanos());
	}

	private Change change(Count before, Count after) {
		if (after.blocks > before.blocks) {
			return new Change(after.failures, Duration.ZERO, this.policy.block(before.blocks));
		}
		boolean delayed = this.policy.delay(before.failures).isZero();
		return new Change(after.failures, delayed ? this.policy.delay(after.failures) : Duration.ZERO, Duration.ZERO);
	}

	/**
	 * Takes failures back, if all of them had the same other side. Somebody who logs in
	 * himself now and then could guess for ever otherwise.
	 * @param key whose they are
	 * @param of the other side of the log-in that succeeded
	 */
	void forgive(String key, @Nullable String of) {
		long now = this.nanoTime.getAsLong();
		this.lock.lock();
		try {
			Count count = remembered(key, now);
			if (count != null && of != null && of.equals(count.sole)) {
				this.counts.remove(key);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns what is blocked now.
	 * @param kind what the keys are
	 * @return the blocks, longest idle first
	 */
	List<LoginBlock> blocks(Kind kind) {
		long now = this.nanoTime.getAsLong();
		List<LoginBlock> blocks = new ArrayList<>();
		this.lock.lock();
		try {
			this.counts.forEach((key, count) -> {
				if (count.isBlocked(now)) {
					blocks.add(new LoginBlock(new ThrottledPeer(kind, key), count.failures,
							Duration.ofNanos(count.blockedUntil - now)));
				}
			});
		}
		finally {
			this.lock.unlock();
		}
		return blocks;
	}

	/**
	 * Forgets everything about somebody.
	 * @param key the network or user
	 * @return whether there was anything
	 */
	boolean forget(String key) {
		this.lock.lock();
		try {
			return this.counts.remove(key) != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Count remembered(String key, long now) {
		Count count = this.counts.get(key);
		if (count != null && now - count.forgotten >= 0) {
			this.counts.remove(key);
			return null;
		}
		return count;
	}

	int size() {
		this.lock.lock();
		try {
			return this.counts.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What holds for the next attempt.
	 *
	 * @param delay how long it waits
	 * @param blocked whether it is looked at at all
	 */
	record Standing(Duration delay, boolean blocked) {

		static final Standing CLEAN = new Standing(Duration.ZERO, false);

	}

	/**
	 * What a failure has changed. Both times are zero if everything is as before.
	 *
	 * @param failures how many there are
	 * @param delay how long attempts wait from now on
	 * @param block how long nothing is looked at
	 */
	record Change(int failures, Duration delay, Duration block) {

		static Change none(int failures) {
			return new Change(failures, Duration.ZERO, Duration.ZERO);
		}

	}

	/**
	 * The failures of one network or user.
	 *
	 * @param failures how many there are
	 * @param sole the other side, if it was the same for all of them
	 * @param blocks how many times it was blocked
	 * @param blockedUntil the end of the last block, on the clock's scale
	 * @param forgotten when all this no longer counts, on the clock's scale
	 */
	private record Count(int failures, @Nullable String sole, int blocks, long blockedUntil, long forgotten) {

		boolean isBlocked(long now) {
			return this.blockedUntil - now > 0;
		}

	}

}
