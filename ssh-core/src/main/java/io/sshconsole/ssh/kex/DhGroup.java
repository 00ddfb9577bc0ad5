package io.sshconsole.ssh.kex;

import java.math.BigInteger;

import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;

/**
 * A group of integers modulo a prime.
 *
 * @param p the prime, a safe one
 * @param g the generator
 */
record DhGroup(BigInteger p, BigInteger g) {

	// RFC 3526 §3 to §7

	static final DhGroup GROUP14 = of(DHStandardGroups.rfc3526_2048);

	static final DhGroup GROUP15 = of(DHStandardGroups.rfc3526_3072);

	static final DhGroup GROUP16 = of(DHStandardGroups.rfc3526_4096);

	static final DhGroup GROUP17 = of(DHStandardGroups.rfc3526_6144);

	static final DhGroup GROUP18 = of(DHStandardGroups.rfc3526_8192);

	private static DhGroup of(DHParameters parameters) {
		return new DhGroup(parameters.getP(), parameters.getG());
	}

	/**
	 * Returns the size of the group.
	 * @return the length of the prime in bits
	 */
	int bits() {
		return this.p.bitLength();
	}

	/**
	 * Tells whether a number may be an element that somebody sends: 0, 1 and p - 1 would
	 * force a secret that everybody knows (RFC 4253 §8).
	 * @param number any number
	 * @return whether it is more than 1 and less than p - 1
	 */
	boolean contains(BigInteger number) {
		return number.compareTo(BigInteger.ONE) > 0 && number.compareTo(this.p.subtract(BigInteger.ONE)) < 0;
	}

	@Override
	public String toString() {
		return "DhGroup[" + bits() + " bits]";
	}

}
