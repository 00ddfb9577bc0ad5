package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.sshconsole.ssh.wire.SshException;

/**
 * The answer that a thread waits for; the reader thread brings it.
 */
final class PendingReply<T> {

	private final CompletableFuture<T> result = new CompletableFuture<>();

	void complete(T answer) {
		this.result.complete(answer);
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
			throw new InterruptedIOException("interrupted while waiting for an answer");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof ChannelOpenException refused) {
				throw new ChannelOpenException(refused.reason(), String.valueOf(refused.getMessage()));
			}
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new SshException(String.valueOf(cause.getMessage()), cause);
		}
	}

}
