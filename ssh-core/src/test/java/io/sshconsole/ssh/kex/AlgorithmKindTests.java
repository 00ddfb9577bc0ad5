package io.sshconsole.ssh.kex;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AlgorithmKindTests {

	private static final List<String> PRESENT = List.of("aes256-ctr", "aes128-ctr");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "aes192-ctr | aes192-ctr", "aes128-ctr,aes256-ctr | aes128-ctr aes256-ctr",
					"aes128-ctr,aes128-ctr | aes128-ctr", "' aes128-ctr , aes192-ctr, ' | aes128-ctr aes192-ctr",
					"+aes192-ctr | aes256-ctr aes128-ctr aes192-ctr", "+aes256-ctr | aes256-ctr aes128-ctr",
					"+aes192-ctr,aes128-gcm@openssh.com | aes256-ctr aes128-ctr aes192-ctr aes128-gcm@openssh.com",
					"+ | aes256-ctr aes128-ctr", "^aes192-ctr | aes192-ctr aes256-ctr aes128-ctr",
					"^aes128-ctr | aes128-ctr aes256-ctr", "^aes192-ctr,aes128-ctr | aes192-ctr aes128-ctr aes256-ctr",
					"-aes256-ctr | aes128-ctr", "-aes192-ctr | aes256-ctr aes128-ctr", "-aes25* | aes128-ctr",
					"-*-gcm*,aes1?8-ctr | aes256-ctr", "' -aes256-ctr' | aes128-ctr" })
	void editsAsInSshdConfig(String edit, String result) {
		assertThat(AlgorithmKind.CIPHER.edit(PRESENT, edit)).containsExactly(result.split(" "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "aes128-cbc", "+aes128-cbc", "^aes128-cbc", "-aes128-cbc", "aes128-ctr,AES256-CTR",
			"+aes*", "-blowfish*", "aes128-ctr aes256-ctr", "--aes128-ctr", "none", "hmac-sha2-256" })
	void anUnknownNameIsRefusedWithThoseThatAreKnown(String edit) {
		assertThatIllegalArgumentException().isThrownBy(() -> AlgorithmKind.CIPHER.edit(PRESENT, edit))
			.withMessageStartingWith("Unknown cipher '")
			.withMessageContaining("Known are chacha20-poly1305@openssh.com, aes256-gcm@openssh.com")
			.withMessageContaining("aes192-ctr");
	}

	@Test
	void theUnknownNameIsCalledByItsName() {
		assertThatIllegalArgumentException().isThrownBy(() -> AlgorithmKind.MAC.edit(List.of(), "+hmac-sha1,hmac-md5"))
			.withMessageStartingWith("Unknown MAC 'hmac-md5'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ",", "-*", "-aes256-ctr,aes128-ctr" })
	void aListMustNotBecomeEmpty(String edit) {
		assertThatIllegalArgumentException().isThrownBy(() -> AlgorithmKind.CIPHER.edit(PRESENT, edit))
			.withMessage("'" + edit + "' leaves no cipher");
	}

	@Test
	void dotsInPatternsAreDots() {
		assertThat(AlgorithmKind.CIPHER.edit(List.of("aes128-gcm@openssh.com", "aes128-ctr"), "-*@openssh.com"))
			.containsExactly("aes128-ctr");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AlgorithmKind.CIPHER.edit(PRESENT, "-aes128-gcm@opensshXcom"));
	}

	@ParameterizedTest
	@EnumSource
	void everyKnownNameCanBeListed(AlgorithmKind kind) {
		assertThat(kind.known()).isNotEmpty().doesNotHaveDuplicates();
		assertThat(kind.edit(List.of(), String.join(",", kind.known()))).isEqualTo(kind.known());
		assertThat(kind.known()).noneMatch((name) -> name.contains("*") || name.contains("?") || name.contains(","));
	}

}
