package io.sshconsole.ssh.transport;

import java.io.IOException;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.kex.ExchangeHash;
import io.sshconsole.ssh.kex.KexDialogue;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.kex.SessionKeys;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key exchanges of one connection (RFC 4253 §7). Each runs top to bottom on the
 * thread that reads; what it remembers between them is the session id, strictness and the
 * result of the last negotiation.
 */
final class KeyExchange {

	private static final Logger logger = LoggerFactory.getLogger(KeyExchange.class);

	private static final int FIRST_METHOD_SPECIFIC = 30;

	private static final int LAST_METHOD_SPECIFIC = 49;

	private static final byte[] NEWKEYS = { MessageNumber.NEWKEYS };

	private final PacketReader reader;

	private final PacketWriter writer;

	private final Role role;

	private final Party party;

	private String ourVersion = "";

	private String peerVersion = "";

	private boolean strict;

	private boolean peerReadsExtInfo;

	private volatile byte @Nullable [] sessionId;

	private volatile byte[] hostKey = new byte[0];

	private volatile @Nullable NegotiatedAlgorithms negotiated;

	KeyExchange(PacketReader reader, PacketWriter writer, Role role, Party party) {
		this.reader = reader;
		this.writer = writer;
		this.role = role;
		this.party = party;
	}

	void versions(String ours, String peers) {
		this.ourVersion = ours;
		this.peerVersion = peers;
	}

	/**
	 * Answers the peer's KEXINIT, or completes the exchange that ours began.
	 * @param peerKexInit the whole message
	 * @param extInfo sent right behind our first NEWKEYS if the peer reads it (RFC 8308
	 * §2.4)
	 * @throws IOException if the exchange fails
	 */
	void run(byte[] peerKexInit, byte @Nullable [] extInfo) throws IOException {
		byte[] knownSessionId = this.sessionId;
		boolean first = knownSessionId == null;
		KexInit ours = this.writer.postKexInit();
		KexInit theirs = KexInit.read(peerKexInit);
		if (first) {
			agreeOnExtensions(ours, theirs);
		}
		NegotiatedAlgorithms negotiated = this.role.order(ours, theirs, Pair::new).negotiate();
		if (theirs.firstPacketFollows() && !negotiated.guessIsRight()) {
			dropWrongGuess(first);
		}
		Agreed agreed = this.party.exchange(negotiated, transcript(ours, theirs), new Dialogue(first));
		byte[] sessionId = (knownSessionId != null) ? knownSessionId : agreed.exchangeHash();
		if (first) {
			this.sessionId = sessionId;
			this.hostKey = agreed.hostKey();
		}
		SessionKeys keys = new SessionKeys(negotiated, agreed.secret(), agreed.exchangeHash(), sessionId);
		this.writer.postNewKeys(NEWKEYS, keys.cipherFor(this.role),
				first ? Compression.NONE : negotiated.sentBy(this.role).compression(), this.strict);
		if (first && this.peerReadsExtInfo && extInfo != null) {
			this.writer.postKeyExchange(extInfo);
		}
		expect(MessageNumber.NEWKEYS, first).expectEnd();
		this.reader.use(keys.cipherFor(this.role.peer()), this.strict);
		if (!first) {
			this.reader.decompress(negotiated.sentBy(this.role.peer()).compression());
		}
		this.writer.peerKeysReceived();
		this.negotiated = negotiated;
		logger.debug("Keys exchanged: {}", negotiated);
	}

	/**
	 * Decides what holds for the whole connection. In strict mode the peer's KEXINIT must
	 * have been its very first packet: anything before could be an attacker's, put in to
	 * shift the sequence numbers (CVE-2023-48795).
	 */
	private void agreeOnExtensions(KexInit ours, KexInit theirs) throws DisconnectException {
		this.strict = ours.offersStrictKex(this.role) && theirs.offersStrictKex(this.role.peer());
		this.peerReadsExtInfo = theirs.offersExtInfo(this.role.peer());
		if (this.strict && this.reader.packets() != 1) {
			throw DisconnectException.protocolError("strict key exchange: KEXINIT was not the first packet");
		}
	}

	/**
	 * Drops the one packet that the peer made for another method (RFC 4253 §7).
	 */
	private void dropWrongGuess(boolean first) throws IOException {
		int number = readAny(first).readByte();
		if (number < FIRST_METHOD_SPECIFIC || number > LAST_METHOD_SPECIFIC) {
			throw DisconnectException.protocolError(MessageNumber.name(number) + " in place of a guessed packet");
		}
	}

