package io.sshconsole.ssh.wire;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoleTests {

	@Test
	void eachSideIsThePeerOfTheOther() {
		assertThat(Role.CLIENT.peer()).isSameAs(Role.SERVER);
		assertThat(Role.SERVER.peer()).isSameAs(Role.CLIENT);
	}

	@Test
	void bothSidesPutTheClientFirst() {
		assertThat(Role.CLIENT.<String, String>order("client", "server", String::concat)).isEqualTo("clientserver");
		assertThat(Role.SERVER.<String, String>order("server", "client", String::concat)).isEqualTo("clientserver");
	}

	@Test
	void picksWhatBelongsToASide() {
		assertThat(Role.CLIENT.pick(1, 2)).isEqualTo(1);
		assertThat(Role.SERVER.pick(1, 2)).isEqualTo(2);
	}

	/**
	 * RFC 4253 §7.2.
	 */
	@Test
	void keysOfBothDirectionsHaveDifferentLetters() {
		assertThat(letters(Role.CLIENT)).isEqualTo("ACE");
		assertThat(letters(Role.SERVER)).isEqualTo("BDF");
	}

	@Test
	void markersNameTheirSide() {
		assertThat(Role.CLIENT.strictKexMarker()).isEqualTo("kex-strict-c-v00@openssh.com");
		assertThat(Role.SERVER.strictKexMarker()).isEqualTo("kex-strict-s-v00@openssh.com");
		assertThat(Role.CLIENT.extInfoMarker()).isEqualTo("ext-info-c");
		assertThat(Role.SERVER.extInfoMarker()).isEqualTo("ext-info-s");
	}

	private static String letters(Role role) {
		return "" + role.ivLetter() + role.keyLetter() + role.macKeyLetter();
	}

}
