package io.sshconsole.ssh.kex;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KexInitTests {

	private final SecureRandom random = new SecureRandom();

	@ParameterizedTest
	@EnumSource
	void anOfferIsReadAsItWasMade(Role role) throws DisconnectException {
		KexInit made = offer(role, true);
		KexInit read = KexInit.read(made.payload());
		assertThat(read).usingRecursiveComparison().isEqualTo(made);
		assertThat(read.ciphers().client()).isEqualTo(AlgorithmPreferences.MODERN.ciphers());
		assertThat(read.macs().server()).isEqualTo(AlgorithmPreferences.MODERN.macs());
		assertThat(read.compressions().client()).isEqualTo(AlgorithmPreferences.MODERN.compressions());
		assertThat(read.firstPacketFollows()).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void theFirstOfferHasTheMarkersOfItsSideOnly(Role role) {
		KexInit first = offer(role, true);
		assertThat(first.offersStrictKex(role)).isTrue();
		assertThat(first.offersExtInfo(role)).isTrue();
		assertThat(first.offersStrictKex(role.peer())).isFalse();
		assertThat(first.offersExtInfo(role.peer())).isFalse();
		assertThat(first.kex()).startsWith(AlgorithmPreferences.MODERN.kex().get(0));
	}

	@ParameterizedTest
	@EnumSource
	void laterOffersHaveNoMarkers(Role role) {
		assertThat(offer(role, false).kex()).isEqualTo(AlgorithmPreferences.MODERN.kex());
	}

	@Test
	void cookiesDiffer() {
		assertThat(cookie(offer(Role.CLIENT, true))).isNotEqualTo(cookie(offer(Role.CLIENT, true)))
			.hasSize(16)
			.isNotEqualTo(new byte[16]);
	}

	@Test
	void whatIsReservedMayBeAnything() throws DisconnectException {
		byte[] payload = message(List.of("a", "b"), true).writeUint32(0xdead_beefL).toByteArray();
		KexInit read = KexInit.read(payload);
		assertThat(read.kex()).containsExactly("a", "b");
		assertThat(read.ciphers().client()).containsExactly("list2");
		assertThat(read.ciphers().server()).containsExactly("list3");
		assertThat(read.macs().client()).containsExactly("list4");
		assertThat(read.compressions().server()).containsExactly("list7");
		assertThat(read.firstPacketFollows()).isTrue();
		assertThat(read.payload()).isEqualTo(payload);
	}

	@Test
	void trailingBytesAreRefused() {
		byte[] payload = message(List.of("a"), false).writeUint32(0).writeByte(0).toByteArray();
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> KexInit.read(payload));
	}

	@Test
	void whatIsCutShortAnywhereIsRefused() {
		byte[] payload = offer(Role.CLIENT, true).payload();
		for (int length = 1; length < payload.length; length++) {
			byte[] part = Arrays.copyOf(payload, length);
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> KexInit.read(part));
		}
	}

	private KexInit offer(Role role, boolean initial) {
		return KexInit.offer(AlgorithmPreferences.MODERN, role, initial, this.random);
	}

	private static byte[] cookie(KexInit offer) {
		return Arrays.copyOfRange(offer.payload(), 1, 17);
	}

	private static WireWriter message(List<String> kex, boolean firstPacketFollows) {
		WireWriter out = WireWriter.message(MessageNumber.KEXINIT).writeBytes(new byte[16]).writeNameList(kex);
		for (int i = 1; i < 10; i++) {
			out.writeText("list" + i);
		}
		return out.writeBoolean(firstPacketFollows);
	}

}
