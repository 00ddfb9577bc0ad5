package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SshPublicKeyTests {

	private static final String BASE64 = "AAAAC3NzaC1lZDI1NTE5AAAAIFljagdWuvGGfAekh1j02CP513eeHeVmBXkNenATR258";

	private static final String LINE = "ssh-ed25519 " + BASE64 + " plain key";

	/**
	 * RFC 8032 §7.1, test 3.
	 */
	private static final byte[] RFC_KEY = hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");

	private static final byte[] RFC_SIGNATURE = hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
			+ "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

	@Test
	void readsWhatSshKeygenWrote() throws SshException {
		SshPublicKey key = SshPublicKey.fromAuthorizedKey(LINE);
		assertThat(key.type()).isEqualTo("ssh-ed25519");
		assertThat(key.blob()).isEqualTo(Base64.getDecoder().decode(BASE64));
		assertThat(key.fingerprint()).isEqualTo("SHA256:9TzPZIt27LhhYuAbjLPAam4xILO/IaUiaYj5tWV+8kw");
		assertThat(key).hasToString("ssh-ed25519 " + key.fingerprint());
	}

	@Test
	void writesALineOfAuthorizedKeys() throws SshException {
		SshPublicKey key = SshPublicKey.fromAuthorizedKey(LINE);
		assertThat(key.toAuthorizedKey("plain key")).isEqualTo(LINE);
		assertThat(key.toAuthorizedKey("")).isEqualTo("ssh-ed25519 " + BASE64);
		assertThatIllegalArgumentException().isThrownBy(() -> key.toAuthorizedKey("me\nssh-ed25519 AAAA"));
	}

	@Test
	void isEqualByItsEncoding() throws SshException {
		SshPublicKey key = SshPublicKey.fromAuthorizedKey(LINE);
		assertThat(key).isEqualTo(SshPublicKey.read(key.blob())).hasSameHashCodeAs(SshPublicKey.read(key.blob()));
		assertThat(key).isNotEqualTo(rfcKey());
	}

	@Test
	void cannotBeChangedThroughItsEncoding() throws SshException {
		byte[] blob = Base64.getDecoder().decode(BASE64);
		SshPublicKey key = SshPublicKey.read(blob);
		blob[30] ^= 1;
		key.blob()[30] ^= 1;
		assertThat(key).isEqualTo(SshPublicKey.fromAuthorizedKey(LINE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ssh-ed25519", "ssh-ed25519 ", "ssh-ed25519 AAAA", "ssh-ed25519 !!!!",
			"ssh-rsa " + BASE64, "restrict ssh-ed25519 " + BASE64, "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAAAQ==" })
	void refusesOtherLines(String line) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> SshPublicKey.fromAuthorizedKey(line));
	}

	@Test
	void refusesMalformedEncodings() throws DisconnectException {
		byte[] blob = rfcKey().blob();
		for (int length = 0; length < blob.length; length++) {
			byte[] cut = Arrays.copyOf(blob, length);
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> SshPublicKey.read(cut));
		}
		byte[] longer = Arrays.copyOf(blob, blob.length + 1);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> SshPublicKey.read(longer));
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> SshPublicKey.read(blob(new byte[31])));
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> SshPublicKey.read(blob(new byte[33])));
	}

	/**
	 * Whoever signs with one type of key must not make us compute with another: a
	 * certificate costs a verification, a long RSA key much of it.
	 */
	@Test
	void parsesNothingButTheTypeThatTheAlgorithmNeeds() throws DisconnectException {
		assertThat(SshPublicKey.read(SignatureAlgorithm.ED25519, rfcKey().blob())).isEqualTo(rfcKey());
		for (String type : new String[] { "ssh-rsa", "ssh-ed25519-cert-v01@openssh.com", "unknown", "" }) {
			byte[] nothingBehindIt = new WireWriter().writeText(type).toByteArray();
			assertThatExceptionOfType(DisconnectException.class)
				.isThrownBy(() -> SshPublicKey.read(SignatureAlgorithm.ED25519, nothingBehindIt))
				.withMessage("a key of another type than its algorithm needs");
		}
	}

	@Test
	void refusesWhatIsNotAPointOnTheCurve() {
		byte[] notOnCurve = new byte[32];
		notOnCurve[0] = 2;
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> SshPublicKey.read(blob(notOnCurve)))
			.withMessageContaining("curve");
		byte[] notReduced = new byte[32];
		Arrays.fill(notReduced, (byte) -1);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> SshPublicKey.read(blob(notReduced)));
	}

	@Test
	void verifiesTheSignatureOfRfc8032() throws DisconnectException {
		byte[] data = hex("af82");
		assertThat(rfcKey().verify("ssh-ed25519", data, signature("ssh-ed25519", RFC_SIGNATURE))).isTrue();
		assertThat(rfcKey().verify("ssh-ed25519", hex("af83"), signature("ssh-ed25519", RFC_SIGNATURE))).isFalse();
	}

	@Test
	void refusesEveryFlippedBitOfASignature() throws DisconnectException {
		for (int bit = 0; bit < 8 * RFC_SIGNATURE.length; bit++) {
			byte[] flipped = RFC_SIGNATURE.clone();
			flipped[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThat(rfcKey().verify("ssh-ed25519", hex("af82"), signature("ssh-ed25519", flipped))).isFalse();
		}
	}

	@Test
	void refusesASignatureMadeWithAnotherAlgorithmThanAgreed() throws DisconnectException {
		byte[] data = hex("af82");
		assertThat(rfcKey().verify("ssh-ed25519", data, signature("ssh-rsa", RFC_SIGNATURE))).isFalse();
		assertThat(rfcKey().verify("rsa-sha2-256", data, signature("rsa-sha2-256", RFC_SIGNATURE))).isFalse();
		assertThat(rfcKey().verify("rsa-sha2-256", data, signature("ssh-ed25519", RFC_SIGNATURE))).isFalse();
	}

	@Test
	void refusesASignatureOfAnotherLength() throws DisconnectException {
		for (int length : new int[] { 0, 1, 63, 65, 128 }) {
			byte[] other = Arrays.copyOf(RFC_SIGNATURE, length);
			assertThat(rfcKey().verify("ssh-ed25519", hex("af82"), signature("ssh-ed25519", other))).isFalse();
		}
	}

	@Test
	void refusesAMalformedSignature() throws DisconnectException {
		byte[] signature = signature("ssh-ed25519", RFC_SIGNATURE);
		SshPublicKey key = rfcKey();
		for (int length : new int[] { 0, 3, 4, 15, 19, signature.length - 1, signature.length + 1 }) {
			byte[] malformed = Arrays.copyOf(signature, length);
			assertThatExceptionOfType(DisconnectException.class)
				.isThrownBy(() -> key.verify("ssh-ed25519", hex("af82"), malformed));
		}
	}

	private static SshPublicKey rfcKey() throws DisconnectException {
		return SshPublicKey.read(blob(RFC_KEY));
	}

	private static byte[] blob(byte[] key) {
		return new WireWriter().writeText("ssh-ed25519").writeString(key).toByteArray();
	}

	private static byte[] signature(String algorithm, byte[] inner) {
		return new WireWriter().writeText(algorithm).writeString(inner).toByteArray();
	}

	private static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex);
	}

}
