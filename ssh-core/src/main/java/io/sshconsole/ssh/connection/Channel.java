package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * One channel: a pair of byte streams with flow control, and requests beside them (RFC
 * 4254 §5). Its streams and public methods may be used by any thread but the connection's
 * reader.
 */
public final class Channel {

	private final Connection connection;

	private final String kind;

	private final int id;

	private final ChannelMessages messages;

	private final ChannelFlow flow;

	private final InputStream in;

	private final InputStream extendedIn;

	private final OutputStream out;

	private final OutputStream err;

	private final Origin origin;

	private final ChannelSession session = new ChannelSession();

	private final PendingRequests<Boolean> requests = new PendingRequests<>();

	private final ChannelLife life = new ChannelLife();

	private volatile boolean wasOpened;

	private volatile long lastActivity = System.nanoTime();

	Channel(Connection connection, String kind, int id, Peer peer, Origin origin) {
		this.connection = connection;
		this.origin = origin;
		this.kind = kind;
		this.id = id;
		this.messages = new ChannelMessages(peer.id());
		int maxData = (int) Math.min(peer.maxData(), ConnectionConfig.MAX_DATA);
		this.flow = new ChannelFlow(peer.window(), maxData, origin == Origin.OURS, this::closedCause);
		this.in = new ChannelInputStream(this, this.flow, false);
		this.extendedIn = new ChannelInputStream(this, this.flow, true);
		this.out = new ChannelOutputStream(this, peer.id(), this.flow, 0);
		this.err = new ChannelOutputStream(this, peer.id(), this.flow, ChannelOutputStream.STDERR);
	}

	/**
	 * Returns our number for the channel.
	 * @return a number that is unique within the connection, for its whole life
	 */
	public int id() {
		return this.id;
	}

	/**
	 * Returns what the channel is for.
	 * @return such as {@code session}
	 */
	public String kind() {
		return this.kind;
	}

	/**
	 * Returns what the peer sends: the standard input of a command that we run, or the
	 * standard output of one that the peer runs. Closing it tells the peer, if it
	 * understands, that we want no more.
	 * @return a blocking stream
	 */
	public InputStream in() {
		return this.in;
	}

	/**
	 * Returns the standard error of a command that the peer runs.
	 * @return a blocking stream; empty on channels that the peer opened
	 */
	public InputStream extendedIn() {
		return this.extendedIn;
	}

	/**
	 * Returns what we send. Closing it sends EOF.
	 * @return a blocking, unbuffered stream
	 */
	public OutputStream out() {
		return this.out;
	}

	/**
	 * Returns the standard error of a command that we run.
	 * @return a blocking, unbuffered stream
	 */
	public OutputStream err() {
		return this.err;
	}

	/**
	 * Returns the terminal that the peer asked for and got, with its present size.
	 * @return empty without a terminal
	 */
	public Optional<PtyRequest> pty() {
		return this.session.pty();
	}

	/**
	 * Returns the display that the peer offered and that was accepted.
	 * @return empty without a display
	 */
	public Optional<X11Request> x11() {
		return this.session.x11();
	}

	/**
	 * Returns the variables of what runs on the channel: those that the peer set and that
	 * were accepted, and those that the server set.
	 * @return a copy
	 */
	public Map<String, String> environment() {
		return Map.copyOf(this.session.environment());
	}

	/**
	 * Sets a variable of what will run on the channel, whatever the peer has set.
	 * @param name the variable
	 * @param value its value
	 */
	public void setEnvironment(String name, String value) {
		this.session.environment().put(name, value);
	}

	/**
	 * Finds a subsystem that was registered with the server.
	 * @param name such as {@code sftp}
	 * @return its work; empty if there is none of that name
	 */
	public Optional<ChannelTask> subsystem(String name) {
		return this.connection.subsystem(name);
	}

	/**
	 * Sets who hears of the channel from now on. If the channel is closed already, it is
	 * told at once, on the calling thread.
	 * @param listener one listener; replaces the one before
	 */
	public void listener(ChannelListener listener) {
		this.session.listener(listener);
		if (!isOpen()) {
			listener.closed();
		}
	}

	/**
	 * Returns how the command ended that the peer runs.
	 * @return empty until the peer tells, and if it never does
	 */
	public Optional<ExitStatus> exitStatus() {
		return this.session.exitStatus();
	}

	public boolean isOpen() {
		return this.flow.isOpen();
	}

