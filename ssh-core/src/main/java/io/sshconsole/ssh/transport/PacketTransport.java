package io.sshconsole.ssh.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted message pipe (RFC 4253). {@link #read} hides the transport's own messages
 * and re-keying; {@link #close} is the one way down.
 * <p>
 * One thread reads and posts, see {@link PacketWriter}; every other thread writes. Until
 * {@link #share} is called there is only that one thread.
 */
public final class PacketTransport {

	/**
	 * Longest data of a PING that is sent back. While a key exchange holds the answers, a
	 * peer could fill our memory with them (CVE-2025-26466).
	 */
	private static final int MAX_PING_DATA = 1024;

	/**
	 * Most bytes of a message that means nothing, as much as every peer must read.
	 */
	private static final int MAX_IGNORED = 32 * 1024;

	private final PacketReader reader;

	private final PacketWriter writer;

	private final Role role;

	private final TransportConfig config;

	private final KeyExchange keyExchange;

	private final Closeable connection;

	private final AtomicReference<@Nullable Throwable> closeCause = new AtomicReference<>();

	private final RekeyBudget rekeyBudget;

	private Runnable keysExchanged = () -> {
	};

	private Runnable beforeWaiting = () -> {
	};

	private boolean authenticated;

	private long packetsAtFirstKeys = -1;

	private volatile String peerVersion = "";

	private volatile ExtInfo peerExtInfo = ExtInfo.NONE;

	private PacketTransport(InputStream in, OutputStream out, Closeable connection, Role role, TransportConfig config,
			AlgorithmPreferences algorithms, KeyExchange.Party party) {
		this.role = role;
		this.config = config;
		this.connection = connection;
		this.rekeyBudget = new RekeyBudget(config.maxRekeysPerMinute(), System.nanoTime());
		this.reader = new PacketReader(in, config);
		this.writer = new PacketWriter(out, config, () -> offer(algorithms));
		this.keyExchange = new KeyExchange(this.reader, this.writer, role, party);
		this.reader.beforeWaiting(this::handOn);
	}

	/**
	 * Makes a server's end.
	 * @param in bytes from the client
	 * @param out bytes to the client, unbuffered
	 * @param connection closes both, freeing threads that are stuck in them
	 * @param config the settings
	 * @param hostKeys our host keys; only what they can sign is offered
	 * @return an end on which nothing was sent yet
	 */
	public static PacketTransport server(InputStream in, OutputStream out, Closeable connection, TransportConfig config,
			List<Signer> hostKeys) {
		AlgorithmPreferences algorithms = config.algorithms();
		List<String> usable = algorithms.hostKeys()
			.stream()
			.filter((name) -> hostKeys.stream().anyMatch((key) -> key.algorithms().contains(name)))
			.toList();
		return new PacketTransport(in, out, connection, Role.SERVER, config, algorithms.withHostKeys(usable),
				new KexServer(hostKeys, config.moduli(), config.random()));
	}

	/**
	 * Makes a client's end.
	 * @param in bytes from the server
	 * @param out bytes to the server, unbuffered
	 * @param connection closes both, freeing threads that are stuck in them
	 * @param config the settings
	 * @param verifier decides about the server's key
	 * @return an end on which nothing was sent yet
	 */
	public static PacketTransport client(InputStream in, OutputStream out, Closeable connection, TransportConfig config,
			HostKeyVerifier verifier) {
		return new PacketTransport(in, out, connection, Role.CLIENT, config, config.algorithms(),
				new KexClient(verifier, config.random()));
	}

	/**
	 * Hands on what the last burst has brought: answers to the peer, data to whoever
	 * reads it.
	 */
	private void handOn() {
		this.writer.flush();
		this.beforeWaiting.run();
	}

	private KexInit offer(AlgorithmPreferences algorithms) {
		return KexInit.offer(algorithms, this.role, this.keyExchange.isInitial(), this.config.random());
	}

	/**
	 * Exchanges identifications and the first keys. Our identification and our offer
	 * leave in one write.
	 * @throws IOException if the peer does not speak SSH or nothing in common is found
	 */
	public void start() throws IOException {
		String ours = this.config.identification();
		this.writer.writeLine((ours + "\r\n").getBytes(StandardCharsets.US_ASCII));
		this.writer.postKexInit();
		String peers = VersionExchange.read(this.reader, this.role.peer());
		this.peerVersion = PeerText.sanitise(peers);
		this.keyExchange.versions(ours, peers);
		WireReader first = this.reader.read();
		while (!isKexInit(first)) {
			handle(first);
			first = this.reader.read();
		}
		exchangeKeys(first);
	}

	/**
	 * Reads the next message of the layers above. Reader thread only.
	 * @return the message, number first; valid until the next call
	 * @throws IOException if the connection ends
	 */
	public WireReader read() throws IOException {
		while (true) {
			WireReader packet = this.reader.read();
			if (this.authenticated && isRekeyDue() && !this.writer.isKeyExchangeRunning()) {
				this.writer.postKexInit();
			}
			if (isKexInit(packet)) {
				if (!this.authenticated) {
					// Each exchange costs us a signature: an unknown peer gets one
					throw DisconnectException.protocolError("re-keying before authentication");
				}
				if (!this.writer.isKeyExchangeRunning()
						&& !this.rekeyBudget.spend(bytesReceived() + bytesSent(), System.nanoTime())) {
					throw new DisconnectException(Reason.BY_APPLICATION, "too many key exchanges");
				}
				exchangeKeys(packet);
			}
			else if (!handle(packet)) {
				return packet;
			}
		}
	}

	/**
	 * Waits until some of the next message is there, without a part of it being handled.
	 * Reader thread only.
	 * @return {@code false} if the socket has a time-out, and the peer was silent for so
	 * long
	 * @throws IOException if the connection ends
	 */
	public boolean await() throws IOException {
		return this.reader.await();
	}

	/**
	 * Returns how often the socket was read, each time perhaps behind some waiting.
	 * Reader thread only.
	 * @return a count that is never reset
	 */
	public long readings() {
		return this.reader.readings();
	}

	private boolean isRekeyDue() {
		return this.reader.bytesUnderKey() >= this.config.rekeyAfter()
				|| this.reader.packetsUnderKey() >= this.config.rekeyAfterPackets();
	}

	/**
	 * Reads the next message whose number is known; the peer is told that others are not
	 * (RFC 4253 §11.4). Reader thread only.
	 * @return the message, number first; valid until the next call
	 * @throws IOException if the connection ends
	 */
	public WireReader readKnown() throws IOException {
		WireReader packet = read();
		while (!MessageNumber.isKnown(packet.array()[packet.position()] & 0xff)) {
			postUnimplemented();
			packet = read();
		}
		return packet;
	}

	/**
	 * Handles a message of the transport layer.
	 * @return whether it was one; else the cursor is back at its number
	 */
	private boolean handle(WireReader packet) throws IOException {
		int number = packet.array()[packet.position()] & 0xff;
		switch (number) {
			case MessageNumber.DISCONNECT -> throw readDisconnect(packet);
			case MessageNumber.IGNORE, MessageNumber.DEBUG, MessageNumber.UNIMPLEMENTED -> {
				return true;
			}
			case MessageNumber.EXT_INFO -> {
				readExtInfo(packet);
				return true;
			}
			case MessageNumber.PING -> {
				pong(packet);
				return true;
			}
			default -> {
				if (this.packetsAtFirstKeys < 0 || (number >= MessageNumber.KEXINIT && number < 50)) {
					throw unexpected(number);
				}
				return false;
			}
		}
	}

	/**
	 * Makes the failure for a message that has no place here.
	 * @param number its number
	 * @return a protocol error that names it
	 */
	public static DisconnectException unexpected(int number) {
		return DisconnectException.protocolError("unexpected " + MessageNumber.name(number));
	}

	private void exchangeKeys(WireReader packet) throws IOException {
		byte[] payload = Arrays.copyOfRange(packet.array(), packet.position(), packet.position() + packet.remaining());
		this.keyExchange.run(payload, extInfo());
		// A client may ask its user something before it reads again
		this.writer.flush();
		if (this.packetsAtFirstKeys < 0) {
			this.packetsAtFirstKeys = this.reader.packets();
			rest();
		}
		this.keysExchanged.run();
	}

	private byte @Nullable [] extInfo() {
		return (this.role == Role.SERVER && this.keyExchange.isInitial())
				? ExtInfo.ofServer(this.config.algorithms().publicKeys()) : null;
	}

	/**
	 * Lets go of what the first keys needed. The peer may be silent for long, and whoever
	 * has not logged in must not hold much of us.
	 */
	private void rest() {
		this.reader.rest();
		this.writer.rest();
	}

	/**
	 * Sets what happens whenever the peer's new keys have come into use.
	 * @param action runs on the reader thread; must not block
	 */
	public void onKeysExchanged(Runnable action) {
		this.keysExchanged = action;
	}

	/**
	 * Sets what happens whenever all that came has been dealt with, so that what belongs
	 * to one burst is handed on together.
	 * @param action runs on the reader thread before it waits for the peer; must not wait
	 */
	public void beforeWaiting(Runnable action) {
		this.beforeWaiting = action;
	}

	/**
	 * Reads EXT_INFO. A client may send it only right behind its first NEWKEYS (RFC 8308
	 * §2.4); anywhere else it could have been put in by an attacker (CVE-2023-46445).
	 */
	private void readExtInfo(WireReader packet) throws DisconnectException {
		boolean inPlace = this.packetsAtFirstKeys >= 0 && (this.role.peer().mayRepeatExtInfo() && !this.authenticated
				|| this.reader.packets() == this.packetsAtFirstKeys + 1);
		if (!inPlace) {
			throw unexpected(MessageNumber.EXT_INFO);
		}
		packet.readByte();
		this.peerExtInfo = ExtInfo.read(packet);
	}

	/**
	 * Answers a PING. Nobody has to answer strangers (OpenSSH PROTOCOL 1.9).
	 */
	private void pong(WireReader packet) throws DisconnectException {
		if (!this.authenticated) {
			throw unexpected(MessageNumber.PING);
		}
		packet.readByte();
		byte[] data = packet.readString();
		packet.expectEnd();
		if (data.length > MAX_PING_DATA) {
			throw DisconnectException.protocolError("a ping of " + data.length + " bytes");
		}
		post(WireWriter.message(MessageNumber.PONG).writeString(data));
	}

	/**
	 * Queues a message, which leaves when the reader has nothing more to read, or with
	 * the next one that another thread writes. Reader thread only; never waits.
	 * @param message the message
	 * @throws DisconnectException if the peer does not read its answers
	 */
	public void post(WireWriter message) throws DisconnectException {
		this.writer.post(message.toByteArray());
	}

	/**
	 * Queues a message that writes itself, as {@link #post(WireWriter)}.
	 * @param message the message
	 * @throws DisconnectException if the peer does not read its answers
	 */
	public void post(Payload message) throws DisconnectException {
		WireWriter out = new WireWriter();
		message.writeTo(out);
		post(out);
	}

	/**
	 * Lets what was posted leave now. For a reader that will not read for a while; never
	 * waits.
	 */
	public void flush() {
		this.writer.flush();
	}

	/**
	 * Tells a client how its user may sign, if it reads that (OpenSSH PROTOCOL). Reader
	 * thread only, and only before authentication has succeeded.
	 * @param publicKeyAlgorithms signature algorithms accepted from this user
	 * @throws DisconnectException if the peer does not read its answers
	 */
	public void postSignatureAlgorithms(List<String> publicKeyAlgorithms) throws DisconnectException {
		if (this.peerExtInfo.inAuthentication()) {
			post(ExtInfo.ofUser(publicKeyAlgorithms));
		}
	}

	/**
	 * Answers a message whose number we do not know (RFC 4253 §11.4). Reader thread only.
	 * @throws DisconnectException if the peer does not read its answers
	 */
	public void postUnimplemented() throws DisconnectException {
		post(WireWriter.message(MessageNumber.UNIMPLEMENTED).writeUint32(this.reader.lastSequence()));
	}

	/**
	 * Writes a message, waiting for a key exchange and for the socket. Never on the
	 * reader thread.
	 * @param guard asked under the writer lock whether the message may still be sent
	 * @param payload the message
	 * @param more what the caller will do next
	 * @return what the guard said
	 * @throws IOException if the connection ended
	 */
	public boolean writeIf(BooleanSupplier guard, Payload payload, More more) throws IOException {
		return this.writer.writeIf(guard, payload, more);
	}

	/**
	 * Tells whether something waits for {@link More#LIKELY more}. Takes no lock.
	 */
	public boolean lingers() {
		return this.writer.lingers();
	}

	/**
	 * Sends what waits for {@link More#LIKELY more}, if anything does. Never on the
	 * reader thread.
	 * @throws IOException if the connection ended
	 */
	public void hurry() throws IOException {
		this.writer.hurry();
	}

	/**
	 * Lets what waits for {@link More#LIKELY more} leave, if anything does. For a thread
	 * that goes on to wait for the peer; never waits itself.
	 */
	public void hurryLater() {
		this.writer.hurryLater();
	}

	/**
	 * Makes new keys and waits until both directions use them (RFC 4253 §9). Never on the
	 * reader thread, and only when the user is known.
	 * @throws IOException if the connection ended, or the thread is interrupted
	 */
	public void rekey() throws IOException {
		try {
			this.writer.rekey().get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while waiting for new keys");
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new SshException("the connection has ended: " + cause.getMessage(), cause);
		}
	}

	/**
	 * Sends bytes that mean nothing (RFC 4253 §11.2). Never on the reader thread.
	 * @param length how many
	 * @throws IOException if the connection ended
	 * @throws IllegalArgumentException if a packet cannot hold as many
	 */
	public void sendIgnore(int length) throws IOException {
		if (length < 0 || length > MAX_IGNORED) {
			throw new IllegalArgumentException("'length' must be at most " + MAX_IGNORED);
		}
		byte[] noise = new byte[length];
		this.config.random().nextBytes(noise);
		this.writer.writeIf(() -> true, (out) -> out.writeByte(MessageNumber.IGNORE).writeString(noise), More.NONE);
	}

	/**
	 * Tells that the user is known: packets may be larger, keys may be renewed,
	 * compression begins, and other threads may write. To be called right behind
	 * USERAUTH_SUCCESS, by the server that posted it and by the client that read it.
	 * Reader thread only.
	 * @param flusher sends what is posted, on threads that nobody interrupts
	 * @throws IOException if the connection ended
	 */
	public void share(Executor flusher) throws IOException {
		this.authenticated = true;
		this.reader.peerIsKnown();
		this.reader.rest();
		this.keyExchange.compress();
		this.writer.share(flusher);
	}

	/**
	 * Says why the connection ends (RFC 4253 §11.1), as far as the peer reads within a
	 * short time. To be followed by {@link #close}, which frees a stuck write.
	 * @param cause what is told
	 * @param patienceMillis how long to wait for another thread that is writing
	 */
	public void sendDisconnect(DisconnectException cause, long patienceMillis) {
		String text = (cause.getMessage() != null) ? cause.getMessage() : "";
		this.writer.writeLast(WireWriter.message(MessageNumber.DISCONNECT)
			.writeUint32(cause.reasonCode())
			.writeText(text)
			.writeText("")
			.toByteArray(), patienceMillis);
	}

	/**
	 * Ends the connection. The first cause wins; every waiting thread throws it.
	 * @param cause why
	 */
	public void close(Throwable cause) {
		if (this.closeCause.compareAndSet(null, cause)) {
			try {
				this.connection.close();
			}
			catch (IOException ex) {
				// Nothing is left that could be done with it
			}
			this.writer.fail(cause);
		}
	}

	/**
	 * Frees what only the reader thread may touch. Its last call, behind {@link #close}.
	 */
	public void release() {
		this.reader.decompress(Compression.NONE);
	}

	public @Nullable Throwable closeCause() {
		return this.closeCause.get();
	}

	public Role role() {
		return this.role;
	}

	public String peerVersion() {
		return this.peerVersion;
	}

	/**
	 * Returns the hash of the first key exchange, which names this connection (RFC 4253
	 * §7.2).
	 * @return a copy
	 * @throws IllegalStateException before {@link #start} returned
	 */
	public byte[] sessionId() {
		return this.keyExchange.sessionId();
	}

	/**
	 * Returns the host key of the first key exchange.
	 * @return its public key blob
	 */
	public byte[] hostKey() {
		return this.keyExchange.hostKey();
	}

	public @Nullable NegotiatedAlgorithms negotiated() {
		return this.keyExchange.negotiated();
	}

	/**
	 * Returns what a server said it accepts as signatures; empty if it said nothing.
	 * @return algorithm names
	 */
	public List<String> serverSignatureAlgorithms() {
		return this.peerExtInfo.serverSignatureAlgorithms();
	}

	/**
	 * Tells whether a key exchange takes longer than the settings allow.
	 * @param now the present value of {@link System#nanoTime}
	 * @return whether the peer ignores our offer
	 */
	public boolean isKeyExchangeOverdue(long now) {
		return this.writer.keyExchangeNanos(now) > this.config.keyExchangeTimeout().toNanos();
	}

	public long bytesReceived() {
		return this.reader.totalBytes();
	}

	public long bytesSent() {
		return this.writer.totalBytes();
	}

	private static boolean isKexInit(WireReader packet) {
		return packet.array()[packet.position()] == MessageNumber.KEXINIT;
	}

	static DisconnectException readDisconnect(WireReader packet) throws DisconnectException {
		packet.readByte();
		int reason = packet.readInt();
		String text = new String(packet.readString(), StandardCharsets.UTF_8);
		return DisconnectException.byPeer(reason, PeerText.sanitise(text));
	}

}
