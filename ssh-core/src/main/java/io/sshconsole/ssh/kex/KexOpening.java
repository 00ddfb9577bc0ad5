package io.sshconsole.ssh.kex;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.Function;

import io.sshconsole.ssh.wire.MessageNumber;

/**
 * How an exchange begins: what the sides have to agree on before either can make its
 * ephemeral value. Only the group exchange has something to say here (RFC 4419 §3).
 */
public interface KexOpening {

	/**
	 * Opens an exchange on the client.
	 * @param dialogue the way to the server
	 * @param random where ephemeral keys come from
	 * @return what follows
	 * @throws IOException if the server's part is not acceptable
	 */
	Opened asClient(KexDialogue dialogue, SecureRandom random) throws IOException;

	/**
	 * Opens an exchange on the server.
	 * @param dialogue the way to the client
	 * @param moduli groups to choose from
	 * @param random where ephemeral keys come from
	 * @return what follows
	 * @throws IOException if the client's part is not acceptable
	 */
	Opened asServer(KexDialogue dialogue, Moduli moduli, SecureRandom random) throws IOException;

	/**
	 * Begins with the client's value at once (RFC 4253 §8, RFC 5656 §4).
	 * @param agreement makes an agreement with new ephemeral keys
	 * @return an opening without messages
	 */
	static KexOpening none(Function<SecureRandom, KeyAgreement> agreement) {
		return new KexOpening() {

			@Override
			public Opened asClient(KexDialogue dialogue, SecureRandom random) {
				return new Opened(agreement.apply(random), new byte[0], MessageNumber.KEX_ECDH_INIT,
						MessageNumber.KEX_ECDH_REPLY);
			}

			@Override
			public Opened asServer(KexDialogue dialogue, Moduli moduli, SecureRandom random) {
				return asClient(dialogue, random);
			}

		};
	}

	/**
	 * What the rest of an exchange needs. Values and messages have one layout in all
	 * methods: an {@code mpint} of Diffie-Hellman is a {@code string} that is read as a
	 * number.
	 *
	 * @param agreement computes the values and the secret
	 * @param parameters what was agreed on, as it enters the exchange hash in front of
	 * the values
	 * @param initNumber the message that carries the client's value
	 * @param replyNumber the message that carries the server's value
	 */
	record Opened(KeyAgreement agreement, byte[] parameters, int initNumber, int replyNumber) {

	}

}
