package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import io.sshconsole.ssh.wire.SshException;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PrivateKeyReaderTests {

	/**
	 * RFC 8410 §10.3, with attributes.
	 */
	private static final String PKCS8_WITH_PUBLIC_KEY = "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9"
			+ "EdVhCoB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

	@Test
	void readsAPlainKeyOfSshKeygen() throws SshException {
		Signer signer = PrivateKeyReader.read(KeyFiles.text("plain"), null);
		assertThat(signer.publicKey()).isEqualTo(SshPublicKey.fromAuthorizedKey(KeyFiles.text("plain.pub")));
	}

	@Test
	void readsAnEncryptedKeyOfSshKeygen() throws SshException {
		Signer signer = PrivateKeyReader.read(KeyFiles.text("encrypted"), KeyFiles.PASSPHRASE);
		assertThat(signer.publicKey()).isEqualTo(SshPublicKey.fromAuthorizedKey(KeyFiles.text("encrypted.pub")));
	}

	@Test
	void ignoresThePassphraseOfAPlainKey() throws SshException {
		assertThat(PrivateKeyReader.read(KeyFiles.text("plain"), "needless").algorithms()).isNotEmpty();
	}

	@Test
	void saysThatThePassphraseIsWrong() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text("encrypted"), "wrong horse"))
			.withMessage("The passphrase of the private key is wrong");
	}

	@Test
	void saysThatAPassphraseIsNeeded() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text("encrypted"), null))
			.withMessageContaining("needs a passphrase");
	}

	@Test
	void saysWhichEncryptionIsNotSupported() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text("encrypted-gcm"), KeyFiles.PASSPHRASE))
			.withMessageContaining("aes256-gcm@openssh.com")
			.withMessageContaining("-Z aes256-ctr");
	}

	@Test
	void readsPkcs8OfOpenssl() throws SshException {
		Signer signer = PrivateKeyReader.read(KeyFiles.text("pkcs8.pem"), null);
		assertThat(Base64.getEncoder().encodeToString(Arrays.copyOfRange(signer.publicKey().blob(), 19, 51)))
			.isEqualTo("oUhV9PhgDkPhz9n2cla6WM9jWamtZUPVWrdHqB64XTI=");
	}

	@Test
	void readsPkcs8OfTheJavaRuntime() throws Exception {
		KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		Signer signer = PrivateKeyReader.read(pem(pair.getPrivate().getEncoded()), null);
		byte[] encoded = pair.getPublic().getEncoded();
		assertThat(Arrays.copyOfRange(signer.publicKey().blob(), 19, 51))
			.isEqualTo(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
	}

	@Test
	void readsPkcs8WithPublicKey() throws SshException {
		assertThat(PrivateKeyReader.read(pem(Base64.getDecoder().decode(PKCS8_WITH_PUBLIC_KEY)), null).algorithms())
			.isNotEmpty();
		byte[] forged = Base64.getDecoder().decode(PKCS8_WITH_PUBLIC_KEY);
		forged[forged.length - 1] ^= 1;
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(pem(forged), null))
			.withMessageContaining("belong together");
	}

	@Test
	void refusesMalformedPkcs8() {
		byte[] key = Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIBPiSv3SgrbuSnb15TJHVuizTjxfgnssr5nKr7E3O3v1");
		for (int length = 0; length < key.length; length++) {
			byte[] cut = Arrays.copyOf(key, length);
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(pem(cut), null));
		}
		byte[] longer = Arrays.copyOf(key, key.length + 1);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(pem(longer), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "ecdsa256", "rsa", "rsa.pem", "rsa-pkcs8.pem", "ecdsa256.pem",
			"ecdsa384-pkcs8.pem", "rsa-pkcs8-encrypted.pem" })
	void survivesDamagedFiles(String name) {
		Random random = new Random(9);
		String text = KeyFiles.text(name);
		String begin = text.substring(0, text.indexOf('\n'));
		byte[] content = Base64.getMimeDecoder().decode(text.replaceAll("-----.*-----", ""));
		for (int i = 0; i < 2_000; i++) {
			String damaged = begin + "\n" + Base64.getMimeEncoder().encodeToString(damage(content.clone(), random))
					+ "\n" + begin.replace("BEGIN", "END") + "\n";
			try {
				PrivateKeyReader.read(damaged, KeyFiles.PASSPHRASE);
			}
			catch (SshException ex) {
				assertThat(ex).hasMessageNotContaining("Exception");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 10_000_001, Integer.MAX_VALUE })
	void refusesRoundsThatNobodyCanWaitFor(int rounds) throws IOException {
		AlgorithmIdentifier hash = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
		PBES2Parameters parameters = new PBES2Parameters(
				new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2,
						new PBKDF2Params(new byte[16], rounds, 32, hash)),
				new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
		byte[] content = new EncryptedPrivateKeyInfo(
				new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), new byte[32])
			.getEncoded();
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> EncryptedPkcs8.read(content, KeyFiles.PASSPHRASE))
			.withMessageContaining(rounds + " rounds");
	}

	private static byte[] damage(byte[] file, Random random) {
		for (int count = random.nextInt(3); count >= 0; count--) {
			file[random.nextInt(random.nextBoolean() ? 16 : file.length)] = (byte) random.nextInt();
		}
		return (random.nextInt(4) == 0) ? Arrays.copyOf(file, random.nextInt(file.length + 20)) : file;
	}

	@ParameterizedTest
	@CsvSource({ "rsa.pem, rsa.pub", "rsa-pkcs8.pem, rsa.pub", "ecdsa256.pem, ecdsa256.pub",
			"ecdsa384-pkcs8.pem, ecdsa384.pub", "ecdsa521.pem, ecdsa521.pub" })
	void readsFormsWithoutPassphraseOfOpenssl(String file, String publicKey) throws SshException {
		assertThat(PrivateKeyReader.read(KeyFiles.text(file), null).publicKey())
			.isEqualTo(KeyFiles.publicKey(publicKey));
	}

	@Test
	void readsAKeyBehindItsParameters() throws SshException {
		String text = KeyFiles.text("ecdsa-parameters.pem");
		assertThat(text).startsWith("-----BEGIN EC PARAMETERS-----");
		assertThat(PrivateKeyReader.read(text, null).algorithms()).containsExactly("ecdsa-sha2-nistp256");
	}

	@Test
	void readsEncryptedPkcs8() throws SshException {
		String text = KeyFiles.text("rsa-pkcs8-encrypted.pem");
		assertThat(PrivateKeyReader.read(text, KeyFiles.PASSPHRASE).publicKey())
			.isEqualTo(KeyFiles.publicKey("rsa.pub"));
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(text, null))
			.withMessageContaining("needs a passphrase");
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(text, "wrong horse"))
			.withMessage("The passphrase of the private key is wrong")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rsa-old-encrypted.pem", "rsa-pkcs8-scrypt.pem" })
	void saysHowToChangeOtherEncryptions(String file) {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text(file), KeyFiles.PASSPHRASE))
			.withMessageContaining("changes that");
	}

	@ParameterizedTest
	@ValueSource(strings = { "secp256r1", "secp384r1", "secp521r1" })
	void readsEcKeysOfTheJavaRuntime(String curve) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec(curve));
		KeyPair pair = generator.generateKeyPair();
		Signer signer = PrivateKeyReader.read(pem(pair.getPrivate().getEncoded()), null);
		byte[] encoded = pair.getPublic().getEncoded();
		byte[] blob = signer.publicKey().blob();
		int length = (curve.equals("secp521r1") ? 133 : curve.equals("secp384r1") ? 97 : 65);
		assertThat(Arrays.copyOfRange(blob, blob.length - length, blob.length))
			.isEqualTo(Arrays.copyOfRange(encoded, encoded.length - length, encoded.length));
	}

	@Test
	void readsRsaKeysOfTheJavaRuntime() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		KeyPair pair = generator.generateKeyPair();
		Signer signer = PrivateKeyReader.read(pem(pair.getPrivate().getEncoded()), null);
		assertThat(signer.publicKey().verify("rsa-sha2-512", new byte[1], signer.sign("rsa-sha2-512", new byte[1])))
			.isTrue();
	}

	@Test
	void refusesAShortRsaKey() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(1024);
		String text = pem(generator.generateKeyPair().getPrivate().getEncoded());
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(text, null))
			.withMessageContaining("1024 bits");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x25519.pem", "secp256k1.pem" })
	void refusesOtherTypesOfKeys(String file) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text(file), null))
			.withMessageContaining("not supported");
	}

	@Test
	void refusesOtherFormats() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader
				.read("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n", null))
			.withMessageContaining("DSA PRIVATE KEY is not supported");
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(
					() -> PrivateKeyReader.read("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", null))
			.withMessageContaining("CERTIFICATE is not supported");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "secret", "-----BEGIN OPENSSH PRIVATE KEY", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n",
					"-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n",
					"-----BEGIN OPENSSH PRIVATE KEY-----\nse!ret\n-----END OPENSSH PRIVATE KEY-----\n" })
	void refusesWhatIsNoKeyWithoutQuotingIt(String text) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(text, null))
			.withMessageNotContaining("se!ret")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@Test
	void readsAKeyWithTextAroundItAndWindowsLineEnds() throws SshException {
		String text = "Bag Attributes: none\r\n" + KeyFiles.text("plain").replace("\n", "\r\n") + "behind\r\n";
		assertThat(PrivateKeyReader.read(text, null).publicKey())
			.isEqualTo(SshPublicKey.fromAuthorizedKey(KeyFiles.text("plain.pub")));
	}

	private static String pem(byte[] content) {
		return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(content)
				+ "\n-----END PRIVATE KEY-----\n";
	}

}
