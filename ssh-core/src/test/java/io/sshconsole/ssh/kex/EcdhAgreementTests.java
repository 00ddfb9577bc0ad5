package io.sshconsole.ssh.kex;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EcdhAgreementTests {

	private static final String P256 = "secp256r1";

	private final SecureRandom random = new SecureRandom();

	/**
	 * RFC 5903 §8.1 to §8.3.
	 */
	@ParameterizedTest
	@CsvSource({
			"secp256r1, c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433, "
					+ "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
					+ "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab, "
					+ "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de",
			"secp384r1, 099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655"
					+ "e35b538041e649ee3faef896783ab194, "
					+ "04e558dbef53eecde3d3fccfc1aea08a89a987475d12fd950d83cfa41732bc509d"
					+ "0d1ac43a0336def96fda41d0774a3571dcfbec7aacf3196472169e838430367f"
					+ "66eebe3c6e70c416dd5f0c68759dd1fff83fa40142209dff5eaad96db9e6386c, "
					+ "11187331c279962d93d604243fd592cb9d0a926f422e47187521287e7156c5c4"
					+ "d603135569b9e9d09cf5d4a270f59746",
			"secp521r1, 37ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a095"
					+ "aa85a30fe1c2952c6771d937ba9777f5957b2639bab072462f68c27a57382d4a52, "
					+ "0400d0b3975ac4b799f5bea16d5e13e9af971d5e9b984c9f39728b5e5739735a219b"
					+ "97c356436adc6e95bb0352f6be64a6c2912d4ef2d0433ced2b6171640012d9460f"
					+ "015c68226383956e3bd066e797b623c27ce0eac2f551a10c2c724d9852077b87220b"
					+ "6536c5c408a1d2aebb8e86d678ae49cb57091f4732296579ab44fcd17f0fc56a, "
					+ "1144c7d79ae6956bc8edb8e7c787c4521cb086fa64407f97894e5e6b2d79b04"
					+ "d1427e73ca4baa240a34786859810c06b3c715a3a8cc3151f2bee417996d19f3ddea" })
	void computesTheKnownAnswer(String curve, String privateKey, String peer, String secret) throws Exception {
		EcdhAgreement agreement = new EcdhAgreement(curve, this.random);
		PrivateKey key = KeyFactory.getInstance("EC")
			.generatePrivate(new ECPrivateKeySpec(new BigInteger(privateKey, 16), parameters(curve)));
		byte[] encoded = agreement.agree(key, agreement.read(HexFormat.of().parseHex(peer)));
		assertThat(new WireReader(encoded).readMpint()).isEqualTo(new BigInteger(secret, 16));
	}

	@ParameterizedTest
	@CsvSource({ "secp256r1, 65", "secp384r1, 97", "secp521r1, 133" })
	void bothSidesAgree(String curve, int length) throws DisconnectException {
		KeyAgreement client = new EcdhAgreement(curve, this.random);
		byte[] init = client.clientInit();
		ServerReply reply = new EcdhAgreement(curve, this.random).serverReply(init);
		assertThat(init).hasSize(length).startsWith(4);
		assertThat(reply.message()).hasSize(length).startsWith(4).isNotEqualTo(init);
		assertThat(client.clientFinish(reply.message())).isEqualTo(reply.secret());
	}

	/**
	 * One secret in 256 begins with a zero byte, which a number must not have.
	 */
	@Test
	void bothSidesAgreeOnSecretsThatBeginWithZeros() throws DisconnectException {
		boolean shorter = false;
		while (!shorter) {
			KeyAgreement client = new EcdhAgreement(P256, this.random);
			ServerReply reply = new EcdhAgreement(P256, this.random).serverReply(client.clientInit());
			assertThat(client.clientFinish(reply.message())).isEqualTo(reply.secret());
			BigInteger secret = new WireReader(reply.secret()).readMpint();
			assertThat(reply.secret()).hasSize(4 + secret.bitLength() / 8 + 1);
			shorter = secret.bitLength() <= 248;
		}
	}

	@Test
	void coordinatesThatBeginWithZerosKeepTheirLength() {
		byte[] value;
		do {
			value = new EcdhAgreement(P256, this.random).clientInit();
			assertThat(value).hasSize(65);
		}
		while (value[1] != 0);
	}

	@Test
	void valuesThatAreNoUncompressedPointAreRefused() {
		byte[] valid = new EcdhAgreement(P256, this.random).clientInit();
		assertRefused(new byte[0]);
		// The point at infinity
		assertRefused(new byte[1]);
		assertRefused(new byte[65]);
		assertRefused(Arrays.copyOf(valid, 64));
		assertRefused(Arrays.copyOf(valid, 66));
		assertRefused(new EcdhAgreement("secp384r1", this.random).clientInit());
		for (int form : new int[] { 0, 2, 3, 5, 6, 7, 0x84 }) {
			byte[] changed = valid.clone();
			changed[0] = (byte) form;
			assertRefused(changed);
			assertRefused(Arrays.copyOf(changed, 33));
		}
	}

	@Test
	void pointsThatAreNotOnTheCurveAreRefused() {
		byte[] valid = new EcdhAgreement(P256, this.random).clientInit();
		for (int changed : new int[] { 1, 32, 33, 64 }) {
			byte[] value = valid.clone();
			value[changed] ^= 1;
			assertRefused(value);
		}
		byte[] zero = new byte[65];
		zero[0] = 4;
		assertRefused(zero);
	}

	/**
	 * The same point, with the prime added to a coordinate. On this curve there is room
	 * for it.
	 */
	@Test
	void coordinatesThatAreNotReducedAreRefused() throws Exception {
		String p521 = "secp521r1";
		BigInteger p = ((ECFieldFp) parameters(p521).getCurve().getField()).getP();
		for (int offset : new int[] { 1, 67 }) {
			byte[] value = new EcdhAgreement(p521, this.random).clientInit();
			byte[] larger = new BigInteger(1, value, offset, 66).add(p).toByteArray();
			assertThat(larger).hasSize(66);
			System.arraycopy(larger, 0, value, offset, 66);
			assertThatExceptionOfType(DisconnectException.class)
				.isThrownBy(() -> new EcdhAgreement(p521, this.random).serverReply(value))
				.withMessage("a point with a coordinate out of range");
		}
	}

	@Test
	void finishesOnlyWhatItBegan() {
		byte[] value = new EcdhAgreement(P256, this.random).clientInit();
		assertThatIllegalStateException().isThrownBy(() -> new EcdhAgreement(P256, this.random).clientFinish(value));
	}

	private void assertRefused(byte[] value) {
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> new EcdhAgreement(P256, this.random).serverReply(value))
			.withMessageStartingWith("a point ")
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
	}

	private static ECParameterSpec parameters(String curve) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec(curve));
		return ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams();
	}

}
