package io.sshconsole.ssh.fuzz;

import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Offers of algorithms, read and compared with ours.
 */
class KexInitFuzzTests {

	private static final int DAMAGED = 20_000;

	private static final byte[] ours = KexOffer.LAX.message().toByteArray();

	static List<byte[]> seeds() {
		return Stream
			.of(KexOffer.DEFAULT, KexOffer.LAX, KexOffer.DEFAULT.guessing(), KexOffer.LAX.withReserved(-1),
					KexOffer.LAX.with(NameList.KEX), KexOffer.LAX.with(NameList.CLIENT_CIPHERS, ",", ",,"),
					KexOffer.LAX.withMethod("x"), KexOffer.LAX.withCipher("aes128-ctr").with(NameList.CLIENT_MACS))
			.map(KexOffer::message)
			.map(WireWriter::toByteArray)
			.toList();
	}

	@MethodSource("seeds")
	@FuzzTest
	void kexInit(byte[] message) {
		Harmless.run(message.length, () -> agree(KexInit.read(message)));
	}

	private static void agree(KexInit theirs) throws DisconnectException {
		NegotiatedAlgorithms agreed = NegotiatedAlgorithms.negotiate(theirs, KexInit.read(ours));
		if (!theirs.kex().contains(agreed.kex().algorithmName())) {
			throw new AssertionError("a method that was not offered: " + agreed);
		}
	}

	@Test
	void damagedOffersAreHarmless() {
		Damage.each(seeds(), DAMAGED, this::kexInit);
	}

}
