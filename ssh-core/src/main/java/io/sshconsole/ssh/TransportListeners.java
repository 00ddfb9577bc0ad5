package io.sshconsole.ssh;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

import io.sshconsole.ssh.connection.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All listeners of a server as one. What one of them throws is logged: it neither keeps
 * the others from hearing, nor ends a connection, nor stops the thread that accepts them.
 */
record TransportListeners(List<TransportListener> listeners) implements TransportListener {

	private static final Logger logger = LoggerFactory.getLogger(TransportListeners.class);

	TransportListeners {
		listeners = List.copyOf(listeners);
	}

	@Override
	public void refused(InetSocketAddress address, String reason) {
		each((listener) -> listener.refused(address, reason));
	}

	@Override
	public void connected(Transport transport) {
		each((listener) -> listener.connected(transport));
	}

	@Override
	public void authenticated(Transport transport, String method) {
		each((listener) -> listener.authenticated(transport, method));
	}

	@Override
	public void authenticationFailed(Transport transport, String username, String method) {
		each((listener) -> listener.authenticationFailed(transport, username, method));
	}

	@Override
	public void channelOpened(Transport transport, Channel channel) {
		each((listener) -> listener.channelOpened(transport, channel));
	}

	@Override
	public void channelClosed(Transport transport, Channel channel) {
		each((listener) -> listener.channelClosed(transport, channel));
	}

	@Override
	public void closed(Transport transport, @Nullable Throwable cause) {
		each((listener) -> listener.closed(transport, cause));
	}

	private void each(Consumer<TransportListener> call) {
		for (TransportListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener to connections failed", ex);
			}
		}
	}

}
