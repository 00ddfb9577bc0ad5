package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

import io.sshconsole.ssh.kex.ExchangeHash;
import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.kex.KexDialogue;
import io.sshconsole.ssh.kex.KexOpening;
import io.sshconsole.ssh.kex.Moduli;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The server's party in a key exchange: it answers the client's value and signs the hash
 * with the host key (RFC 5656 §4).
 */
final class KexServer implements KeyExchange.Party {

	private final List<Signer> hostKeys;

	private final Moduli moduli;

	private final SecureRandom random;

	KexServer(List<Signer> hostKeys, Moduli moduli, SecureRandom random) {
		this.hostKeys = hostKeys;
		this.moduli = moduli;
		this.random = random;
	}

	@Override
	public KeyExchange.Agreed exchange(NegotiatedAlgorithms negotiated, ExchangeHash transcript, KexDialogue dialogue)
			throws IOException {
		Signer hostKey = hostKeyFor(negotiated.hostKey());
		KexOpening.Opened opened = negotiated.kex().opening().asServer(dialogue, this.moduli, this.random);
		WireReader init = dialogue.read(opened.initNumber());
		byte[] clientValue = init.readString();
		init.expectEnd();
		ServerReply reply = opened.agreement().serverReply(clientValue);
		byte[] publicKey = hostKey.publicKey().blob();
		byte[] hash = transcript.compute(negotiated.kex(), publicKey, opened.parameters(), clientValue, reply.message(),
				reply.secret());
		dialogue.post(WireWriter.message(opened.replyNumber())
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
