package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.sshconsole.ssh.wire.SshException;

/**
 * The answer that a thread waits for; the reader thread brings it.
 */
final class PendingReply {

	private final CompletableFuture<Boolean> result = new CompletableFuture<>();

	void complete(boolean success) {
		this.result.complete(success);
	}

	void fail(IOException cause) {
		this.result.completeExceptionally(cause);
	}

	boolean await() throws IOException {
		try {
			return this.result.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while waiting for an answer");
		}
		catch (ExecutionException ex) {
			throw new SshException(String.valueOf(ex.getCause().getMessage()), ex.getCause());
		}
	}

}
