package io.sshconsole.ssh.kex;

import java.math.BigInteger;
import java.security.SecureRandom;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * Diffie-Hellman modulo a prime (RFC 4253 §8). The key is made when it is needed, because
 * that takes milliseconds.
 */
final class DhAgreement implements KeyAgreement {

	/**
	 * Length of the private exponent: twice the strength of the strongest cipher. In a
	 * group with a safe prime a longer one costs time and gains nothing (RFC 4419 §6.2).
	 */
	private static final int EXPONENT_BITS = 512;

	private final DhGroup group;

	private final BigInteger exponent;

	DhAgreement(DhGroup group, SecureRandom random) {
		this.group = group;
		this.exponent = new BigInteger(EXPONENT_BITS, random).setBit(EXPONENT_BITS - 1);
	}

	@Override
	public byte[] clientInit() {
		return this.group.g().modPow(this.exponent, this.group.p()).toByteArray();
	}

	@Override
	public ServerReply serverReply(byte[] clientInit) throws DisconnectException {
		byte[] secret = clientFinish(clientInit);
		return new ServerReply(clientInit(), secret);
	}

	@Override
	public byte[] clientFinish(byte[] serverReply) throws DisconnectException {
		return new WireWriter().writeMpint(read(serverReply).modPow(this.exponent, this.group.p())).toByteArray();
	}

	/**
	 * Reads the content of an {@code mpint}. A form that is not the shortest is refused:
	 * the exchange hash covers the bytes, and other peers hash the number.
	 */
	private BigInteger read(byte[] value) throws DisconnectException {
		// Before any arithmetic: a number may be as long as a packet
		if (value.length > 0 && value.length <= this.group.bits() / 8 + 1) {
			BigInteger number = new BigInteger(value);
			if (this.group.contains(number) && number.toByteArray().length == value.length) {
				return number;
			}
		}
		throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "a Diffie-Hellman value that is out of range");
	}

}
