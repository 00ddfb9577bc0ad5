package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The requests of one channel, or of the connection, that wait for an answer (RFC 4254
 * §4, §5.4). Answers carry no number, they come in the order of the questions: the lock
 * puts a question into the queue and on its way in one step. Who gives up waiting leaves
 * the question in the queue, so that its answer is not taken for that of the next.
 * Application threads ask, the reader thread answers.
 */
final class PendingRequests<T> {

	private final ReentrantLock lock = new ReentrantLock();

	private final Queue<PendingReply<T>> pending = new ConcurrentLinkedQueue<>();

	private volatile @Nullable IOException end;

	/**
	 * Asks and waits.
	 * @param request sends the question
	 * @return the answer
	 * @throws IOException if it cannot be sent, or the end comes before the answer
	 */
	T ask(Request request) throws IOException {
		return begin(request).await();
	}

	/**
	 * Asks.
	 * @param request sends the question
	 * @return the answer to come
	 * @throws IOException if it cannot be sent
	 */
	PendingReply<T> begin(Request request) throws IOException {
		PendingReply<T> reply = new PendingReply<>();
		this.lock.lock();
		try {
			this.pending.add(reply);
			request.send();
		}
		catch (IOException ex) {
			this.pending.remove(reply);
			throw ex;
		}
		finally {
			this.lock.unlock();
		}
		IOException end = this.end;
		if (end != null) {
			reply.fail(end);
		}
		return reply;
	}

	/**
	 * Brings an answer.
	 * @param answer what the peer says
	 * @return whether there was a question
	 */
	boolean answer(T answer) {
		PendingReply<T> reply = this.pending.poll();
		if (reply != null) {
			reply.complete(answer);
		}
		return reply != null;
	}

	/**
	 * Fails whoever waits, now or later.
	 * @param cause why no answer will come
	 */
	void end(IOException cause) {
		this.end = cause;
		for (PendingReply<T> reply = this.pending.poll(); reply != null; reply = this.pending.poll()) {
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
