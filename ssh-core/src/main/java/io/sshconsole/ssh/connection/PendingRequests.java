package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The requests of one channel, or of the connection, that wait for an answer (RFC 4254
 * §4, §5.4). Answers carry no number, they come in the order of the questions; so there
 * is one question at a time, and its lock is held for the round trip. Application threads
 * ask, the reader thread answers.
 */
final class PendingRequests {

	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicReference<@Nullable PendingReply<Boolean>> pending = new AtomicReference<>();

	private volatile @Nullable IOException end;

	/**
	 * Asks and waits.
	 * @param request sends the question
	 * @return whether the peer did it
	 * @throws IOException if it cannot be sent, or the end comes before the answer
	 */
	boolean ask(Request request) throws IOException {
		this.lock.lock();
		try {
			PendingReply<Boolean> reply = new PendingReply<>();
			this.pending.set(reply);
			request.send();
			IOException end = this.end;
			if (end != null) {
				reply.fail(end);
			}
			return reply.await();
		}
		finally {
			this.pending.set(null);
			this.lock.unlock();
		}
	}

	/**
	 * Brings an answer.
	 * @param success whether the peer did it
	 * @return whether anybody waited for one
	 */
	boolean answer(boolean success) {
		PendingReply<Boolean> reply = this.pending.getAndSet(null);
		if (reply != null) {
			reply.complete(success);
		}
		return reply != null;
	}

	/**
	 * Fails whoever waits, now or later.
	 * @param cause why no answer will come
	 */
	void end(IOException cause) {
		this.end = cause;
		PendingReply<Boolean> reply = this.pending.getAndSet(null);
		if (reply != null) {
			reply.fail(cause);
		}
	}

	/**
	 * Sends a question.
	 */
	@FunctionalInterface
	interface Request {

		void send() throws IOException;

	}

}
