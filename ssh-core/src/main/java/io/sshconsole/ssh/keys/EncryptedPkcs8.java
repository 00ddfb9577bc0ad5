package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.SshException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Private keys encrypted with a passphrase as OpenSSL does by default: a key made by
 * PBKDF2, AES in CBC mode (RFC 5958 §3, RFC 8018 §6.2).
 */
final class EncryptedPkcs8 {

	static final String LABEL = "ENCRYPTED PRIVATE KEY";

	/**
	 * Most rounds that are computed, a few seconds: a forged file must not keep a
	 * processor busy for years.
	 */
	private static final int MAX_ROUNDS = 10_000_000;

	/**
	 * The lengths of keys in bytes.
	 */
	private static final Map<ASN1ObjectIdentifier, Integer> CIPHERS = Map.of(NISTObjectIdentifiers.id_aes128_CBC, 16,
			NISTObjectIdentifiers.id_aes192_CBC, 24, NISTObjectIdentifiers.id_aes256_CBC, 32);

	private static final Map<ASN1ObjectIdentifier, String> HASHES = Map.of(PKCSObjectIdentifiers.id_hmacWithSHA1,
			"SHA1", PKCSObjectIdentifiers.id_hmacWithSHA224, "SHA224", PKCSObjectIdentifiers.id_hmacWithSHA256,
			"SHA256", PKCSObjectIdentifiers.id_hmacWithSHA384, "SHA384", PKCSObjectIdentifiers.id_hmacWithSHA512,
			"SHA512");

	private EncryptedPkcs8() {
	}

	static Signer read(byte[] content, @Nullable String passphrase) throws SshException {
		if (passphrase == null) {
			throw new SshException("The private key is encrypted and needs a passphrase");
		}
		return DerPrivateKey.read(() -> {
			EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(ASN1Sequence.getInstance(content));
			if (!PKCSObjectIdentifiers.id_PBES2.equals(info.getEncryptionAlgorithm().getAlgorithm())) {
				throw notSupported();
			}
			byte[] key = decrypt(PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters()), passphrase,
					info.getEncryptedData());
			try {
				return Pkcs8.read(key);
			}
			finally {
				Arrays.fill(key, (byte) 0);
			}
		});
	}

	private static byte[] decrypt(PBES2Parameters parameters, String passphrase, byte[] encrypted) throws SshException {
		Integer keyLength = CIPHERS.get(parameters.getEncryptionScheme().getAlgorithm());
		if (keyLength == null
				|| !PKCSObjectIdentifiers.id_PBKDF2.equals(parameters.getKeyDerivationFunc().getAlgorithm())) {
			throw notSupported();
		}
		byte[] iv = ASN1OctetString.getInstance(parameters.getEncryptionScheme().getParameters()).getOctets();
		byte[] key = derive(PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters()), passphrase,
				keyLength);
		try {
			Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
			cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
			return cipher.doFinal(encrypted);
		}
		catch (GeneralSecurityException ex) {
			// Without its cause: what is wrong with the padding is nobody's business
			throw new SshException("The passphrase of the private key is wrong");
		}
		finally {
			Arrays.fill(key, (byte) 0);
		}
	}

	private static byte[] derive(PBKDF2Params parameters, String passphrase, int keyLength) throws SshException {
		String hash = HASHES.get(parameters.getPrf().getAlgorithm());
		if (hash == null) {
			throw notSupported();
		}
		BigInteger rounds = parameters.getIterationCount();
		if (rounds.signum() <= 0 || rounds.compareTo(BigInteger.valueOf(MAX_ROUNDS)) > 0) {
			throw new SshException("A private key with " + rounds + " rounds of PBKDF2, allowed are " + MAX_ROUNDS);
		}
		PBEKeySpec password = new PBEKeySpec(passphrase.toCharArray(), parameters.getSalt(), rounds.intValue(),
				8 * keyLength);
		try {
			return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash).generateSecret(password).getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new SshException("The Java runtime refused to derive a key", ex);
		}
		finally {
			password.clearPassword();
		}
	}

	private static SshException notSupported() {
		return new SshException("A private key that is encrypted in a way that is not supported: "
				+ "openssl pkcs8 -topk8 -v2 aes-256-cbc changes that");
	}

}
