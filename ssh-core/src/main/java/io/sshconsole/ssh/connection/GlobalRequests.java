package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;

import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests about the connection as a whole, the peer's and ours (RFC 4254 §4, §7.1).
 * The peer's are served by the reader thread, one after the other, because their answers
 * carry no number.
 *
 * <pre>
 * byte     SSH_MSG_GLOBAL_REQUEST
 * string   request name
 * boolean  want reply
 * ....     request specific fields
 * </pre>
 */
final class GlobalRequests {

	private static final Logger logger = LoggerFactory.getLogger(GlobalRequests.class);

	private final PacketTransport transport;

	private final ConnectionHandler handler;

	private final ConnectionServices services;

	private final PendingRequests<GlobalReply> pending = new PendingRequests<>();

	private boolean noMoreSessions;

	GlobalRequests(PacketTransport transport, ConnectionHandler handler, ConnectionServices services) {
		this.transport = transport;
		this.handler = handler;
		this.services = services;
	}

	/**
	 * Tells whether the peer has promised to open no more sessions (OpenSSH PROTOCOL
	 * 2.2).
	 */
	boolean isNoMoreSessions() {
		return this.noMoreSessions;
	}

	/**
	 * Serves one request of the peer. The answer is posted before any work starts, and
	 * only if the peer wants one.
	 * @param packet the cursor behind the message number
	 * @throws DisconnectException if the request is malformed
	 */
	void serve(WireReader packet) throws DisconnectException {
		String name = packet.readText();
		boolean wantReply = packet.readBoolean();
		Answer answer = decide(name, packet);
		if (wantReply) {
			WireWriter message = WireWriter
				.message(answer.reply.isAccepted() ? MessageNumber.REQUEST_SUCCESS : MessageNumber.REQUEST_FAILURE);
			answer.reply.writeTo(message);
			this.transport.post(message);
		}
		answer.then.run();
	}

	private Answer decide(String name, WireReader fields) throws DisconnectException {
		return switch (name) {
			case "no-more-sessions@openssh.com" -> {
				fields.expectEnd();
				this.noMoreSessions = true;
				yield Answer.of(true);
			}
			case "tcpip-forward" -> tcpipForward(fields);
			case "cancel-tcpip-forward" -> cancelTcpipForward(fields);
			case "streamlocal-forward@openssh.com" -> streamlocalForward(fields);
			case "cancel-streamlocal-forward@openssh.com" -> cancelStreamlocalForward(fields);
			default -> {
				Optional<GlobalReply> reply = this.services.globalRequest(name, fields);
				yield new Answer(reply.isPresent() ? reply.get() : this.handler.checkGlobalRequest(name, fields));
			}
		};
	}

	/**
	 * Decides about {@code string} address, {@code uint32} port.
	 */
	private Answer tcpipForward(WireReader fields) throws DisconnectException {
		Optional<InetSocketAddress> address = ForwardAddress.readTcp(fields);
		fields.expectEnd();
		boolean granted = address.isPresent()
				&& this.handler.checkPortForwardRequest(address.get().getHostString(), address.get().getPort());
		return granted ? listen(address.get(), address.get().getPort() == 0) : Answer.of(false);
	}

	private Answer cancelTcpipForward(WireReader fields) throws DisconnectException {
		Optional<InetSocketAddress> address = ForwardAddress.readTcp(fields);
		fields.expectEnd();
		address.ifPresent((bound) -> this.handler.cancelPortForwardRequest(bound.getHostString(), bound.getPort()));
		return cancel(address);
	}

	private Answer streamlocalForward(WireReader fields) throws DisconnectException {
		Optional<UnixDomainSocketAddress> path = ForwardAddress.readPath(fields);
		fields.expectEnd();
		boolean granted = path.isPresent() && this.handler.checkStreamlocalForwardRequest(path.get().getPath());
		return granted ? listen(path.get(), false) : Answer.of(false);
	}

	private Answer cancelStreamlocalForward(WireReader fields) throws DisconnectException {
		Optional<UnixDomainSocketAddress> path = ForwardAddress.readPath(fields);
		fields.expectEnd();
		path.ifPresent((bound) -> this.handler.cancelStreamlocalForwardRequest(bound.getPath()));
		return cancel(path);
	}

	private Answer listen(SocketAddress address, boolean tellPort) {
		Optional<Forwarder> forwarder = this.services.forwarder();
		if (forwarder.isEmpty()) {
			return Answer.of(false);
		}
		try {
			Forwarder.Listener listener = forwarder.get().listen(address);
			GlobalReply reply = tellPort ? GlobalReply.accepted(new WireWriter().writeUint32(listener.port()))
					: GlobalReply.ACCEPTED;
			return new Answer(reply, listener::start);
		}
		catch (IOException ex) {
			logger.debug("Cannot listen on {}: {}", address, ex.getMessage());
			return Answer.of(false);
		}
	}

	private Answer cancel(Optional<? extends SocketAddress> address) {
		return Answer.of(address.isPresent()
				&& this.services.forwarder().map((forwarder) -> forwarder.cancel(address.get())).orElse(false));
	}

	// Ours

	/**
	 * Asks the peer and waits for the answer.
	 */
	GlobalReply ask(String name, Payload fields) throws IOException {
		return this.pending.ask(() -> send(name, true, fields));
	}

	/**
	 * Asks the peer for the sake of any answer.
	 */
	void askForAnything(String name) throws IOException {
		this.pending.begin(() -> send(name, true, (out) -> {
		}));
	}

	/**
	 * Tells the peer something that wants no answer.
	 */
	void inform(String name, Payload fields) throws IOException {
		send(name, false, fields);
	}

	private void send(String name, boolean wantReply, Payload fields) throws IOException {
		this.transport.writeIf(() -> true, (out) -> {
			out.writeByte(MessageNumber.GLOBAL_REQUEST).writeText(name).writeBoolean(wantReply);
			fields.writeTo(out);
		}, More.NONE);
	}

	/**
	 * Takes an answer of the peer.
	 * @return whether there was a question
	 */
	boolean answered(boolean accepted, WireReader packet) throws DisconnectException {
		if (!accepted) {
			packet.expectEnd();
		}
		return this.pending.answer(accepted ? GlobalReply.read(packet) : GlobalReply.REFUSED);
	}

	void end(IOException cause) {
		this.pending.end(cause);
	}

	/**
	 * What is answered, and what is done once it is posted.
	 */
	private record Answer(GlobalReply reply, Runnable then) {

		Answer(GlobalReply reply) {
			this(reply, () -> {
			});
		}

		static Answer of(boolean accepted) {
			return new Answer(accepted ? GlobalReply.ACCEPTED : GlobalReply.REFUSED);
		}

	}

}
