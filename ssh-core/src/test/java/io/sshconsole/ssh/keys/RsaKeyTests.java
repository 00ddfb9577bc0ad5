package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Random;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RsaKeyTests {

	private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

	private static final byte[] DATA = { 1, 2, 3 };

	private final Signer signer = KeyFiles.signer("rsa");

	private final SshPublicKey key = this.signer.publicKey();

	@Test
	void isTheKeyThatSshKeygenSays() {
		assertThat(this.key).isEqualTo(KeyFiles.publicKey("rsa.pub"));
		assertThat(this.key.type()).isEqualTo("ssh-rsa");
		assertThat(this.key.fingerprint()).isEqualTo("SHA256:B8DVUpRK5alrGTdgpsEVH7SddOdrs7nz/BqQfPTtQMM");
	}

	@Test
	void prefersTheLongerHash() {
		assertThat(this.signer.algorithms()).containsExactly("rsa-sha2-512", "rsa-sha2-256");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rsa-sha2-512", "rsa-sha2-256" })
	void verifiesWhatItSigns(String algorithm) throws SshException {
		for (int i = 0; i < 20; i++) {
			byte[] data = { (byte) i };
			byte[] signature = this.signer.sign(algorithm, data);
			assertThat(this.key.verify(algorithm, data, signature)).isTrue();
			signature[signature.length - 1] ^= 1;
			assertThat(this.key.verify(algorithm, data, signature)).isFalse();
		}
	}

	@Test
	void neverSignsOrVerifiesWithSha1() throws Exception {
		assertThatIllegalArgumentException().isThrownBy(() -> this.signer.sign("ssh-rsa", DATA));
		byte[] sha1 = new WireWriter().writeText("ssh-rsa").writeString(sign("SHA1withRSA")).toByteArray();
		assertThat(this.key.verify("ssh-rsa", DATA, sha1)).isFalse();
		assertThat(this.key.verify("rsa-sha2-256", DATA, sha1)).isFalse();
		byte[] renamed = new WireWriter().writeText("rsa-sha2-256").writeString(sign("SHA1withRSA")).toByteArray();
		assertThat(this.key.verify("rsa-sha2-256", DATA, renamed)).isFalse();
		assertThat(SignatureAlgorithm.named("ssh-rsa")).isEmpty();
	}

	@Test
	void refusesTheOtherHash() throws SshException {
		byte[] signature = this.signer.sign("rsa-sha2-256", DATA);
		assertThat(this.key.verify("rsa-sha2-512", DATA, signature)).isFalse();
		byte[] renamed = new WireWriter().writeText("rsa-sha2-512").writeString(inner(signature)).toByteArray();
		assertThat(this.key.verify("rsa-sha2-512", DATA, renamed)).isFalse();
	}

	@Test
	void acceptsSignaturesWithoutLeadingZeros() throws Exception {
		for (int i = 0;; i++) {
			byte[] data = { (byte) i, (byte) (i >> 8) };
			byte[] inner = inner(this.signer.sign("rsa-sha2-256", data));
			if (inner[0] == 0) {
				byte[] shorter = Arrays.copyOfRange(inner, 1, inner.length);
				assertThat(this.key.verify("rsa-sha2-256", data, signature(shorter))).isTrue();
				return;
			}
		}
	}

	@Test
	void refusesSignaturesOfAnotherLength() throws SshException {
		byte[] inner = inner(this.signer.sign("rsa-sha2-256", DATA));
		byte[] longer = new byte[inner.length + 1];
		System.arraycopy(inner, 0, longer, 1, inner.length);
		assertThat(this.key.verify("rsa-sha2-256", DATA, signature(longer))).isFalse();
		for (int length : new int[] { 0, 1, 255, 257, 5000 }) {
			assertThat(this.key.verify("rsa-sha2-256", DATA, signature(Arrays.copyOf(inner, length)))).isFalse();
		}
		byte[] huge = new byte[inner.length];
		Arrays.fill(huge, (byte) -1);
		assertThat(this.key.verify("rsa-sha2-256", DATA, signature(huge))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 512, 1024, 2047, 16385 })
	void refusesKeysOfUnsafeLength(int bits) {
		BigInteger modulus = (bits == 0) ? BigInteger.ZERO : BigInteger.ONE.setBit(bits - 1);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> SshPublicKey.read(blob(EXPONENT, modulus)))
			.withMessageContaining("bits");
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> SshPublicKey.fromAuthorizedKey(KeyFiles.text("rsa1024.pub")))
			.withMessageContaining("1024 bits");
	}

	@ParameterizedTest
	@ValueSource(ints = { 2048, 2049, 3072, 16384 })
	void acceptsKeysOfSafeLength(int bits) throws SshException {
		SshPublicKey key = SshPublicKey.read(blob(EXPONENT, modulus(bits)));
		assertThat(key.type()).isEqualTo("ssh-rsa");
		assertThat(key.verify("rsa-sha2-512", DATA,
				new WireWriter().writeText("rsa-sha2-512").writeString(new byte[(bits + 7) / 8]).toByteArray()))
			.isFalse();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 2, 4, 65536, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE })
	void refusesStrangeExponents(long exponent) {
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> SshPublicKey.read(blob(BigInteger.valueOf(exponent), modulus(2048))))
			.withMessageContaining("exponent");
	}

	@Test
	void refusesAnEvenModulus() {
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> SshPublicKey.read(blob(EXPONENT, modulus(2048).clearBit(0))))
			.withMessageContaining("even");
	}

	@Test
	void hasOneEncodingOnly() {
		byte[] modulus = modulus(2048).toByteArray();
		byte[] padded = new byte[modulus.length + 1];
		System.arraycopy(modulus, 0, padded, 1, modulus.length);
		byte[] blob = new WireWriter().writeText("ssh-rsa").writeMpint(EXPONENT).writeString(padded).toByteArray();
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> SshPublicKey.read(blob))
			.withMessageContaining("zeros");
	}

	@Test
	void refusesNumbersThatDoNotBelongTogether() throws SshException {
		WireWriter writer = new WireWriter();
		((RsaSigner) this.signer).writePrivate(writer);
		WireReader reader = new WireReader(writer.toByteArray());
		reader.readText();
		BigInteger[] numbers = new BigInteger[6];
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = reader.readMpint();
		}
		assertThat(RsaSigner.read(fields(numbers)).publicKey()).isEqualTo(this.key);
		for (int i = 0; i < numbers.length; i++) {
			for (BigInteger forged : new BigInteger[] { numbers[i].add(BigInteger.TWO), BigInteger.ZERO, BigInteger.ONE,
					BigInteger.ONE.setBit(16383), numbers[0] }) {
				BigInteger[] changed = numbers.clone();
				changed[i] = forged;
				if (!forged.equals(numbers[i])) {
					assertThatExceptionOfType(SshException.class).isThrownBy(() -> RsaSigner.read(fields(changed)));
				}
			}
		}
	}

	@Test
	void hidesThePrivateKey() {
		assertThat(this.signer).hasToString("Signer[" + this.key + "]");
	}

	private byte[] sign(String algorithm) throws Exception {
		PrivateKey privateKey = privateKey(this.signer);
		Signature signature = Signature.getInstance(algorithm);
		signature.initSign(privateKey);
		signature.update(DATA);
		return signature.sign();
	}

	static PrivateKey privateKey(Signer signer) throws Exception {
		WireWriter writer = new WireWriter();
		((RsaSigner) signer).writePrivate(writer);
		WireReader reader = new WireReader(writer.toByteArray());
		reader.readText();
		BigInteger n = reader.readMpint();
		BigInteger e = reader.readMpint();
		BigInteger d = reader.readMpint();
		BigInteger coefficient = reader.readMpint();
		BigInteger p = reader.readMpint();
		BigInteger q = reader.readMpint();
		return Jca.keyFactory("RSA")
			.generatePrivate(new RSAPrivateCrtKeySpec(n, e, d, p, q, d.mod(p.subtract(BigInteger.ONE)),
					d.mod(q.subtract(BigInteger.ONE)), coefficient));
	}

	private static WireReader fields(BigInteger... numbers) {
		WireWriter writer = new WireWriter();
		for (BigInteger number : numbers) {
			writer.writeMpint(number);
		}
		return new WireReader(writer.toByteArray());
	}

	private static BigInteger modulus(int bits) {
		return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
	}

	private static byte[] blob(BigInteger exponent, BigInteger modulus) {
		return new WireWriter().writeText("ssh-rsa").writeMpint(exponent).writeMpint(modulus).toByteArray();
	}

	private static byte[] inner(byte[] signature) throws DisconnectException {
		WireReader reader = new WireReader(signature);
		reader.readText();
		return reader.readString();
	}

	private static byte[] signature(byte[] inner) {
		return new WireWriter().writeText("rsa-sha2-256").writeString(inner).toByteArray();
	}

}
