package io.sshconsole.ssh;

import java.io.IOException;
import java.util.concurrent.Executor;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what takes too long on one connection whose user is logged in: exchanges of
 * keys, silence, signs of life. One thread, the watchdog; others do what might block.
 */
final class TransportWatch {

	private static final Logger logger = LoggerFactory.getLogger(TransportWatch.class);

	private final Transport transport;

	private final PacketTransport packets;

	private final IdleLimits limits;

	private final KeepAlive keepAlive;

	private final Executor flusher;

	TransportWatch(Transport transport, PacketTransport packets, ServerLimits limits, Executor flusher) {
		this.transport = transport;
		this.packets = packets;
		this.limits = limits.idle();
		this.keepAlive = new KeepAlive(limits.keepAliveInterval(), limits.keepAliveMaxMissed(), System.nanoTime());
		this.flusher = flusher;
	}

	/**
	 * Looks once and ends what has taken too long.
	 * @param connection the connection's channels
	 * @param now the present value of {@link System#nanoTime}
	 */
	void check(Connection connection, long now) {
		if (this.packets.isKeyExchangeOverdue(now)) {
			this.transport
				.disconnect(new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "the key exchange took too long"));
		}
		if (this.limits.isSilent(connection, now)) {
			this.transport.disconnect(new DisconnectException(Reason.BY_APPLICATION, "idle for too long"));
		}
		if (this.limits.isUnused(connection, now)) {
			this.transport.disconnect(new DisconnectException(Reason.BY_APPLICATION, "unused for too long"));
		}
		this.limits.idle(connection, now).forEach((channel) -> this.flusher.execute(() -> closeIdle(channel)));
		switch (this.keepAlive.next(this.packets.bytesReceived(), now)) {
			case ASK -> this.flusher.execute(() -> ask(connection));
			case GIVE_UP -> this.transport
				.disconnect(new DisconnectException(Reason.CONNECTION_LOST, "no sign of life for too long"));
			case NOTHING -> {
			}
		}
	}

	private void closeIdle(Channel channel) {
		try {
			logger.debug("{}: {} was idle for too long", this.transport, channel);
			channel.close();
		}
		catch (IOException ex) {
			logger.trace("{} is gone already: {}", this.transport, ex.getMessage());
		}
	}

	private void ask(Connection connection) {
		try {
			connection.keepAlive();
		}
		catch (IOException ex) {
			logger.trace("{} is gone already: {}", this.transport, ex.getMessage());
		}
	}

}