	private ExchangeHash transcript(KexInit ours, KexInit theirs) {
		return this.role.order(this.ourVersion, this.peerVersion,
				(clientVersion, serverVersion) -> this.role.order(ours.payload(), theirs.payload(),
						(client, server) -> new ExchangeHash(clientVersion, serverVersion, client, server)));
	}

	private WireReader expect(int number, boolean first) throws IOException {
		WireReader packet = readAny(first);
		require(packet.readByte(), number);
		return packet;
	}

	private static void require(int actual, int number) throws DisconnectException {
		if (actual != number) {
			throw DisconnectException.protocolError(
					MessageNumber.name(actual) + " in a key exchange that expects " + MessageNumber.name(number));
		}
	}

	/**
	 * Reads a message of the exchange. Messages that may stand anywhere are passed over,
	 * but not in the first exchange of a strict connection.
	 */
	private WireReader readAny(boolean first) throws IOException {
		while (true) {
			WireReader packet = this.reader.read();
			int number = packet.array()[packet.position()] & 0xff;
			if (number == MessageNumber.DISCONNECT) {
				throw PacketTransport.readDisconnect(packet);
			}
			boolean anywhere = number == MessageNumber.IGNORE || number == MessageNumber.DEBUG
					|| number == MessageNumber.UNIMPLEMENTED;
			if (!anywhere || (first && this.strict)) {
				return packet;
			}
		}
	}

	/**
	 * Begins what was agreed on for the time when the user is known: the server behind
	 * its USERAUTH_SUCCESS, the client when it has read it. Every later exchange is after
	 * that, and begins a new stream with its keys.
	 */
	void compress() throws IOException {
		NegotiatedAlgorithms negotiated = this.negotiated;
		if (negotiated != null) {
			this.reader.decompress(negotiated.sentBy(this.role.peer()).compression());
			this.writer.compress(negotiated.sentBy(this.role).compression());
		}
	}

	byte[] sessionId() {
		byte[] sessionId = this.sessionId;
		if (sessionId == null) {
			throw new IllegalStateException("no key exchange has been completed");
		}
		return sessionId.clone();
	}

	/**
	 * Returns the host key of the first exchange, to which host-bound signatures refer.
	 * @return its public key blob
	 */
	byte[] hostKey() {
		return this.hostKey.clone();
	}

	boolean isInitial() {
		return this.sessionId == null;
	}

	@Nullable NegotiatedAlgorithms negotiated() {
		return this.negotiated;
	}

	/**
	 * The side that we are in an exchange: who signs, who verifies.
	 */
	interface Party {

		/**
		 * Exchanges the ephemeral values and computes the secret.
		 * @param negotiated the algorithms
		 * @param transcript what both sides said before
		 * @param dialogue the way to the peer
		 * @return the secret and the hash
		 * @throws IOException if it fails
		 */
		Agreed exchange(NegotiatedAlgorithms negotiated, ExchangeHash transcript, KexDialogue dialogue)
				throws IOException;

	}

	/**
	 * What an exchange yields.
	 *
	 * @param secret the encoded secret
	 * @param exchangeHash H
	 * @param hostKey the public key blob that H was signed with
	 */
	record Agreed(byte[] secret, byte[] exchangeHash, byte[] hostKey) {

		@Override
		public String toString() {
			return "Agreed";
		}

	}

	/**
	 * The two offers in the protocol's order.
	 */
	private record Pair(KexInit client, KexInit server) {

		NegotiatedAlgorithms negotiate() throws DisconnectException {
			return NegotiatedAlgorithms.negotiate(this.client, this.server);
		}

	}

	/**
	 * A party's way to the peer during one exchange.
	 */
	private final class Dialogue implements KexDialogue {

		private final boolean first;

		Dialogue(boolean first) {
			this.first = first;
		}

		@Override
		public void post(WireWriter message) {
			KeyExchange.this.writer.postKeyExchange(message.toByteArray());
		}

		@Override
		public WireReader read(int number) throws IOException {
			return expect(number, this.first);
		}

		@Override
		public WireReader readEither(int number, int other) throws IOException {
			WireReader packet = readAny(this.first);
			int actual = packet.array()[packet.position()] & 0xff;
			if (actual != other) {
				require(actual, number);
			}
			return packet;
		}

	}

}
