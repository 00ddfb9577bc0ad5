package io.sshconsole.ssh.kex;

import java.security.SecureRandom;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * ML-KEM-768 (FIPS 203).
 */
final class MlKem768 implements Kem {

	private final SecureRandom random;

	private @Nullable MLKEMPrivateKeyParameters privateKey;

	MlKem768(SecureRandom random) {
		this.random = random;
	}

	@Override
	public int publicKeyLength() {
		return 1184;
	}

	@Override
	public int ciphertextLength() {
		return 1088;
	}

	@Override
	public byte[] generate() {
		MLKEMKeyPairGenerator generator = new MLKEMKeyPairGenerator();
		generator.init(new MLKEMKeyGenerationParameters(this.random, MLKEMParameters.ml_kem_768));
		AsymmetricCipherKeyPair pair = generator.generateKeyPair();
		this.privateKey = (MLKEMPrivateKeyParameters) pair.getPrivate();
		return ((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded();
	}

	/**
	 * Encapsulates a fresh secret, refusing keys whose coefficients are not reduced (FIPS
	 * 203 §7.2, the modulus check).
	 */
	@Override
	public Encapsulation encapsulate(byte[] publicKey) throws DisconnectException {
		try {
			MLKEMPublicKeyParameters key = new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, publicKey);
			SecretWithEncapsulation result = new MLKEMGenerator(this.random).generateEncapsulated(key);
			return new Encapsulation(result.getEncapsulation(), result.getSecret());
		}
		catch (IllegalArgumentException ex) {
			throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "an invalid ML-KEM key", ex);
		}
	}

	@Override
	public byte[] decapsulate(byte[] ciphertext) {
		if (this.privateKey == null) {
			throw new IllegalStateException("No key was generated");
		}
		return new MLKEMExtractor(this.privateKey).extractSecret(ciphertext);
	}

}
