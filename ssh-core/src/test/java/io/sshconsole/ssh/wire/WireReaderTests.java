package io.sshconsole.ssh.wire;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WireReaderTests {

	/**
	 * The examples of RFC 4251 §5, and longer forms that other software writes.
	 */
	@ParameterizedTest
	@CsvSource({ "00000000, 0", "0000000809a378f9b2e332a7, 9a378f9b2e332a7", "000000020080, 80", "000000017f, 7f",
			"0000000100, 0", "0000000400000080, 80" })
	void readsMpints(String encoded, String expected) throws DisconnectException {
		WireReader in = reader(encoded);
		assertThat(in.readMpint()).isEqualTo(new BigInteger(expected, 16));
		in.expectEnd();
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000002edcc", "00000005ff21524111", "0000000180" })
	void refusesNegativeMpints(String encoded) {
		assertRefused(() -> reader(encoded).readMpint());
	}

	@Test
	void readsAnMpintOf16384BitsAndNoLongerOne() throws DisconnectException {
		BigInteger largest = BigInteger.ONE.shiftLeft(16384).subtract(BigInteger.ONE);
		assertThat(new WireReader(new WireWriter().writeMpint(largest).toByteArray()).readMpint()).isEqualTo(largest);
		byte[] longer = new WireWriter().writeMpint(largest.shiftLeft(8)).toByteArray();
		assertRefused(() -> new WireReader(longer).readMpint());
	}

	@Test
	void readsNumbersAsUnsigned() throws DisconnectException {
		assertThat(reader("ff").readByte()).isEqualTo(255);
		assertThat(reader("29b7f4aa").readUint32()).isEqualTo(699921578L);
		assertThat(reader("ffffffff").readUint32()).isEqualTo(0xffff_ffffL);
		assertThat(reader("ffffffff").readInt()).isEqualTo(-1);
		assertThat(reader("0123456789abcdef").readUint64()).isEqualTo(0x0123_4567_89ab_cdefL);
		assertThat(reader("89abcdef89abcdef").readUint64()).isEqualTo(0x89ab_cdef_89ab_cdefL);
	}

	@Test
	void takesEveryByteButZeroForTrue() throws DisconnectException {
		WireReader in = reader("0001ff");
		assertThat(List.of(in.readBoolean(), in.readBoolean(), in.readBoolean())).containsExactly(false, true, true);
	}

	@Test
	void readsStrings() throws DisconnectException {
		WireReader in = reader("0000000774657374696e67" + "00000000" + "00000002c3a4");
		assertThat(in.readText()).isEqualTo("testing");
		assertThat(in.readString()).isEmpty();
		assertThat(in.readText()).isEqualTo("ä");
		in.expectEnd();
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000001ff", "00000002c080", "00000003eda080", "00000001c3" })
	void refusesTextThatIsNotUtf8(String encoded) {
		assertRefused(() -> reader(encoded).readText());
	}

	@Test
	void readsNameLists() throws DisconnectException {
		assertThat(reader("00000000").readNameList()).isEmpty();
		assertThat(reader("000000097a6c69622c6e6f6e65").readNameList()).containsExactly("zlib", "none");
	}

	/**
	 * What a peer claims must not decide about memory.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "00000001", "7fffffff00", "80000000", "ffffffff00", "000000", "" })
	void refusesStringsThatAreLongerThanTheMessage(String encoded) {
		assertRefused(() -> reader(encoded).readString());
		assertRefused(() -> reader(encoded).readText());
		assertRefused(() -> reader(encoded).readNameList());
		assertRefused(() -> reader(encoded).readMpint());
		assertRefused(() -> reader(encoded).readLength());
	}

	@Test
	void refusesToReadPastTheEnd() {
		assertRefused(() -> reader("").readByte());
		assertRefused(() -> reader("").readBoolean());
		assertRefused(() -> reader("000000").readUint32());
		assertRefused(() -> reader("000000").readInt());
		assertRefused(() -> reader("00000000000000").readUint64());
		assertRefused(() -> reader("00").readBytes(2));
		assertRefused(() -> reader("00").skip(2));
		assertRefused(() -> reader("00").readBytes(-1));
		assertRefused(() -> reader("00").skip(-1));
	}

	@Test
	void staysInsideItsPartOfTheArray() throws DisconnectException {
		byte[] array = { 1, 2, 3, 4, 5 };
		WireReader in = new WireReader(array, 1, 2);
		assertThat(in.position()).isEqualTo(1);
		assertThat(in.readByte()).isEqualTo(2);
		assertThat(in.remaining()).isOne();
		assertRefused(() -> in.readBytes(2));
		assertThat(in.readByte()).isEqualTo(3);
		assertRefused(in::readByte);
		assertThat(in.reset(array, 3, 2).readBytes(2)).containsExactly(4, 5);
	}

	@Test
	void refusesTrailingBytes() throws DisconnectException {
		WireReader in = reader("0102");
		in.readByte();
		assertRefused(in::expectEnd);
		in.skip(1);
		in.expectEnd();
	}

	private static void assertRefused(ThrowingCallable reading) {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(reading)
			.returns(DisconnectException.Reason.PROTOCOL_ERROR.code(), DisconnectException::reasonCode)
			.returns(false, DisconnectException::isByPeer);
	}

	private static WireReader reader(String hex) {
		return new WireReader(HexFormat.of().parseHex(hex));
	}

}
