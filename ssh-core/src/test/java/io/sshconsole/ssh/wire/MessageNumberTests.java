package io.sshconsole.ssh.wire;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageNumberTests {

	@Test
	void namesWhatItKnows() {
		assertThat(MessageNumber.name(20)).isEqualTo("KEXINIT");
		assertThat(MessageNumber.name(100)).isEqualTo("CHANNEL_FAILURE");
	}

	@Test
	void callsTheRestByNumber() {
		assertThat(MessageNumber.name(0)).isEqualTo("message 0");
		assertThat(MessageNumber.name(255)).isEqualTo("message 255");
		assertThat(MessageNumber.name(-1)).isEqualTo("message -1");
		assertThat(MessageNumber.name(256)).isEqualTo("message 256");
	}

	@Test
	void knowsTheNumbersOfItsServices() {
		assertThat(MessageNumber.isKnown(MessageNumber.KEXINIT)).isTrue();
		assertThat(MessageNumber.isKnown(79)).isTrue();
		assertThat(MessageNumber.isKnown(127)).isTrue();
		assertThat(MessageNumber.isKnown(0)).isFalse();
		assertThat(MessageNumber.isKnown(255)).isFalse();
	}

}