	/**
	 * Returns when something happened on the channel, as {@link System#nanoTime} gives
	 * it.
	 * @return the time of the last message about it, in either direction
	 */
	public long lastActivity() {
		return this.lastActivity;
	}

	/**
	 * Waits until both sides have closed the channel, or the connection ended.
	 * @throws InterruptedException if interrupted while waiting
	 */
	public void awaitClosed() throws InterruptedException {
		this.life.awaitRemoved();
	}

	/**
	 * Ends our direction. The peer may go on sending.
	 * @throws IOException if the connection ended
	 */
	public void sendEof() throws IOException {
		sendEof(More.NONE);
	}

	private void sendEof(More more) throws IOException {
		if (this.flow.endSending()) {
			transport().writeIf(this.flow::isCloseUnsent, this.messages.eof(), more);
		}
	}

	/**
	 * Closes the channel. Repeating it has no effect.
	 * @throws IOException if the connection ended
	 */
	public void close() throws IOException {
		if (this.flow.close(false)) {
			transport().writeIf(() -> true, this.messages.close(), More.NONE);
		}
	}

	/**
	 * Ends a channel whose command has ended: sends its status if it is a session, EOF
	 * and CLOSE, in this order and together (RFC 4254 §6.10). Called by the core for each
	 * {@link ChannelTask}.
	 * @param status how the command ended
	 * @throws IOException if the connection ended
	 */
	public void finish(ExitStatus status) throws IOException {
		if (this.kind.equals(Connection.SESSION)) {
			transport().writeIf(this.flow::isCloseUnsent, this.messages.exit(status), More.CERTAIN);
		}
		sendEof(More.CERTAIN);
		close();
	}

	/**
	 * Tells a client with a terminal whether it may itself stop and start output when the
	 * user types Control-S and Control-Q (RFC 4254 §6.8). Off unless it is told.
	 * @param clientMay whether it may
	 * @throws IOException if the connection ended
	 */
	public void allowFlowControl(boolean clientMay) throws IOException {
		inform("xon-xoff", (out) -> out.writeBoolean(clientMay));
	}

	/**
	 * Sends a request about the channel and waits for the answer (RFC 4254 §5.4).
	 * @param type the request's type
	 * @param fields writes the request's own fields
	 * @return whether the peer did it
	 * @throws IOException if the channel or the connection ended
	 */
	public boolean request(String type, Payload fields) throws IOException {
		return this.requests.ask(() -> {
			if (!send(type, true, fields)) {
				throw closedCause();
			}
		});
	}

	/**
	 * Sends a request that wants no answer, such as {@code window-change}.
	 * @param type the request's type
	 * @param fields writes the request's own fields
	 * @throws IOException if the connection ended
	 */
	public void inform(String type, Payload fields) throws IOException {
		send(type, false, fields);
	}

	private boolean send(String type, boolean wantReply, Payload fields) throws IOException {
		return transport().writeIf(this.flow::isOpen, this.messages.request(type, wantReply, fields), More.NONE);
	}

	// What the streams call

	/**
	 * Tells the peer that we read no more, so that it can end early. Only OpenSSH knows
	 * the request, others might take it amiss (OpenSSH PROTOCOL 2.1).
	 */
	void stopReading() throws IOException {
		if (this.flow.stopReading() && transport().peerVersion().contains("OpenSSH")) {
			inform(ChannelMessages.END_OF_WRITE, (out) -> {
			});
		}
		adjustWindow();
	}

	void active() {
		this.connection.active();
		heard(this.connection.lastActivity());
	}

	void adjustWindow() throws IOException {
		int adjustment = this.flow.takeAdjustment();
		if (adjustment > 0) {
			transport().writeIf(this.flow::isOpen, this.messages.windowAdjust(adjustment), More.NONE);
		}
	}

	long peerId() {
		return this.messages.peerId();
	}

	PacketTransport transport() {
		return this.connection.transport();
	}

	// What the reader calls

	/**
	 * Takes the time of a message about the channel.
	 */
	void heard(long time) {
		this.lastActivity = time;
	}

	/**
	 * Takes data that arrived.
	 * @param source holds it
	 * @param offset index of the first byte
	 * @param length how many bytes
	 * @param extendedType the type of extended data, {@code 0} for ordinary data
	 */
	void dataReceived(byte[] source, int offset, int length, long extendedType) throws DisconnectException {
		boolean known = extendedType == 0 || extendedType == ChannelOutputStream.STDERR;
		if (this.flow.append(extendedType != 0, known, source, offset, length)) {
			this.connection.wakeSoon(this.flow);
		}
		int adjustment = this.flow.takeAdjustment();
		if (adjustment > 0) {
			post(this.messages.windowAdjust(adjustment));
		}
	}

