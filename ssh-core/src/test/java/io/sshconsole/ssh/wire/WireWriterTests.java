package io.sshconsole.ssh.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WireWriterTests {

	/**
	 * The examples of RFC 4251 §5, those that are not negative.
	 */
	@ParameterizedTest
	@CsvSource({ "0, 00000000", "9a378f9b2e332a7, 0000000809a378f9b2e332a7", "80, 000000020080", "7f, 000000017f",
			"ff, 0000000200ff" })
	void writesMpintsInShortestForm(String number, String expected) {
		assertThat(hex(new WireWriter().writeMpint(new BigInteger(number, 16)))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "-1234, 00000002edcc", "-deadbeef, 00000005ff21524111" })
	void writesNegativeMpintsToo(String number, String expected) {
		assertThat(hex(new WireWriter().writeMpint(new BigInteger(number, 16)))).isEqualTo(expected);
	}

	@Test
	void writesNumbersInNetworkByteOrder() {
		assertThat(hex(new WireWriter().writeUint32(699921578L))).isEqualTo("29b7f4aa");
		assertThat(hex(new WireWriter().writeUint32(0xffff_ffffL))).isEqualTo("ffffffff");
		assertThat(hex(new WireWriter().writeUint64(0x0123_4567_89ab_cdefL))).isEqualTo("0123456789abcdef");
		assertThat(hex(new WireWriter().writeByte(0x1ff).writeBoolean(true).writeBoolean(false))).isEqualTo("ff0100");
	}

	@Test
	void writesStringsWithTheirLength() {
		assertThat(hex(new WireWriter().writeText("testing"))).isEqualTo("0000000774657374696e67");
		assertThat(hex(new WireWriter().writeText("ä"))).isEqualTo("00000002c3a4");
		assertThat(hex(new WireWriter().writeString(new byte[0]))).isEqualTo("00000000");
		byte[] bytes = "0123456789".getBytes(StandardCharsets.US_ASCII);
		assertThat(hex(new WireWriter().writeString(bytes, 3, 2))).isEqualTo("000000023334");
	}

	@Test
	void writesNameLists() {
		assertThat(hex(new WireWriter().writeNameList(List.of()))).isEqualTo("00000000");
		assertThat(hex(new WireWriter().writeNameList(List.of("zlib")))).isEqualTo("000000047a6c6962");
		assertThat(hex(new WireWriter().writeNameList(List.of("zlib", "none"))))
			.isEqualTo("000000097a6c69622c6e6f6e65");
	}

	@Test
	void growsAsNeeded() {
		WireWriter out = new WireWriter(1);
		for (int i = 0; i < 1000; i++) {
			out.writeUint32(i);
		}
		WireReader in = new WireReader(out.toByteArray());
		assertThat(out.size()).isEqualTo(4000);
		assertThat(in.remaining()).isEqualTo(4000);
	}

	@Test
	void forgetsWhatIsBehindAnOffset() {
		WireWriter out = WireWriter.message(1).writeText("secret");
		out.reset(5).writeByte(7);
		assertThat(hex(out)).isEqualTo("010000000607");
		assertThat(hex(new WireWriter(0).reset(2).writeByte(9))).isEqualTo("000009");
	}

	@Test
	void makesRoomBehindItsEnd() {
		WireWriter out = new WireWriter(4).writeUint32(5);
		assertThat(out.ensure(10).length).isGreaterThanOrEqualTo(14);
		assertThat(out.size()).isEqualTo(4);
		assertThat(out.ensure(0)).isSameAs(out.array());
	}

	private static String hex(WireWriter out) {
		return HexFormat.of().formatHex(out.toByteArray());
	}

}
