package io.sshconsole.ssh;

/**
 * How many connections may be on their way to log in (sshd's {@code MaxStartups}). From
 * {@code begin} on, some are refused at random, more and more up to {@code full}: a flood
 * then finds no moment at which all places are taken, and a good client gets in after a
 * few tries.
 *
 * @param begin from how many on connections may be refused
 * @param ratePercent the chance of a refusal at {@code begin}, {@code 0} to {@code 100}
 * @param full from how many on all are refused
 * @param perSource most from one source
 */
public record StartupLimits(int begin, int ratePercent, int full, int perSource) {

	/**
	 * Checks the limits.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public StartupLimits {
		if (begin < 1 || full < begin || ratePercent < 0 || ratePercent > 100 || perSource < 1) {
			throw new IllegalArgumentException("'startups' must be 1 <= begin <= full, with a rate in percent");
		}
	}

	/**
	 * Makes limits that refuse all beyond a number, from one source or from many.
	 * @param count at least one
	 * @return the limits
	 */
	public static StartupLimits upTo(int count) {
		return new StartupLimits(count, 100, count, count);
	}

	/**
	 * Decides about one more connection.
	 * @param running how many are on their way
	 * @param fromSameSource how many of them come from the same source
	 * @param chance a random number from {@code 0} to {@code 99}
	 * @return whether to refuse it
	 */
	boolean refuses(int running, int fromSameSource, int chance) {
		if (running >= this.full || fromSameSource >= this.perSource) {
			return true;
		}
		if (running < this.begin) {
			return false;
		}
		int percent = this.ratePercent + (100 - this.ratePercent) * (running - this.begin) / (this.full - this.begin);
		return chance < percent;
	}

}
