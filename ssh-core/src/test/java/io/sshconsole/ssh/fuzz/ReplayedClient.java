package io.sshconsole.ssh.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.ExchangeHash;
import io.sshconsole.ssh.kex.KexDialogue;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.kex.KexOpening;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.kex.SessionKeys;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A client that has said all it will ever say, so that no socket and no second thread is
 * needed. It can exchange keys all the same: both sides draw the same random numbers each
 * time, and so make the same keys each time. They are worked out once.
 */
final class ReplayedClient {

	private static final String VERSION = "SSH-2.0-Replayed";

	/**
	 * An Ed25519 key whose seed is all zeros, in PKCS#8.
	 */
	static final String KEY = "-----BEGIN PRIVATE KEY-----\n"
			+ "MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" + "-----END PRIVATE KEY-----\n";

	private static final int MAX_PACKET = 512 * 1024;

	private static final ReplayedClient client = record();

	private final byte[] opening;

	private final SessionKeys keys;

	private final byte[] sessionId;

	private ReplayedClient(byte[] opening, SessionKeys keys, byte[] sessionId) {
		this.opening = opening;
		this.keys = keys;
		this.sessionId = sessionId;
	}

	/**
	 * Makes a server's end.
	 * @param in what a client says
	 * @param out what the server answers
	 * @return an end on which nothing was sent
	 */
	static PacketTransport server(InputStream in, OutputStream out) {
		TransportConfig config = TransportConfig.builder().random(new SameNumbers()).build();
		return PacketTransport.server(in, out, in, config, List.of(key()));
	}

	/**
	 * Makes a server's end that has exchanged keys with this client and will read some
	 * messages.
	 * @param messages what the client says, one by one, then it leaves
	 * @param before done before each message and before the end
	 * @param out what the server answers
	 * @return a started end
	 */
	static PacketTransport serverOf(List<byte[]> messages, Runnable before, OutputStream out) throws IOException {
		Queue<byte[]> pieces = new ArrayDeque<>();
		PacketCipher cipher = client.keys.cipherFor(Role.CLIENT);
		int sequence = 0;
		for (byte[] message : messages) {
			pieces.add(seal(cipher, sequence++, message));
		}
		InputStream opening = new ByteArrayInputStream(client.opening);
		PacketTransport transport = server(new SequenceInputStream(opening, new Pieces(pieces, before)), out);
		transport.start();
		return transport;
	}

	/**
	 * Returns the identification, the offer, the value and NEWKEYS.
	 */
	static byte[] opening() {
		return client.opening.clone();
	}

	static byte[] sessionId() {
		return client.sessionId.clone();
	}

	/**
	 * Opens what a server has answered.
	 * @param bytes all that it wrote
	 * @return the messages from its first NEWKEYS to its second; an answer that is no
	 * packet fails
	 */
	static List<byte[]> open(byte[] bytes) throws IOException {
		Answers answers = new Answers(bytes);
		while (answers.next(PacketCipher.none())[0] != MessageNumber.NEWKEYS) {
			// What was recorded
		}
		answers.sequence = 0;
		PacketCipher cipher = client.keys.cipherFor(Role.SERVER);
		List<byte[]> messages = new ArrayList<>();
		boolean sameKeys = true;
		while (answers.position < bytes.length && sameKeys) {
			byte[] message = answers.next(cipher);
			messages.add(message);
			sameKeys = message[0] != MessageNumber.NEWKEYS;
		}
		return messages;
	}

