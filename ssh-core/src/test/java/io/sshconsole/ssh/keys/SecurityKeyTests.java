package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecurityKeyTests {

	private static final byte[] DATA = "recorded message".getBytes(StandardCharsets.UTF_8);

	private static final SecurityKeyPolicy TOUCH_AND_VERIFICATION = new SecurityKeyPolicy(true, true);

	private static final SecurityKeyPolicy VERIFICATION = new SecurityKeyPolicy(false, true);

	static List<SoftwareSecurityKey> keys() throws SshException {
		return List.of(SoftwareSecurityKey.ed25519("ssh:"), SoftwareSecurityKey.ecdsa("ssh:"),
				SoftwareSecurityKey.ed25519("ssh:host ü"));
	}

	static Stream<Arguments> recorded() {
		return KeyFiles.text("security-key-signatures").lines().map((line) -> {
			String[] fields = line.split(" ");
			return Arguments.of(fields[0], Integer.parseInt(fields[1]), Base64.getDecoder().decode(fields[2]));
		});
	}

	/**
	 * The signatures were made by OpenSSL over bytes that were put together by hand.
	 */
	@ParameterizedTest
	@MethodSource("recorded")
	void verifiesRecordedSignatures(String type, int flags, byte[] signature) throws DisconnectException {
		SshPublicKey key = KeyFiles.publicKey(type.contains("ed25519") ? "sk-ed25519.pub" : "sk-ecdsa.pub");
		assertThat(key.type()).isEqualTo(type);
		assertThat(key.verify(type, DATA, signature, SecurityKeyPolicy.NOTHING)).isTrue();
		assertThat(key.verify(type, DATA, signature)).isEqualTo(flags == 1 || flags == 5);
		assertThat(key.verify(type, DATA, signature, VERIFICATION)).isEqualTo(flags == 4 || flags == 5);
		assertThat(key.verify(type, DATA, signature, TOUCH_AND_VERIFICATION)).isEqualTo(flags == 5);
	}

	@ParameterizedTest
	@MethodSource("keys")
	void asksForATouchUnlessItIsWaived(SoftwareSecurityKey key) throws SshException {
		SshPublicKey publicKey = key.publicKey();
		for (int flags : new int[] { 0x00, 0x01, 0x04, 0x05, 0x81, 0xfe }) {
			byte[] signature = key.sign(DATA, flags, 7);
			boolean touched = (flags & 1) != 0;
			boolean verified = (flags & 4) != 0;
			assertThat(publicKey.verify(publicKey.type(), DATA, signature)).isEqualTo(touched);
			assertThat(publicKey.verify(publicKey.type(), DATA, signature, SecurityKeyPolicy.NOTHING)).isTrue();
			assertThat(publicKey.verify(publicKey.type(), DATA, signature, VERIFICATION)).isEqualTo(verified);
			assertThat(publicKey.verify(publicKey.type(), DATA, signature, TOUCH_AND_VERIFICATION))
				.isEqualTo(touched && verified);
		}
	}

	@ParameterizedTest
	@MethodSource("keys")
	void whatIsVerifiedOnceIsJudgedByAnyPolicy(SoftwareSecurityKey key) throws SshException {
		SshPublicKey publicKey = key.publicKey();
		VerifiedSignature untouched = publicKey.verified(publicKey.type(), DATA, key.sign(DATA, 0x04, 7)).orElseThrow();
		assertThat(untouched.follows(SecurityKeyPolicy.NOTHING)).isTrue();
		assertThat(untouched.follows(SecurityKeyPolicy.TOUCH)).isFalse();
		assertThat(untouched.follows(VERIFICATION)).isTrue();
		assertThat(untouched.follows(TOUCH_AND_VERIFICATION)).isFalse();
		assertThat(publicKey.verified(publicKey.type(), new byte[1], key.sign(DATA, 0x05, 7))).isEmpty();
	}

	@Test
	void keysThatCannotTellFollowEveryPolicy() throws SshException {
		Signer plain = HostKeys.generate();
		VerifiedSignature signature = plain.publicKey()
			.verified("ssh-ed25519", DATA, plain.sign("ssh-ed25519", DATA))
			.orElseThrow();
		assertThat(signature.follows(TOUCH_AND_VERIFICATION)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("keys")
	void refusesFlagsAndCountersThatWereNotSigned(SoftwareSecurityKey key) throws SshException {
		byte[] signature = key.sign(DATA, 0, 7);
		for (int changed = 1; changed <= 5; changed++) {
			byte[] forged = signature.clone();
			forged[forged.length - changed] ^= 1;
			assertThat(key.publicKey().verify(key.publicKey().type(), DATA, forged, SecurityKeyPolicy.NOTHING))
				.isFalse();
		}
	}

	@Test
	void refusesTheSignatureOfAnotherApplication() throws SshException {
		SoftwareSecurityKey key = SoftwareSecurityKey.ed25519("ssh:");
		byte[] blob = key.publicKey().blob();
		byte[] other = Arrays.copyOf(blob, blob.length);
		other[other.length - 1] = ';';
		byte[] signature = key.sign(DATA, 1, 7);
		assertThat(key.publicKey().verify(key.publicKey().type(), DATA, signature)).isTrue();
		assertThat(SshPublicKey.read(other).verify(key.publicKey().type(), DATA, signature)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("keys")
	void refusesSignaturesWithMoreOrLess(SoftwareSecurityKey key) throws SshException {
		byte[] signature = key.sign(DATA, 1, 7);
		for (int length = 0; length <= signature.length + 5; length++) {
			byte[] changed = Arrays.copyOf(signature, length);
			if (length != signature.length) {
				assertThatExceptionOfType(DisconnectException.class)
					.isThrownBy(() -> key.publicKey().verify(key.publicKey().type(), DATA, changed));
			}
		}
	}

	@Test
	void doesNotTakeThePlainSignatureOfItsKey() throws SshException {
		Signer plain = HostKeys.generate();
		byte[] point = Arrays.copyOfRange(plain.publicKey().blob(), 19, 51);
		SshPublicKey key = SshPublicKey.read(new WireWriter().writeText("sk-ssh-ed25519@openssh.com")
			.writeString(point)
			.writeText("ssh:")
			.toByteArray());
		byte[] signature = plain.sign("ssh-ed25519", DATA);
		assertThat(key.verify("ssh-ed25519", DATA, signature)).isFalse();
		assertThat(key.verify("sk-ssh-ed25519@openssh.com", DATA, signature)).isFalse();
	}

	@Test
	void cannotBeReadAsAPrivateKey() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> KeyType.SK_ED25519.readPrivate(new WireReader(new byte[0])))
			.withMessageContaining("security key");
	}

}
