package io.sshconsole.boot.terminal;

/**
 * How far something is: what all progress bars have in common, whatever they look like.
 */
public final class Progress {

	private final long total;

	private long done;

	/**
	 * Creates a progress that has not begun.
	 * @param total how much there is to do
	 * @throws IllegalArgumentException if that is not positive
	 */
	public Progress(long total) {
		if (total <= 0) {
			throw new IllegalArgumentException("The total of a progress bar must be positive: " + total);
		}
		this.total = total;
	}

	/**
	 * Says how far it is.
	 * @param done how much is done; what is not between nothing and all counts as the
	 * nearer of both
	 * @return this progress
	 */
	public Progress at(long done) {
		this.done = Math.max(0, Math.min(done, this.total));
		return this;
	}

	/**
	 * Goes on.
	 * @param by how much was done since the last call
	 * @return this progress
	 */
	public Progress step(long by) {
		return at((by > this.total - this.done) ? this.total : this.done + by);
	}

	/**
	 * Returns how far it is.
	 * @return from 0 to 100; the latter only when all is done
	 */
	public int percent() {
		return (this.done == this.total) ? 100 : Math.min(99, (int) (this.done * 100.0 / this.total));
	}

}