	private static ReplayedClient record() {
		KexOffer offer = KexOffer.DEFAULT.withCipher("aes128-gcm@openssh.com");
		byte[] kexInit = offer.message().toByteArray();
		ByteArrayOutputStream said = new ByteArrayOutputStream();
		said.writeBytes((VERSION + "\r\n").getBytes(StandardCharsets.US_ASCII));
		try {
			said.writeBytes(seal(PacketCipher.none(), 0, kexInit));
			byte[] serverKexInit = new Answers(answers(said)).next(PacketCipher.none());
			NegotiatedAlgorithms negotiated = NegotiatedAlgorithms.negotiate(KexInit.read(kexInit),
					KexInit.read(serverKexInit));
			KexOpening.Opened opened = negotiated.kex().opening().asClient(new NoDialogue(), new SameNumbers());
			byte[] value = opened.agreement().clientInit();
			said.writeBytes(seal(PacketCipher.none(), 1,
					WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(value).toByteArray()));
			Answers answers = new Answers(answers(said));
			answers.next(PacketCipher.none());
			WireReader reply = new WireReader(answers.next(PacketCipher.none()));
			reply.readByte();
			byte[] hostKey = reply.readString();
			byte[] serverValue = reply.readString();
			byte[] secret = opened.agreement().clientFinish(serverValue);
			byte[] hash = new ExchangeHash(VERSION, answers.version, kexInit, serverKexInit).compute(negotiated.kex(),
					hostKey, opened.parameters(), value, serverValue, secret);
			said.writeBytes(seal(PacketCipher.none(), 2, new byte[] { MessageNumber.NEWKEYS }));
			return new ReplayedClient(said.toByteArray(), new SessionKeys(negotiated, secret, hash, hash), hash);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns what the server answers to so much.
	 */
	private static byte[] answers(ByteArrayOutputStream said) {
		ByteArrayOutputStream answers = new ByteArrayOutputStream();
		try {
			server(new ByteArrayInputStream(said.toByteArray()), answers).start();
		}
		catch (IOException ex) {
			// It wants more
		}
		return answers.toByteArray();
	}

	private static byte[] seal(PacketCipher cipher, int sequence, byte[] message) throws IOException {
		byte[] packet = new byte[PacketCipher.PAYLOAD_OFFSET + message.length + PacketCipher.MAX_PADDING];
		System.arraycopy(message, 0, packet, PacketCipher.PAYLOAD_OFFSET, message.length);
		byte[] sealed = new byte[message.length + cipher.overhead()];
		return Arrays.copyOf(sealed, cipher.seal(sequence, packet, message.length, sealed, 0));
	}

	/**
	 * Returns the server's host key, the only key in this story.
	 */
	static Signer key() {
		try {
			return PrivateKeyReader.read(KEY, null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a client says, never more at once than one message.
	 */
	private static final class Pieces extends InputStream {

		private final Queue<byte[]> pieces;

		private final Runnable before;

		private InputStream piece = InputStream.nullInputStream();

		Pieces(Queue<byte[]> pieces, Runnable before) {
			this.pieces = pieces;
			this.before = before;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			if (this.piece.available() == 0) {
				this.before.run();
				byte[] next = this.pieces.poll();
				if (next == null) {
					return -1;
				}
				this.piece = new ByteArrayInputStream(next);
			}
			return this.piece.read(bytes, offset, length);
		}

	}

	/**
	 * What a server wrote, packet by packet.
	 */
	private static final class Answers {

		private final byte[] bytes;

		private final String version;

		private int position;

		private int sequence;

		Answers(byte[] bytes) {
			this.bytes = bytes;
			int end = 0;
			while (bytes[end] != '\r') {
				end++;
			}
			this.version = new String(bytes, 0, end, StandardCharsets.US_ASCII);
			this.position = end + 2;
		}

		byte[] next(PacketCipher cipher) throws IOException {
			int wireLength = cipher.wireLength(this.sequence, this.bytes, this.position, MAX_PACKET);
			byte[] packet = new byte[wireLength];
			int length = cipher.open(this.sequence++, this.bytes, this.position, wireLength, packet);
			this.position += wireLength;
			return Arrays.copyOfRange(packet, PacketCipher.PAYLOAD_OFFSET, PacketCipher.PAYLOAD_OFFSET + length);
		}

	}

	/**
	 * The opposite of a random generator.
	 */
	private static final class SameNumbers extends SecureRandom {

		private byte next;

		@Override
		public void nextBytes(byte[] bytes) {
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = this.next++;
			}
		}

	}

	/**
	 * For a method that has nothing to agree on first.
	 */
	private static final class NoDialogue implements KexDialogue {

		@Override
		public void post(WireWriter message) {
			throw new UnsupportedOperationException();
		}

		@Override
		public WireReader read(int number) {
			throw new UnsupportedOperationException();
		}

		@Override
		public WireReader readEither(int number, int other) {
			throw new UnsupportedOperationException();
		}

	}

}
