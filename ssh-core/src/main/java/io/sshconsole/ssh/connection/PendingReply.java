package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.sshconsole.ssh.wire.SshException;

/**
 * The answer that a thread waits for; the reader thread brings it.
 */
final class PendingReply<T> {

	private final CompletableFuture<T> result = new CompletableFuture<>();

	/**
	 * Brings the answer.
	 * @param answer what the peer says
	 * @return whether anybody still waits for it
	 */
	boolean complete(T answer) {
		return this.result.complete(answer);
	}

	void fail(IOException cause) {
		this.result.completeExceptionally(cause);
	}

	T await() throws IOException {
		try {
			return this.result.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			fail(new InterruptedIOException("interrupted while waiting for an answer"));
			return settled();
		}
		catch (ExecutionException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Returns the result that is there: who gives up may have been given an answer at the
	 * last moment.
	 */
	private T settled() throws IOException {
		try {
			return this.result.join();
		}
		catch (CompletionException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Makes what is thrown: a copy with the stack of the thread that waited.
	 */
	private static IOException failure(Exception ex) {
		Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
		if (cause instanceof ChannelOpenException refused) {
			return new ChannelOpenException(refused.reason(), String.valueOf(refused.getMessage()));
		}
		return (cause instanceof InterruptedIOException interrupted) ? interrupted
				: new SshException(String.valueOf(cause.getMessage()), cause);
	}

}
