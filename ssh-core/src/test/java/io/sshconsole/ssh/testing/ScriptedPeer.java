package io.sshconsole.ssh.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that does what a test tells it, rule or no rule: any bytes and any packet at
 * any time. The steps of an orderly connection are there too, in this order:
 * {@link #identify}, {@link #exchangeKeys}, {@link #requestService},
 * {@link #authenticatePassword}, {@link #openSession}.
 */
public final class ScriptedPeer implements AutoCloseable {

	/**
	 * What may stand between an attack and the server's DISCONNECT: the rest of a key
	 * exchange that the server began before.
	 */
	private static final Set<Integer> KEY_EXCHANGE = Set.of(MessageNumber.EXT_INFO, MessageNumber.KEXINIT,
			MessageNumber.NEWKEYS, MessageNumber.KEX_ECDH_REPLY);

	private final PeerLink link;

	private String version = "SSH-2.0-Scripted";

	private String serverVersion = "";

	private byte[] sessionId = new byte[0];

	private byte[] hostKey = new byte[0];

	private boolean strict;

	private ScriptedPeer(PeerLink link) {
		this.link = link;
	}

	public static ScriptedPeer connect(int port) throws IOException {
		return connect(port, 0);
	}

	/**
	 * Connects with a small receive buffer, for a peer that does not read.
	 * @param port a port of this machine
	 * @param receiveBuffer bytes, {@code 0} for the usual size
	 * @return a peer that has said nothing
	 * @throws IOException if nobody listens
	 */
	public static ScriptedPeer connect(int port, int receiveBuffer) throws IOException {
		return new ScriptedPeer(PeerLink.connect(port, receiveBuffer));
	}

	// Steps in order

	public ScriptedPeer identify() throws IOException {
		return identify(this.version);
	}

	/**
	 * Exchanges identifications.
	 * @param version ours, in ISO 8859-1
	 * @return this peer
	 * @throws IOException if the server goes away
	 */
	public ScriptedPeer identify(String version) throws IOException {
		this.version = version;
		sendLine(version + "\r\n");
		return readServerVersion();
	}

	public ScriptedPeer readServerVersion() throws IOException {
		this.serverVersion = this.link.readLine();
		return this;
	}

	public ScriptedPeer exchangeKeys() throws IOException {
		return exchangeKeys(KexOffer.DEFAULT);
	}

	public ScriptedPeer exchangeKeys(KexOffer offer) throws IOException {
		return keyExchange(offer).complete();
	}

	/**
	 * Prepares a key exchange to be done step by step.
	 * @param offer our KEXINIT
	 * @return an exchange in which nothing was sent
	 */
	public PeerKeyExchange keyExchange(KexOffer offer) {
		return new PeerKeyExchange(this, offer);
	}

	/**
	 * Prepares the answer to a KEXINIT of the server.
	 * @param offer our KEXINIT
	 * @param serverOffer the server's
	 * @return an exchange in which nothing was sent
	 */
	public PeerKeyExchange answerKeyExchange(KexOffer offer, byte[] serverOffer) {
		return new PeerKeyExchange(this, offer, serverOffer);
	}

	public ScriptedPeer requestService() throws IOException {
		send(ClientMessages.serviceRequest("ssh-userauth"));
		expect(MessageNumber.SERVICE_ACCEPT);
		return this;
	}

	public ScriptedPeer authenticatePassword(String username, String password) throws IOException {
		return send(ClientMessages.password(username, password)).expectLoggedIn();
	}

	public ScriptedPeer authenticatePublicKey(String username, Signer signer) throws IOException {
		return send(ClientMessages.signed(this.sessionId, username, signer)).expectLoggedIn();
	}

	/**
	 * Expects success, behind which the server tells its host keys.
	 * @return this peer
	 * @throws IOException if the server goes away
	 */
	public ScriptedPeer expectLoggedIn() throws IOException {
		expect(MessageNumber.USERAUTH_SUCCESS).expectEnd();
		assertThat(expect(MessageNumber.GLOBAL_REQUEST).readText()).isEqualTo("hostkeys-00@openssh.com");
		return this;
	}

	public PeerChannel openSession() throws IOException {
		return openSession(0, PeerChannel.WINDOW, PeerChannel.MAX_DATA);
	}

	public PeerChannel openSession(int id, long window, long maxData) throws IOException {
		send(ClientMessages.open("session", id, window, maxData));
		WireReader confirmation = expect(MessageNumber.CHANNEL_OPEN_CONFIRMATION);
		assertThat(confirmation.readInt()).isEqualTo(id);
		return new PeerChannel(this, confirmation.readInt(), confirmation.readUint32());
	}

	/**
	 * Opens a channel of any kind.
	 * @param open the whole message
	 * @return a channel that the server has confirmed
	 * @throws IOException if the server goes away
	 */
	public PeerChannel openTunnel(WireWriter open) throws IOException {
		WireReader confirmation = send(open).expect(MessageNumber.CHANNEL_OPEN_CONFIRMATION);
		confirmation.readInt();
		return new PeerChannel(this, confirmation.readInt(), confirmation.readUint32());
	}

	/**
	 * Confirms a channel that the server opens.
	 * @param open the server's whole message
	 * @return the channel
	 * @throws IOException if the server goes away
	 */
	public PeerChannel openTunnelOf(byte[] open) throws IOException {
		WireReader fields = new WireReader(open, 1, open.length - 1);
		fields.readText();
		int id = fields.readInt();
		send(ClientMessages.channel(MessageNumber.CHANNEL_OPEN_CONFIRMATION, id)
			.writeUint32(0)
			.writeUint32(PeerChannel.WINDOW)
			.writeUint32(PeerChannel.MAX_DATA));
		return new PeerChannel(this, id, fields.readUint32());
	}

	// Anything at any time

	/**
	 * Sends text as it is.
	 * @param text in ISO 8859-1, with its line end if it shall have one
	 * @return this peer
	 * @throws IOException if the server is gone
	 */
	public ScriptedPeer sendLine(String text) throws IOException {
		return sendRaw(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	public ScriptedPeer sendRaw(byte[] bytes) throws IOException {
		this.link.send(bytes);
		return this;
	}

	public ScriptedPeer send(WireWriter message) throws IOException {
		return send(message.toByteArray());
	}

	public ScriptedPeer send(byte[] payload) throws IOException {
		return sendRaw(seal(payload));
	}

	/**
	 * Seals the next packet without sending it, so that a test can damage it first.
	 * @param payload the message
	 * @return the packet's bytes
	 * @throws IOException if the key is used up
	 */
	public byte[] seal(byte[] payload) throws IOException {
		return this.link.seal(payload);
	}

	/**
	 * Uses keys from now on, whatever was announced, and goes on counting.
	 * @param cipher protects all that follows
	 * @return this peer
	 */
	public ScriptedPeer useKeys(PacketCipher cipher) {
		this.link.useOutCipher(cipher, false);
		return this;
	}

	/**
	 * Ends our direction of the TCP connection.
	 * @return this peer
	 * @throws IOException if the server is gone
	 */
	public ScriptedPeer hangUp() throws IOException {
		this.link.shutdownOutput();
		return this;
	}

	/**
	 * Ends the TCP connection without a good-bye: the server sees a reset.
	 * @throws IOException if it cannot be closed
	 */
	public void reset() throws IOException {
		this.link.reset();
	}

	// Expectations

	/**
	 * Reads the next message.
	 * @return the message, number first
	 * @throws IOException if there is none
	 */
	public byte[] read() throws IOException {
		return this.link.receive();
	}

	/**
	 * Expects that the next message has a number; EXT_INFO may stand before it.
	 * @param number the number
	 * @return the cursor behind the number
	 * @throws IOException if there is no message
	 */
	public WireReader expect(int number) throws IOException {
		byte[] message = read();
		while (message[0] == MessageNumber.EXT_INFO && number != MessageNumber.EXT_INFO) {
			message = read();
		}
		int actual = message[0] & 0xff;
		assertThat(actual).as(MessageNumber.name(actual) + " for " + MessageNumber.name(number)).isEqualTo(number);
		return new WireReader(message, 1, message.length - 1);
	}

	/**
	 * Passes over messages until one has a number.
	 * @param number the number
	 * @return the message, number first
	 * @throws IOException if there is none
	 */
	public byte[] await(int number) throws IOException {
		byte[] message = read();
		while (message[0] != number) {
			assertThat(message[0]).as("DISCONNECT").isNotEqualTo((byte) MessageNumber.DISCONNECT);
			message = read();
		}
		return message;
	}

	/**
	 * Expects that the server ends the connection and says why, and that it said nothing
	 * before.
	 * @param reason the reason
	 * @return the server's words
	 * @throws IOException if it ended without
	 */
	public String expectDisconnect(Reason reason) throws IOException {
		byte[] message = read();
		while (KEY_EXCHANGE.contains(message[0] & 0xff)) {
			message = read();
		}
		assertThat(message[0]).as(MessageNumber.name(message[0] & 0xff)).isEqualTo((byte) MessageNumber.DISCONNECT);
		WireReader fields = new WireReader(message, 1, message.length - 1);
		int code = fields.readInt();
		String text = fields.readText();
		fields.readText();
		fields.expectEnd();
		assertThat(code).as(text).isEqualTo(reason.code());
		expectClosed();
		return text;
	}

	/**
	 * Expects that the server closes the connection and says nothing more.
	 * @throws IOException if it does not within ten seconds
	 */
	public void expectClosed() throws IOException {
		try {
			byte[] message = read();
			assertThat(message).as("a message in place of the end: " + MessageNumber.name(message[0] & 0xff)).isNull();
		}
		catch (EOFException | SocketException ex) {
			assertThat(ex).isNotNull();
		}
	}

	/**
	 * Reads whatever comes until the server closes the connection.
	 * @throws IOException if it does not within ten seconds
	 */
	public void awaitClosed() throws IOException {
		try {
			this.link.drain();
		}
		catch (SocketException ex) {
			// Reset: closed all the same
		}
	}

	/**
	 * Returns the number that our next packet will have.
	 * @return an unsigned 32-bit number
	 */
	public int sequence() {
		return this.link.outSequence();
	}

	public byte[] sessionId() {
		return this.sessionId;
	}

	/**
	 * Returns the server's key.
	 * @return its blob
	 */
	public byte[] hostKey() {
		return this.hostKey;
	}

	PeerLink link() {
		return this.link;
	}

	String version() {
		return this.version;
	}

	String serverVersion() {
		return this.serverVersion;
	}

	boolean isStrict() {
		return this.strict;
	}

	/**
	 * Takes the hash of an exchange. The first one names the connection and decides
	 * whether it is strict.
	 */
	void keysAgreed(byte[] hash, byte[] hostKey, boolean strict) {
		if (this.sessionId.length == 0) {
			this.sessionId = hash;
			this.hostKey = hostKey;
			this.strict = strict;
		}
	}

	@Override
	public void close() throws IOException {
		this.link.close();
	}

}
