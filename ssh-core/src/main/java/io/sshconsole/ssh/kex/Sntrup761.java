package io.sshconsole.ssh.kex;

import java.security.SecureRandom;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKEMExtractor;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKEMGenerator;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKeyGenerationParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKeyPairGenerator;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimePrivateKeyParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimePublicKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * Streamlined NTRU Prime with p = 761. Every string of the right length is a key and a
 * ciphertext, there is nothing to check.
 */
final class Sntrup761 implements Kem {

	private final SecureRandom random;

	private @Nullable SNTRUPrimePrivateKeyParameters privateKey;

	Sntrup761(SecureRandom random) {
		this.random = random;
	}

	@Override
	public int publicKeyLength() {
		return 1158;
	}

	@Override
	public int ciphertextLength() {
		return 1039;
	}

	@Override
	public byte[] generate() {
		SNTRUPrimeKeyPairGenerator generator = new SNTRUPrimeKeyPairGenerator();
		generator.init(new SNTRUPrimeKeyGenerationParameters(this.random, SNTRUPrimeParameters.sntrup761));
		AsymmetricCipherKeyPair pair = generator.generateKeyPair();
		this.privateKey = (SNTRUPrimePrivateKeyParameters) pair.getPrivate();
		return ((SNTRUPrimePublicKeyParameters) pair.getPublic()).getEncoded();
	}

	@Override
	public Encapsulation encapsulate(byte[] publicKey) {
		SNTRUPrimePublicKeyParameters key = new SNTRUPrimePublicKeyParameters(SNTRUPrimeParameters.sntrup761,
				publicKey);
		SecretWithEncapsulation result = new SNTRUPrimeKEMGenerator(this.random).generateEncapsulated(key);
		return new Encapsulation(result.getEncapsulation(), result.getSecret());
	}

	@Override
	public byte[] decapsulate(byte[] ciphertext) {
		if (this.privateKey == null) {
			throw new IllegalStateException("No key was generated");
		}
		return new SNTRUPrimeKEMExtractor(this.privateKey).extractSecret(ciphertext);
	}

}
