package io.sshconsole.ssh.kex;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * One ephemeral agreement on a secret; used once. The client calls {@link #clientInit}
 * and then {@link #clientFinish}, the server {@link #serverReply} only. The secret is
 * returned in the encoding in which it enters the exchange hash and the key derivation,
 * because the methods differ in it: {@code mpint} for Diffie-Hellman in all its forms,
 * {@code string} for the hybrids.
 */
public interface KeyAgreement {

	/**
	 * Makes the client's ephemeral key.
	 * @return its public half, as sent
	 */
	byte[] clientInit();

	/**
	 * Answers the client's key and computes the secret.
	 * @param clientInit what the client sent
	 * @return the server's message and the secret
	 * @throws DisconnectException if the client's value is not acceptable
	 */
	ServerReply serverReply(byte[] clientInit) throws DisconnectException;

	/**
	 * Computes the secret from the server's answer.
	 * @param serverReply what the server sent
	 * @return the encoded secret
	 * @throws DisconnectException if the server's value is not acceptable
	 */
	byte[] clientFinish(byte[] serverReply) throws DisconnectException;

	/**
	 * What the server computes.
	 *
	 * @param message what is sent to the client
	 * @param secret the encoded secret
	 */
	record ServerReply(byte[] message, byte[] secret) {

		@Override
		public String toString() {
			return "ServerReply";
		}

	}

}