	/**
	 * Posts the answer to a request of the peer.
	 */
	void postAnswer(boolean granted) throws DisconnectException {
		post(this.messages.answer(granted));
	}

	/**
	 * Posts what must not follow our CLOSE: the peer may have forgotten the channel by
	 * then, and would end the connection over it.
	 * @param message the message
	 */
	private void post(Payload message) throws DisconnectException {
		this.flow.ifCloseUnsent(() -> transport().post(message));
	}

	void windowAdjusted(long count) throws DisconnectException {
		this.flow.adjustPeerWindow(count);
	}

	void eofReceived() {
		this.flow.peerEndedSending();
	}

	/**
	 * Takes the news that the peer reads no more.
	 */
	void peerStoppedReading() {
		this.flow.peerStoppedReading();
	}

	/**
	 * Closes a channel that nobody wants.
	 */
	void dismiss() throws DisconnectException {
		if (this.flow.close(false)) {
			postClose();
		}
	}

	private void postClose() throws DisconnectException {
		transport().post(this.messages.close());
	}

	/**
	 * Takes the peer's CLOSE: answers it once, stops the task, lets go of the channel.
	 */
	void closeReceived() throws DisconnectException {
		if (this.flow.close(true)) {
			postClose();
		}
		stop();
	}

	void connectionEnded() {
		this.flow.close(true);
		stop();
	}

	private void stop() {
		// First the news, then the interrupt: whoever is woken wants to know why
		this.session.listener().closed();
		this.life.interruptTask();
		this.connection.remove(this);
	}

	/**
	 * Takes the answer to a request.
	 * @return whether anybody waited for one
	 */
	boolean replyReceived(boolean success) {
		return this.requests.answer(success);
	}

	ChannelSession session() {
		return this.session;
	}

	void acceptX11(X11Request x11) {
		this.session.accept(x11);
		this.connection.forwardedOpens().acceptX11();
	}

	void acceptAgent(String kind) {
		this.connection.forwardedOpens().acceptAgent(kind);
	}

	// The task and the end

	boolean isStarted() {
		return this.life.hasTask();
	}

	/**
	 * Starts the channel's one task.
	 * @param task what to do
	 */
	void start(ChannelTask task) {
		RunningTask running = new RunningTask(this, task);
		this.life.begin(running);
		this.connection.start(running);
	}

	/**
	 * Keeps the task from being interrupted.
	 */
	void shieldTask() {
		this.life.shieldTask();
	}

	/**
	 * Ends a channel that the peer never got, without a message about it.
	 */
	void abandon() {
		this.flow.close(true);
		this.connection.remove(this);
	}

	void removed() {
		if (this.life.remove()) {
			this.requests.end(closedCause());
			release();
		}
	}

	void markOpened() {
		this.wasOpened = true;
	}

	boolean wasOpened() {
		return this.wasOpened;
	}

	Origin origin() {
		return this.origin;
	}

	/**
	 * Gives up one hold. The last one ends the channel.
	 */
	void release() {
		if (this.life.release()) {
			this.connection.ended(this);
		}
	}

	private SshException closedCause() {
		Throwable cause = transport().closeCause();
		return (cause != null) ? new SshException("the connection has ended: " + cause.getMessage(), cause)
				: new SshException("the channel is closed");
	}

	@Override
	public String toString() {
		return this.kind + " " + this.id;
	}

	/**
	 * Why there is a channel.
	 */
	enum Origin {

		/**
		 * We have asked for it.
		 */
		OURS,

		/**
		 * The peer has asked for it, and the handler decides what is done on it.
		 */
		PEER,

		/**
		 * The peer has asked for it, and it leads to another connection.
		 */
		TUNNEL

	}

	/**
	 * The other end of a channel, as its open or confirmation message tells it.
	 *
	 * @param id its number for the channel
	 * @param window how many bytes we may send
	 * @param maxData most bytes in a packet
	 */
	record Peer(long id, long window, long maxData) {

		static Peer read(WireReader packet) throws DisconnectException {
			Peer peer = new Peer(packet.readUint32(), packet.readUint32(), packet.readUint32());
			if (peer.maxData == 0) {
				throw DisconnectException.protocolError("a channel whose packets hold nothing");
			}
			return peer;
		}

	}

}
