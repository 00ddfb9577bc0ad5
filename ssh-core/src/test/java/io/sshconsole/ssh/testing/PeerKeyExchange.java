package io.sshconsole.ssh.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;

import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.ExchangeHash;
import io.sshconsole.ssh.kex.KexDialogue;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.kex.KexOpening;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.kex.SessionKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One key exchange of a {@link ScriptedPeer}, step by step, so that a test can put
 * anything between the steps: {@link #sendOffer}, {@link #readOffer}, {@link #sendValue},
 * {@link #readReply}, {@link #sendNewKeys}, {@link #readNewKeys}.
 */
public final class PeerKeyExchange {

	private static final SecureRandom random = new SecureRandom();

	private final ScriptedPeer peer;

	private final KexOffer offer;

	private final byte[] ourOffer;

	private byte[] value = new byte[0];

	private byte @Nullable [] serverOffer;

	private KexOpening.@Nullable Opened opened;

	private @Nullable SessionKeys keys;

	PeerKeyExchange(ScriptedPeer peer, KexOffer offer) {
		this.peer = peer;
		this.offer = offer;
		this.ourOffer = offer.message().toByteArray();
	}

	/**
	 * Makes an exchange for a server that has sent its offer already.
	 */
	PeerKeyExchange(ScriptedPeer peer, KexOffer offer, byte[] serverOffer) {
		this(peer, offer);
		this.serverOffer = serverOffer;
	}

	/**
	 * Does all that is left to do.
	 * @return the peer
	 * @throws IOException if the server goes away
	 */
	public ScriptedPeer complete() throws IOException {
		return sendOffer().readOffer().sendValue().readReply().sendNewKeys().readNewKeys();
	}

	public PeerKeyExchange sendOffer() throws IOException {
		this.peer.send(this.ourOffer);
		return this;
	}

	public PeerKeyExchange readOffer() throws IOException {
		if (this.serverOffer == null) {
			this.serverOffer = this.peer.await(MessageNumber.KEXINIT);
		}
		return this;
	}

	public PeerKeyExchange sendValue() throws IOException {
		this.opened = negotiate().kex().opening().asClient(new Dialogue(), random);
		return sendValue(this.opened.agreement().clientInit());
	}

	/**
	 * Sends any bytes as our ephemeral value.
	 * @param value a point, or what a test likes to send
	 * @return this exchange
	 * @throws IOException if the server goes away
	 */
	public PeerKeyExchange sendValue(byte[] value) throws IOException {
		this.value = value;
		int number = (this.opened != null) ? this.opened.initNumber() : MessageNumber.KEX_ECDH_INIT;
		this.peer.send(WireWriter.message(number).writeString(value));
		return this;
	}

	/**
	 * Reads the server's reply and checks its signature.
	 * @return this exchange
	 * @throws IOException if the server goes away
	 */
	public PeerKeyExchange readReply() throws IOException {
		NegotiatedAlgorithms negotiated = negotiate();
		assertThat(this.opened).as("our own value").isNotNull();
		WireReader reply = this.peer.expect(this.opened.replyNumber());
		byte[] hostKey = reply.readString();
		byte[] serverValue = reply.readString();
		byte[] signature = reply.readString();
		reply.expectEnd();
		byte[] secret = this.opened.agreement().clientFinish(serverValue);
		assertThat(this.serverOffer).as("the server's offer").isNotNull();
		byte[] hash = new ExchangeHash(this.peer.version(), this.peer.serverVersion(), this.ourOffer, this.serverOffer)
			.compute(negotiated.kex(), hostKey, this.opened.parameters(), this.value, serverValue, secret);
		assertThat(SshPublicKey.read(hostKey).verify(negotiated.hostKey(), hash, signature)).isTrue();
		this.peer.keysAgreed(hash, hostKey, isStrict());
		this.keys = new SessionKeys(negotiated, secret, hash, this.peer.sessionId());
		this.peer.link().announceInCipher(this.keys.cipherFor(Role.SERVER), this.peer.isStrict());
		return this;
	}

	public PeerKeyExchange sendNewKeys() throws IOException {
		this.peer.send(new byte[] { MessageNumber.NEWKEYS });
		this.peer.link().useOutCipher(outCipher(), this.peer.isStrict());
		return this;
	}

	public ScriptedPeer readNewKeys() throws IOException {
		this.peer.expect(MessageNumber.NEWKEYS).expectEnd();
		return this.peer;
	}

	/**
	 * Returns new keys for what we send, for a test that changes to them at a wrong time.
	 * @return a new cipher
	 */
	public PacketCipher outCipher() {
		assertThat(this.keys).as("the keys").isNotNull();
		return this.keys.cipherFor(Role.CLIENT);
	}

	/**
	 * Returns our ephemeral value.
	 * @return what was sent last
	 */
	public byte[] value() {
		return this.value.clone();
	}

	public NegotiatedAlgorithms negotiate() throws IOException {
		assertThat(this.serverOffer).as("the server's offer").isNotNull();
		return NegotiatedAlgorithms.negotiate(KexInit.read(this.ourOffer), KexInit.read(this.serverOffer));
	}

	private boolean isStrict() throws IOException {
		return this.offer.offers(Role.CLIENT.strictKexMarker())
				&& KexInit.read(this.serverOffer).offersStrictKex(Role.SERVER);
	}

	/**
	 * The way to the server, for methods that agree on parameters first.
	 */
	private final class Dialogue implements KexDialogue {

		@Override
		public void post(WireWriter message) {
			try {
				PeerKeyExchange.this.peer.send(message);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public WireReader read(int number) throws IOException {
			return PeerKeyExchange.this.peer.expect(number);
		}

		@Override
		public WireReader readEither(int number, int other) {
			throw new UnsupportedOperationException("for servers");
		}

	}

}
