package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireWriter;
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
 * The post-quantum hybrid {@code mlkem768x25519-sha256}
 * (draft-ietf-sshm-mlkem-hybrid-kex). Both messages are the ML-KEM part followed by the
 * X25519 point; the secret is the hash of both secrets, as a {@code string}.
 */
final class MlKem768X25519 implements KeyAgreement {

	static final int PUBLIC_KEY_SIZE = 1184;

	static final int CIPHERTEXT_SIZE = 1088;

	private final SecureRandom random;

	private final X25519Agreement x25519;

	private @Nullable MLKEMPrivateKeyParameters decapsulationKey;

	MlKem768X25519(SecureRandom random) {
		this.random = random;
		this.x25519 = new X25519Agreement(random);
	}

	@Override
	public byte[] clientInit() {
		MLKEMKeyPairGenerator generator = new MLKEMKeyPairGenerator();
		generator.init(new MLKEMKeyGenerationParameters(this.random, MLKEMParameters.ml_kem_768));
		AsymmetricCipherKeyPair pair = generator.generateKeyPair();
		this.decapsulationKey = (MLKEMPrivateKeyParameters) pair.getPrivate();
		return concat(((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded(), this.x25519.publicKey());
	}

	@Override
	public ServerReply serverReply(byte[] clientInit) throws DisconnectException {
		requireLength(clientInit, PUBLIC_KEY_SIZE + X25519Agreement.POINT_SIZE);
		byte[] classical = this.x25519.agree(clientInit, PUBLIC_KEY_SIZE, X25519Agreement.POINT_SIZE);
		SecretWithEncapsulation encapsulated = encapsulate(Arrays.copyOf(clientInit, PUBLIC_KEY_SIZE));
		return new ServerReply(concat(encapsulated.getEncapsulation(), this.x25519.publicKey()),
				combine(encapsulated.getSecret(), classical));
	}

	@Override
	public byte[] clientFinish(byte[] serverReply) throws DisconnectException {
		if (this.decapsulationKey == null) {
			throw new IllegalStateException("clientFinish before clientInit");
		}
		requireLength(serverReply, CIPHERTEXT_SIZE + X25519Agreement.POINT_SIZE);
		byte[] classical = this.x25519.agree(serverReply, CIPHERTEXT_SIZE, X25519Agreement.POINT_SIZE);
		byte[] postQuantum = new MLKEMExtractor(this.decapsulationKey)
			.extractSecret(Arrays.copyOf(serverReply, CIPHERTEXT_SIZE));
		return combine(postQuantum, classical);
	}

	/**
	 * Encapsulates a fresh secret, refusing keys whose coefficients are not reduced (FIPS
	 * 203 §7.2, the modulus check).
	 * @param publicKey the client's key, of the right length
	 * @return the secret and its encapsulation
	 * @throws DisconnectException if the key fails the check
	 */
	private SecretWithEncapsulation encapsulate(byte[] publicKey) throws DisconnectException {
		try {
			MLKEMPublicKeyParameters key = new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, publicKey);
			return new MLKEMGenerator(this.random).generateEncapsulated(key);
		}
		catch (IllegalArgumentException ex) {
			throw new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "an invalid ML-KEM key", ex);
		}
	}

	private static byte[] combine(byte[] postQuantum, byte[] classical) {
		MessageDigest sha256 = KexAlgorithm.digest("SHA-256");
		sha256.update(postQuantum);
		return new WireWriter().writeString(sha256.digest(classical)).toByteArray();
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
