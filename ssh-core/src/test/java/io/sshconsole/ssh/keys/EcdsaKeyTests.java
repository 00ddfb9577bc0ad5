package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EcdsaKeyTests {

	private static final byte[] DATA = "sample".getBytes(StandardCharsets.US_ASCII);

	/**
	 * RFC 6979 §A.2.5 to §A.2.7: private key and signature of «sample» with the hash that
	 * belongs to the curve.
	 */
	@ParameterizedTest
	@CsvSource({
			"NISTP256, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721, "
					+ "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716, "
					+ "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
			"NISTP384, 6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D8"
					+ "96D5724E4C70A825F872C9EA60D2EDF5, "
					+ "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C"
					+ "81A648152E44ACF96E36DD1E80FABE46, "
					+ "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94F"
					+ "A329C145786E679E7B82C71A38628AC8",
			"NISTP521, 00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75"
					+ "CAA896EB32F1F47C70855836A6D16FCC1466F6D8FBEC67DB89EC0C08B0E996B83538, "
					+ "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F"
					+ "174E25A1EE9017B5D450606ADD152B534931D7D4E8455CC91F9B15BF05EC36E377FA, "
					+ "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF"
					+ "282623EAA63E5B5C0723D8B8C37FF0777B1A20F8CCB1DCCC43997F1EE0E44DA4A67A" })
	void verifiesTheSignaturesOfRfc6979(EcdsaCurve curve, String secret, String r, String s) throws SshException {
		SshPublicKey key = EcdsaSigner.of(curve, new BigInteger(secret, 16)).publicKey();
		byte[] signature = signature(curve.typeName(), new BigInteger(r, 16), new BigInteger(s, 16));
		assertThat(key.verify(curve.typeName(), DATA, signature)).isTrue();
		assertThat(key.verify(curve.typeName(), new byte[1], signature)).isFalse();
	}

	@Test
	void computesThePointOfRfc6979() throws SshException {
		EcdsaSigner signer = EcdsaSigner.of(EcdsaCurve.NISTP256,
				new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16));
		assertThat(signer.publicKey().blob()).isEqualTo(blob(EcdsaCurve.NISTP256, "nistp256",
				HexFormat.of()
					.parseHex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
							+ "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")));
	}

	/**
	 * Enough of them that numbers with leading zeros, and with their first bit set,
	 * occur.
	 */
	@ParameterizedTest
	@EnumSource
	void verifiesWhatItSigns(EcdsaCurve curve) throws SshException {
		Signer signer = generate(curve);
		assertThat(signer.algorithms()).containsExactly(curve.typeName());
		for (int i = 0; i < 100; i++) {
			byte[] data = { (byte) i };
			byte[] signature = signer.sign(curve.typeName(), data);
			assertThat(signer.publicKey().verify(curve.typeName(), data, signature)).isTrue();
			signature[signature.length - 1] ^= 1;
			assertThat(signer.publicKey().verify(curve.typeName(), data, signature)).isFalse();
		}
		assertThatIllegalArgumentException().isThrownBy(() -> signer.sign("ssh-ed25519", DATA));
	}

	@ParameterizedTest
	@EnumSource
	void refusesNumbersOutOfRange(EcdsaCurve curve) throws SshException {
		SshPublicKey key = generate(curve).publicKey();
		BigInteger order = curve.order();
		List<BigInteger> bad = List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE), order.shiftLeft(8),
				BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(16000));
		for (BigInteger number : bad) {
			assertThat(key.verify(curve.typeName(), DATA, signature(curve.typeName(), number, BigInteger.ONE)))
				.isFalse();
			assertThat(key.verify(curve.typeName(), DATA, signature(curve.typeName(), BigInteger.ONE, number)))
				.isFalse();
			assertThat(key.verify(curve.typeName(), DATA, signature(curve.typeName(), number, number))).isFalse();
		}
	}

	@Test
	void refusesMalformedInnerSignatures() throws SshException {
		Signer signer = generate(EcdsaCurve.NISTP256);
		String name = "ecdsa-sha2-nistp256";
		WireReader reader = new WireReader(signer.sign(name, DATA));
		reader.readText();
		byte[] inner = reader.readString();
		for (int length = 0; length < inner.length + 3; length++) {
			byte[] changed = new WireWriter().writeText(name).writeString(Arrays.copyOf(inner, length)).toByteArray();
			assertThat(signer.publicKey().verify(name, DATA, changed)).isEqualTo(length == inner.length);
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusesPointsThatAreNotOnTheCurve(EcdsaCurve curve) throws SshException {
		byte[] point = point(generate(curve));
		List<byte[]> bad = new ArrayList<>();
		bad.add(new byte[0]);
		bad.add(new byte[] { 0 });
		bad.add(new byte[point.length]);
		byte[] zero = new byte[point.length];
		zero[0] = 4;
		bad.add(zero);
		byte[] huge = new byte[point.length];
		Arrays.fill(huge, (byte) -1);
		huge[0] = 4;
		bad.add(huge);
		byte[] moved = point.clone();
		moved[moved.length - 1] ^= 1;
		bad.add(moved);
		bad.add(Arrays.copyOf(point, point.length - 1));
		bad.add(Arrays.copyOf(point, point.length + 1));
		byte[] compressed = Arrays.copyOf(point, 1 + curve.fieldLength());
		compressed[0] = (byte) (2 + (point[point.length - 1] & 1));
		bad.add(compressed);
		byte[] hybrid = point.clone();
		hybrid[0] = (byte) (6 + (point[point.length - 1] & 1));
		bad.add(hybrid);
		for (byte[] encoded : bad) {
			assertThatExceptionOfType(DisconnectException.class)
				.isThrownBy(() -> SshPublicKey.read(blob(curve, curve.curveName(), encoded)))
				.withMessageContaining("point");
		}
	}

	@Test
	void refusesACurveThatIsNotThatOfTheType() throws SshException {
		byte[] point = point(generate(EcdsaCurve.NISTP384));
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> SshPublicKey.read(blob(EcdsaCurve.NISTP256, "nistp384", point)))
			.withMessageContaining("curve");
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> SshPublicKey.read(blob(EcdsaCurve.NISTP256, "nistp256", point)));
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> SshPublicKey.read(blob(EcdsaCurve.NISTP256, "secp256r1", point)));
	}

	@Test
	void refusesAPairWhoseHalvesDoNotBelongTogether() throws SshException {
		WireWriter fields = new WireWriter().writeText("nistp256")
			.writeString(point(generate(EcdsaCurve.NISTP256)))
			.writeMpint(BigInteger.TEN);
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> EcdsaSigner.read(EcdsaCurve.NISTP256, new WireReader(fields.toByteArray())))
			.withMessageContaining("belong together");
	}

	@ParameterizedTest
	@EnumSource
	void refusesASecretOutOfRange(EcdsaCurve curve) {
		for (BigInteger secret : List.of(BigInteger.ZERO, BigInteger.ONE.negate(), curve.order())) {
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> EcdsaSigner.of(curve, secret));
		}
	}

	@Test
	void hidesThePrivateKey() throws SshException {
		Signer signer = generate(EcdsaCurve.NISTP256);
		assertThat(signer).hasToString("Signer[" + signer.publicKey() + "]");
	}

	static EcdsaSigner generate(EcdsaCurve curve) throws SshException {
		return EcdsaSigner.of(curve, new BigInteger(8 * 31, new SecureRandom()).add(BigInteger.ONE));
	}

	private static byte[] point(Signer signer) throws DisconnectException {
		WireReader reader = new WireReader(signer.publicKey().blob());
		reader.readText();
		reader.readText();
		return reader.readString();
	}

	private static byte[] blob(EcdsaCurve type, String curve, byte[] point) {
		return new WireWriter().writeText(type.typeName()).writeText(curve).writeString(point).toByteArray();
	}

	private static byte[] signature(String algorithm, BigInteger r, BigInteger s) {
		byte[] inner = new WireWriter().writeMpint(r).writeMpint(s).toByteArray();
		return new WireWriter().writeText(algorithm).writeString(inner).toByteArray();
	}

}
