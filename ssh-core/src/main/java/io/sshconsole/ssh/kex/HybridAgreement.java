package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A post-quantum mechanism and X25519 in one: whoever wants the secret has to break both.
 * Each message is the mechanism's part followed by the X25519 point; the secret is the
 * hash of both secrets, as a {@code string} (draft-ietf-sshm-mlkem-hybrid-kex,
 * draft-ietf-sshm-ntruprime-ssh).
 */
final class HybridAgreement implements KeyAgreement {

	private final String hash;

	private final Kem kem;

	private final X25519Agreement x25519;

	HybridAgreement(String hash, Kem kem, SecureRandom random) {
		this.hash = hash;
		this.kem = kem;
		this.x25519 = new X25519Agreement(random);
	}

	@Override
	public byte[] clientInit() {
		return concat(this.kem.generate(), this.x25519.publicKey());
	}

	@Override
	public ServerReply serverReply(byte[] clientInit) throws DisconnectException {
		int length = this.kem.publicKeyLength();
		requireLength(clientInit, length + X25519Agreement.POINT_SIZE);
		byte[] classical = this.x25519.agree(clientInit, length, X25519Agreement.POINT_SIZE);
		Kem.Encapsulation encapsulation = this.kem.encapsulate(Arrays.copyOf(clientInit, length));
		return new ServerReply(concat(encapsulation.ciphertext(), this.x25519.publicKey()),
				combine(encapsulation.secret(), classical));
	}

	@Override
	public byte[] clientFinish(byte[] serverReply) throws DisconnectException {
		int length = this.kem.ciphertextLength();
		requireLength(serverReply, length + X25519Agreement.POINT_SIZE);
		byte[] classical = this.x25519.agree(serverReply, length, X25519Agreement.POINT_SIZE);
		return combine(this.kem.decapsulate(Arrays.copyOf(serverReply, length)), classical);
	}

	private byte[] combine(byte[] postQuantum, byte[] classical) {
		MessageDigest digest = KexAlgorithm.digest(this.hash);
		digest.update(postQuantum);
		return new WireWriter().writeString(digest.digest(classical)).toByteArray();
	}

	private static void requireLength(byte[] message, int length) throws DisconnectException {
		if (message.length != length) {
			throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED,
					"a hybrid key of " + message.length + " bytes where " + length + " are due");
		}
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
