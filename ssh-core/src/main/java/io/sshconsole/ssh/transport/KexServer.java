package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

import io.sshconsole.ssh.kex.ExchangeHash;
import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The server's party in a key exchange: it answers the client's value and signs the hash
 * with the host key (RFC 5656 §4).
 */
final class KexServer implements KeyExchange.Party {

	private final List<Signer> hostKeys;

	private final SecureRandom random;

	KexServer(List<Signer> hostKeys, SecureRandom random) {
		this.hostKeys = hostKeys;
		this.random = random;
	}

	@Override
	public KeyExchange.Agreed exchange(NegotiatedAlgorithms negotiated, ExchangeHash transcript,
			KeyExchange.Messages messages) throws IOException {
		Signer hostKey = hostKeyFor(negotiated.hostKey());
		WireReader init = messages.read(MessageNumber.KEX_ECDH_INIT);
		byte[] clientValue = init.readString();
		init.expectEnd();
		ServerReply reply = negotiated.kex().newAgreement(this.random).serverReply(clientValue);
		byte[] publicKey = hostKey.publicKey().blob();
		byte[] hash = transcript.compute(negotiated.kex(), publicKey, clientValue, reply.message(), reply.secret());
		messages.post(WireWriter.message(MessageNumber.KEX_ECDH_REPLY)
			.writeString(publicKey)
			.writeString(reply.message())
			.writeString(hostKey.sign(negotiated.hostKey(), hash)));
		return new KeyExchange.Agreed(reply.secret(), hash, publicKey);
	}

	private Signer hostKeyFor(String algorithm) throws DisconnectException {
		return this.hostKeys.stream()
			.filter((key) -> key.algorithms().contains(algorithm))
			.findFirst()
			.orElseThrow(() -> new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "no host key for " + algorithm));
	}

}
