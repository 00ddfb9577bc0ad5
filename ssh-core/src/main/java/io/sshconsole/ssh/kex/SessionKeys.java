package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.util.Arrays;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.wire.Role;

/**
 * The keys that follow from one exchange (RFC 4253 §7.2): six letters, three for each
 * sender.
 *
 * @param negotiated the algorithms that the keys are for
 * @param secret the encoded secret K
 * @param exchangeHash the hash H of this exchange
 * @param sessionId the hash H of the connection's first exchange
 */
public record SessionKeys(NegotiatedAlgorithms negotiated, byte[] secret, byte[] exchangeHash, byte[] sessionId) {

	/**
	 * Makes the cipher of one direction.
	 * @param sender who sends in that direction
	 * @return a cipher with fresh keys
	 */
	public PacketCipher cipherFor(Role sender) {
		NegotiatedAlgorithms.Protection protection = this.negotiated.sentBy(sender);
		CipherAlgorithm cipher = protection.cipher();
		MacAlgorithm mac = protection.mac();
		return cipher.create(derive(sender.keyLetter(), cipher.keyLength()),
				derive(sender.ivLetter(), cipher.ivLength()), mac,
				(mac != null) ? derive(sender.macKeyLetter(), mac.keyLength()) : new byte[0]);
	}

	/**
	 * Derives a key: K1 = HASH(K || H || letter || session id), then K2 = HASH(K || H ||
	 * K1) and so on until it is long enough.
	 */
	private byte[] derive(char letter, int length) {
		MessageDigest digest = this.negotiated.kex().newDigest();
		digest.update(this.secret);
		digest.update(this.exchangeHash);
		digest.update((byte) letter);
		byte[] key = digest.digest(this.sessionId);
		while (key.length < length) {
			digest.update(this.secret);
			digest.update(this.exchangeHash);
			byte[] more = digest.digest(key);
			int have = key.length;
			key = Arrays.copyOf(key, have + more.length);
			System.arraycopy(more, 0, key, have, more.length);
		}
		return Arrays.copyOf(key, length);
	}

	@Override
	public String toString() {
		return "SessionKeys[" + this.negotiated + "]";
	}

}
