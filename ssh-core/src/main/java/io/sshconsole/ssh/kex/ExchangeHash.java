package io.sshconsole.ssh.kex;

import java.nio.charset.StandardCharsets;

import io.sshconsole.ssh.wire.WireWriter;

/**
 * The hash H that both sides sign or check (RFC 4253 §8, RFC 5656 §4).
 *
 * @param clientVersion the client's identification without line end
 * @param serverVersion the server's identification without line end
 * @param clientKexInit the client's KEXINIT, byte for byte
 * @param serverKexInit the server's KEXINIT, byte for byte
 */
public record ExchangeHash(String clientVersion, String serverVersion, byte[] clientKexInit, byte[] serverKexInit) {

	/**
	 * Computes H.
	 * @param kex the method, which names the hash
	 * @param hostKey the server's public key blob
	 * @param parameters what the sides agreed on before their values, mostly nothing (RFC
	 * 4419 §3)
	 * @param clientValue the client's ephemeral value
	 * @param serverValue the server's ephemeral value
	 * @param secret the encoded secret
	 * @return H
	 */
	public byte[] compute(KexAlgorithm kex, byte[] hostKey, byte[] parameters, byte[] clientValue, byte[] serverValue,
			byte[] secret) {
		WireWriter transcript = new WireWriter(4096);
		transcript.writeString(this.clientVersion.getBytes(StandardCharsets.ISO_8859_1));
		transcript.writeString(this.serverVersion.getBytes(StandardCharsets.ISO_8859_1));
		transcript.writeString(this.clientKexInit).writeString(this.serverKexInit);
		transcript.writeString(hostKey).writeBytes(parameters);
		transcript.writeString(clientValue).writeString(serverValue).writeBytes(secret);
		return kex.newDigest().digest(transcript.toByteArray());
	}

}
