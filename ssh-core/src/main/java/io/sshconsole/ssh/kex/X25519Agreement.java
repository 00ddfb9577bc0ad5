package io.sshconsole.ssh.kex;

import java.math.BigInteger;
import java.security.SecureRandom;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireWriter;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The agreement {@code curve25519-sha256} (RFC 8731) and the classical half of the
 * hybrids.
 */
final class X25519Agreement implements KeyAgreement {

	static final int POINT_SIZE = X25519.POINT_SIZE;

	private final byte[] privateKey = new byte[X25519.SCALAR_SIZE];

	private final byte[] publicKey = new byte[POINT_SIZE];

	X25519Agreement(SecureRandom random) {
		X25519.generatePrivateKey(random, this.privateKey);
		X25519.generatePublicKey(this.privateKey, 0, this.publicKey, 0);
	}

	@Override
	public byte[] clientInit() {
		return this.publicKey;
	}

	@Override
	public ServerReply serverReply(byte[] clientInit) throws DisconnectException {
		return new ServerReply(this.publicKey, clientFinish(clientInit));
	}

	@Override
	public byte[] clientFinish(byte[] serverReply) throws DisconnectException {
		return new WireWriter().writeMpint(new BigInteger(1, agree(serverReply, 0, serverReply.length))).toByteArray();
	}

	byte[] publicKey() {
		return this.publicKey;
	}

	/**
	 * Multiplies the peer's point with our scalar. A result of zero means that the peer
	 * chose a point of small order to force a secret that everybody knows (RFC 8731 §3).
	 * @param point holds the peer's point
	 * @param offset where it starts
	 * @param length must be 32
	 * @return the raw secret
	 * @throws DisconnectException if the length or the point is wrong
	 */
	byte[] agree(byte[] point, int offset, int length) throws DisconnectException {
		if (length != POINT_SIZE) {
			throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "an X25519 point of " + length + " bytes");
		}
		byte[] secret = new byte[POINT_SIZE];
		if (!X25519.calculateAgreement(this.privateKey, 0, point, offset, secret, 0)) {
			throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "an X25519 point of small order");
		}
		return secret;
	}

}
