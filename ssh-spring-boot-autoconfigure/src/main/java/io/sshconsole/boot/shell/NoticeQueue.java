package io.sshconsole.boot.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The notices that one shell has not shown yet.
 */
final class NoticeQueue {

	/**
	 * Most notices that wait: a command may run for hours, and every session could cost
	 * that much memory.
	 */
	static final int LIMIT = 100;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<String> notices = new ArrayDeque<>();

	private final Runnable wake;

	private int dropped;

	/**
	 * Creates an empty queue.
	 * @param wake tells the shell that there is something; must not wait
	 */
	NoticeQueue(Runnable wake) {
		this.wake = wake;
	}

	/**
	 * Adds a notice. Where there are too many the oldest is dropped.
	 * @param notice one line
	 */
	void add(String notice) {
		this.lock.lock();
		try {
			if (this.notices.size() == LIMIT) {
				this.notices.remove();
				this.dropped++;
			}
			this.notices.add(notice);
		}
		finally {
			this.lock.unlock();
		}
		this.wake.run();
	}

	/**
	 * Takes everything out.
	 * @return the notices, oldest first
	 */
	List<String> take() {
		this.lock.lock();
		try {
			List<String> taken = new ArrayList<>();
			if (this.dropped > 0) {
				taken.add("(" + this.dropped + " older notices were dropped)");
			}
			taken.addAll(this.notices);
			this.notices.clear();
			this.dropped = 0;
			return taken;
		}
		finally {
			this.lock.unlock();
		}
	}

}
