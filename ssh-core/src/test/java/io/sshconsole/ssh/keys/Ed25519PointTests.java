package io.sshconsole.ssh.keys;

import java.util.HexFormat;
import java.util.Random;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Ed25519PointTests {

	private static final HexFormat HEX = HexFormat.of();

	/**
	 * RFC 8032 §7.1, tests 1 to 3.
	 */
	@ParameterizedTest
	@CsvSource({
			"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, "
					+ "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
			"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, "
					+ "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
			"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, "
					+ "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025" })
	void isWhatTheSpecificationSays(String seed, String point) {
		assertThat(HEX.formatHex(Ed25519Point.of(HEX.parseHex(seed)))).isEqualTo(point);
	}

	@Test
	void isWhatBouncyCastleComputes() {
		Random random = new Random(8032);
		for (int i = 0; i < 200; i++) {
			byte[] seed = new byte[Ed25519Point.SIZE];
			random.nextBytes(seed);
			byte[] expected = new byte[Ed25519Point.SIZE];
			Ed25519.generatePublicKey(seed, 0, expected, 0);
			assertThat(Ed25519Point.of(seed)).isEqualTo(expected);
		}
	}

}
