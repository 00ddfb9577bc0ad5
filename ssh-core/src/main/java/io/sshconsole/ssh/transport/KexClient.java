package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.security.SecureRandom;

import io.sshconsole.ssh.kex.ExchangeHash;
import io.sshconsole.ssh.kex.KexDialogue;
import io.sshconsole.ssh.kex.KexOpening;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The client's party in a key exchange: it verifies the server's signature over the hash
 * and asks whether the host key is the right one (RFC 5656 §4).
 */
final class KexClient implements KeyExchange.Party {

	private final HostKeyVerifier verifier;

	private final SecureRandom random;

	private @Nullable SshPublicKey hostKey;

	KexClient(HostKeyVerifier verifier, SecureRandom random) {
		this.verifier = verifier;
		this.random = random;
	}

	@Override
	public KeyExchange.Agreed exchange(NegotiatedAlgorithms negotiated, ExchangeHash transcript, KexDialogue dialogue)
			throws IOException {
		KexOpening.Opened opened = negotiated.kex().opening().asClient(dialogue, this.random);
		byte[] clientValue = opened.agreement().clientInit();
		dialogue.post(WireWriter.message(opened.initNumber()).writeString(clientValue));
		WireReader reply = dialogue.read(opened.replyNumber());
		byte[] publicKey = reply.readString();
		byte[] serverValue = reply.readString();
		byte[] signature = reply.readString();
		reply.expectEnd();
		SshPublicKey hostKey = SshPublicKey.read(publicKey);
		byte[] secret = opened.agreement().clientFinish(serverValue);
		byte[] hash = transcript.compute(negotiated.kex(), publicKey, opened.parameters(), clientValue, serverValue,
				secret);
		if (!hostKey.verify(negotiated.hostKey(), hash, signature)) {
			throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "the server's signature is wrong");
		}
		accept(hostKey);
		return new KeyExchange.Agreed(secret, hash, publicKey);
	}

	/**
	 * Accepts the host key: the verifier decides at the first exchange, and later ones
	 * must present the same key.
	 */
	private void accept(SshPublicKey hostKey) throws DisconnectException {
		if (this.hostKey == null) {
			if (!this.verifier.verify(hostKey)) {
				throw new DisconnectException(Reason.HOST_KEY_NOT_VERIFIABLE,
						"the host key " + hostKey + " is not trusted");
			}
			this.hostKey = hostKey;
		}
		else if (!this.hostKey.equals(hostKey)) {
			throw new DisconnectException(Reason.HOST_KEY_NOT_VERIFIABLE, "the host key changed on a re-key");
		}
	}

}
