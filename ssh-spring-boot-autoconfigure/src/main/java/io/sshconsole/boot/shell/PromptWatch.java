package io.sshconsole.boot.shell;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What happens at the prompt while nobody presses a key: notices come, and some day the
 * session ends, not without a warning. Used by the session's thread alone.
 */
final class PromptWatch {

	private final NoticeQueue notices;

	private final Consumer<String> above;

	private final Runnable end;

	private final long timeout;

	private final long warningTime;

	private final String warning;

	private final String farewell;

	private long lastKey = System.nanoTime();

	private boolean warned;

	/**
	 * Creates a watch.
	 * @param settings say how long a shell may wait
	 * @param notices what there is to tell
	 * @param above shows one line above the prompt
	 * @param end ends the session
	 */
	PromptWatch(SshShellSettings settings, NoticeQueue notices, Consumer<String> above, Runnable end) {
		this.notices = notices;
		this.above = above;
		this.end = end;
		Duration idle = settings.idleWarning().isZero() ? Duration.ZERO : settings.idleTimeout();
		Duration half = idle.dividedBy(2);
		Duration ahead = (settings.idleWarning().compareTo(half) > 0) ? half : settings.idleWarning();
		this.timeout = idle.toNanos();
		this.warningTime = idle.minus(ahead).toNanos();
		this.warning = "This session ends in " + print(ahead) + " unless you press a key.";
		this.farewell = "This session has ended: no key was pressed for " + print(idle) + ".";
	}

	private static String print(Duration duration) {
		if (duration.toSeconds() == 0) {
			return duration.toMillis() + " ms";
		}
		boolean minutes = duration.toSeconds() % 60 == 0;
		long count = minutes ? duration.toMinutes() : duration.toSeconds();
		return count + (minutes ? " minute" : " second") + ((count != 1) ? "s" : "");
	}

	/**
	 * Begins anew: there was a key, or a prompt.
	 */
	void restart() {
		this.lastKey = System.nanoTime();
		this.warned = false;
	}

	/**
	 * Returns when there is something to do again.
	 * @return milliseconds from now, at least 1; 0 for never
	 */
	long timeLeft() {
		if (this.timeout == 0) {
			return 0;
		}
		long left = (this.warned ? this.timeout : this.warningTime) - (System.nanoTime() - this.lastKey);
		// A millisecond more than too early
		return Math.max(0, TimeUnit.NANOSECONDS.toMillis(left)) + 1;
	}

	/**
	 * Looks what there is to do.
	 */
	void look() {
		this.notices.take().forEach(this.above);
		if (this.timeout == 0) {
			return;
		}
		long idle = System.nanoTime() - this.lastKey;
		if (idle >= this.timeout && this.warned) {
			this.above.accept(this.farewell);
			this.end.run();
		}
		else if (idle >= this.warningTime && !this.warned) {
			this.warned = true;
			this.above.accept(this.warning);
		}
	}

}
