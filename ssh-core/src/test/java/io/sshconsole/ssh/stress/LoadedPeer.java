package io.sshconsole.ssh.stress;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.connection.ConnectionConfig;
import io.sshconsole.ssh.connection.ConnectionEvents;
import io.sshconsole.ssh.connection.ConnectionHandler;
import io.sshconsole.ssh.connection.ConnectionLimits;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * One side of a connection under load: the connection, its reader, and what it does for
 * the other side.
 */
final class LoadedPeer implements ConnectionHandler, ConnectionEvents {

	/**
	 * A request, global or a signal, that is granted; all others are refused.
	 */
	static final String GRANTED = "yes";

	static final String REFUSED = "no";

	private static final int MAX_SESSIONS = 100;

	private static final long LAST_WORDS_MILLIS = 1000;

	private final Load load;

	private final PacketTransport transport;

	private final Connection connection;

	private final AtomicInteger openChannels = new AtomicInteger();

	LoadedPeer(Load load, PacketTransport transport, ThreadFactory threads, Executor flusher) {
		this.load = load;
		this.transport = transport;
		this.connection = new Connection(transport, this,
				new ConnectionConfig(ConnectionLimits.DEFAULT.withMaxSessions(MAX_SESSIONS),
						(task) -> threads.newThread(task).start(), flusher),
				this);
	}

	/**
	 * The reader's life, as a server's connection has it.
	 */
	void read() {
		try {
			this.connection.run();
		}
		catch (IOException | RuntimeException ex) {
			this.load.failed(ex);
			if (ex instanceof DisconnectException reason && !reason.isByPeer()) {
				this.transport.sendDisconnect(reason, LAST_WORDS_MILLIS);
			}
			this.transport.close(ex);
			this.connection.end();
		}
	}

	/**
	 * Opens a channel whose other end sends and expects the same number of bytes.
	 * @param stream names what flows, and where it ends: {@code number:bytes}
	 * @return the channel
	 */
	Channel open(String stream) throws IOException {
		Channel channel = this.connection.openChannel("session", (out) -> {
		});
		if (!channel.request("exec", (out) -> out.writeText(stream))) {
			throw new IllegalStateException("exec was refused");
		}
		return channel;
	}

	boolean ask(String name) throws IOException {
		return this.connection.globalRequest(name, (out) -> {
		}).isAccepted();
	}

	int openChannels() {
		return this.openChannels.get();
	}

	@Override
	public OpenResult checkChannelRequest(String kind, int channelId) {
		return OpenResult.SUCCEEDED;
	}

	@Override
	public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
		return Optional.of((sameChannel) -> {
			this.load.serve(sameChannel, Stream.parse(command));
			return ExitStatus.OK;
		});
	}

	@Override
	public boolean checkChannelSignalRequest(Channel channel, String name) {
		return name.equals(GRANTED);
	}

	@Override
	public GlobalReply checkGlobalRequest(String name, WireReader fields) {
		return name.equals(GRANTED) ? GlobalReply.ACCEPTED : GlobalReply.REFUSED;
	}

	@Override
	public void opened(Channel channel) {
		this.openChannels.incrementAndGet();
	}

	@Override
	public void closed(Channel channel) {
		this.openChannels.decrementAndGet();
	}

}
