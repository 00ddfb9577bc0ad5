package io.sshconsole.ssh.kex;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AlgorithmPreferencesTests {

	@Test
	void modernPutsPostQuantumHybridsFirst() {
		assertThat(AlgorithmPreferences.MODERN.kex()).containsExactly("mlkem768x25519-sha256", "sntrup761x25519-sha512",
				"sntrup761x25519-sha512@openssh.com", "curve25519-sha256", "curve25519-sha256@libssh.org");
	}

	@Test
	void modernHasNothingThatScannersComplainOf() {
		assertThat(AlgorithmPreferences.MODERN.kex())
			.noneMatch((name) -> name.contains("nistp") || name.startsWith("diffie-hellman"));
		assertThat(AlgorithmPreferences.MODERN.macs()).allMatch((name) -> name.endsWith("-etm@openssh.com"));
		assertThat(AlgorithmPreferences.MODERN.ciphers()).noneMatch((name) -> name.contains("cbc"));
	}

	@Test
	void compatibleHasAllThatIsModernInFront() {
		assertThat(AlgorithmPreferences.COMPATIBLE.kex())
			.startsWith(AlgorithmPreferences.MODERN.kex().toArray(String[]::new))
			.contains("ecdh-sha2-nistp256", "diffie-hellman-group14-sha256", "diffie-hellman-group-exchange-sha256");
		assertThat(AlgorithmPreferences.COMPATIBLE.kex())
			.containsExactlyInAnyOrderElementsOf(AlgorithmKind.KEX.known());
		assertThat(AlgorithmPreferences.COMPATIBLE.ciphers()).isEqualTo(AlgorithmPreferences.MODERN.ciphers());
		assertThat(AlgorithmPreferences.COMPATIBLE.macs()).containsExactly("hmac-sha2-512-etm@openssh.com",
				"hmac-sha2-256-etm@openssh.com", "hmac-sha2-512", "hmac-sha2-256");
	}

	@Test
	void usersMayHaveKeysOfAnyKind() {
		assertThat(AlgorithmPreferences.MODERN.publicKeys())
			.containsExactlyInAnyOrderElementsOf(AlgorithmKind.PUBLIC_KEY.known())
			.startsWith("ssh-ed25519");
	}

	/**
	 * No server signs with a key that somebody has to touch.
	 */
	@Test
	void hostKeysAreOfAnyKindButSecurityKeys() {
		assertThat(AlgorithmPreferences.MODERN.hostKeys()).containsExactlyInAnyOrderElementsOf(
				AlgorithmKind.HOST_KEY.known().stream().filter((name) -> !name.contains("sk-")).toList());
	}

	@Test
	void noProfileHasSha1() {
		for (AlgorithmPreferences profile : List.of(AlgorithmPreferences.MODERN, AlgorithmPreferences.COMPATIBLE)) {
			assertThat(profile.macs()).noneMatch((name) -> name.contains("sha1"));
			assertThat(profile.hostKeys()).doesNotContain("ssh-rsa", "ssh-dss");
			assertThat(profile.publicKeys()).doesNotContain("ssh-rsa", "ssh-dss");
		}
		assertThat(AlgorithmPreferences.COMPATIBLE.edit(AlgorithmKind.MAC, "+hmac-sha1").macs()).endsWith("hmac-sha1");
	}

	@Test
	void compressionIsOfferedAfterNone() {
		assertThat(AlgorithmPreferences.MODERN.compressions()).containsExactly("none", "zlib@openssh.com");
	}

	@ParameterizedTest
	@EnumSource
	void anEditChangesOneListOnly(AlgorithmKind kind) {
		AlgorithmPreferences before = AlgorithmPreferences.COMPATIBLE;
		String first = kind.known().get(0);
		AlgorithmPreferences after = before.edit(kind, first);
		assertThat(after).usingRecursiveComparison().ignoringFields(switch (kind) {
			case KEX -> "kex";
			case HOST_KEY -> "hostKeys";
			case CIPHER -> "ciphers";
			case MAC -> "macs";
			case COMPRESSION -> "compressions";
			case PUBLIC_KEY -> "publicKeys";
		}).isEqualTo(before);
		assertThat(List.of(after.kex(), after.hostKeys(), after.ciphers(), after.macs(), after.compressions(),
				after.publicKeys()))
			.contains(List.of(first));
	}

	@Test
	void namesWithoutARowAreRefused() {
		List<String> wrong = List.of("nonsense");
		AlgorithmPreferences modern = AlgorithmPreferences.MODERN;
		assertThatIllegalArgumentException().isThrownBy(() -> modern.withKex(wrong))
			.withMessageContaining("mlkem768x25519-sha256");
		assertThatIllegalArgumentException().isThrownBy(() -> modern.withHostKeys(wrong));
		assertThatIllegalArgumentException().isThrownBy(() -> modern.withCiphers(wrong));
		assertThatIllegalArgumentException().isThrownBy(() -> modern.withMacs(wrong));
		assertThatIllegalArgumentException().isThrownBy(() -> modern.withCompressions(List.of("zlib")));
		assertThatIllegalArgumentException().isThrownBy(() -> modern.withPublicKeys(List.of("ssh-rsa")));
	}

}
