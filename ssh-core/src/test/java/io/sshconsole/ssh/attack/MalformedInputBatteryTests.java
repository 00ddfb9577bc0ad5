package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;

import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list of single inputs that are malformed or come at a wrong time, of the algorithms
 * that old clients know and of all that other tests of this package leave out. Each is
 * refused for a reason of its own, and then a good client is served.
 */
class MalformedInputBatteryTests {

	private static final int AT_LEAST = 80;

	private static final AlgorithmPreferences EVERYTHING = AlgorithmPreferences.COMPATIBLE
		.withMacs(Stream.of(MacAlgorithm.values()).map(MacAlgorithm::algorithmName).toList());

	private static final BigInteger GROUP_14 = DHStandardGroups.rfc3526_2048.getP();

	private static final BigInteger GROUP_16 = DHStandardGroups.rfc3526_4096.getP();

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack(
			(builder) -> builder.config(TransportConfig.builder().algorithms(EVERYTHING).build()));

	@Test
	void theListIsLong() {
		assertThat(inputs().map(Input::name)).hasSizeGreaterThanOrEqualTo(AT_LEAST).doesNotHaveDuplicates();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("inputs")
	void isRefused(Input input) throws IOException {
		ScriptedPeer peer = input.attacker.attack();
		peer.expectDisconnect(input.reason);
	}

	static Stream<Input> inputs() {
		return Stream
			.of(primes(), groupExchange(), curves(), hybrids(), wrongMethods(), codes(), compressed(), rekeys(),
					firstBytes(), early(), late())
			.flatMap(List::stream);
	}

	// Values of key exchanges (RFC 4253 §8, RFC 5656 §4)

	private static List<Input> primes() {
		List<Input> inputs = new ArrayList<>();
		Map<String, BigInteger> values = new LinkedHashMap<>();
		values.put("zero", BigInteger.ZERO);
		values.put("one", BigInteger.ONE);
		values.put("p - 1", GROUP_14.subtract(BigInteger.ONE));
		values.put("p", GROUP_14);
		values.put("p + 2", GROUP_14.add(BigInteger.TWO));
		values.put("minus two", BigInteger.TWO.negate());
		values.put("2^16000", BigInteger.ONE.shiftLeft(16_000));
		values.forEach((name, value) -> inputs
			.add(kex("group 14: " + name, "diffie-hellman-group14-sha256", value.toByteArray())));
		inputs.add(kex("group 14: no byte", "diffie-hellman-group14-sha256", new byte[0]));
		inputs.add(kex("group 14: needless zeros", "diffie-hellman-group14-sha256", new byte[] { 0, 0, 0, 3 }));
		inputs.add(kex("group 14: 30 kB", "diffie-hellman-group14-sha256", new byte[30_000]));
		inputs.add(kex("group 16: one", "diffie-hellman-group16-sha512", new byte[] { 1 }));
		inputs.add(kex("group 16: p - 1", "diffie-hellman-group16-sha512",
				GROUP_16.subtract(BigInteger.ONE).toByteArray()));
		inputs.add(kex("group 18: one", "diffie-hellman-group18-sha512", new byte[] { 1 }));
		return inputs;
	}

	/**
	 * RFC 4419 §3.
	 */
	private static List<Input> groupExchange() {
		return List.of(gex("group exchange: smallest above largest", Reason.KEY_EXCHANGE_FAILED, 4096, 4096, 2048),
				gex("group exchange: preferred below smallest", Reason.KEY_EXCHANGE_FAILED, 4096, 2048, 8192),
				gex("group exchange: 1024 bits", Reason.KEY_EXCHANGE_FAILED, 512, 1024, 1024),
				gex("group exchange: 2^32 - 1 bits", Reason.KEY_EXCHANGE_FAILED, 0xffff_ffffL, 0xffff_ffffL,
						0xffff_ffffL),
				gex("group exchange: 9000 bits", Reason.KEY_EXCHANGE_FAILED, 9000, 9000, 9000),
				gex("group exchange: none", Reason.KEY_EXCHANGE_FAILED, 0, 0, 0),
				new Input("group exchange: request cut short", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST).writeUint32(2048))),
				new Input("group exchange: request with a byte too many", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(gexRequest(2048, 2048, 2048).writeByte(0))),
				new Input("group exchange: old request with a byte too many", Reason.PROTOCOL_ERROR, () -> gexPeer()
					.send(WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST_OLD).writeUint32(2048).writeByte(0))),
				new Input("group exchange: value before the request", Reason.PROTOCOL_ERROR,
						() -> gexPeer()
							.send(WireWriter.message(MessageNumber.KEX_DH_GEX_INIT).writeString(new byte[] { 3 }))),
				new Input("group exchange: request twice", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(gexRequest(2048, 2048, 2048)).send(gexRequest(2048, 2048, 2048))),
				gexValue("group exchange: zero", BigInteger.ZERO), gexValue("group exchange: one", BigInteger.ONE),
				gexValue("group exchange: p - 1", GROUP_14.subtract(BigInteger.ONE)),
				gexValue("group exchange: p", GROUP_14));
	}

	private static List<Input> curves() {
		List<Input> inputs = new ArrayList<>();
		Map.of("nistp256", "secp256r1", "nistp384", "secp384r1", "nistp521", "secp521r1").forEach((name, standard) -> {
			String method = "ecdh-sha2-" + name;
			ECPoint generator = CustomNamedCurves.getByName(standard).getG();
			byte[] point = generator.getEncoded(false);
			byte[] off = point.clone();
			off[off.length - 1] ^= 1;
			byte[] outOfRange = point.clone();
			Arrays.fill(outOfRange, 1, outOfRange.length, (byte) 0xff);
			byte[] hybrid = point.clone();
			hybrid[0] = 6;
			inputs.add(kex(name + ": no byte", method, new byte[0]));
			inputs.add(kex(name + ": infinity", method, new byte[1]));
			inputs.add(kex(name + ": compressed", method, generator.getEncoded(true)));
			inputs.add(kex(name + ": hybrid form", method, hybrid));
			inputs.add(kex(name + ": off the curve", method, off));
			inputs.add(kex(name + ": coordinates out of range", method, outOfRange));
			inputs.add(kex(name + ": zeros", method, uncompressed(point.length)));
			inputs.add(kex(name + ": cut short", method, Arrays.copyOf(point, point.length - 1)));
			inputs.add(kex(name + ": a byte too many", method, Arrays.copyOf(point, point.length + 1)));
		});
		return inputs;
	}

	private static byte[] uncompressed(int length) {
		byte[] point = new byte[length];
		point[0] = 4;
		return point;
	}

	private static List<Input> hybrids() {
		int sntrup = 1158;
		return List.of(kex("sntrup761: no byte", "sntrup761x25519-sha512", new byte[0]),
				kex("sntrup761: without X25519", "sntrup761x25519-sha512", new byte[sntrup]),
				kex("sntrup761: a byte too many", "sntrup761x25519-sha512", new byte[sntrup + 33]),
				kex("sntrup761: X25519 point of small order", "sntrup761x25519-sha512", new byte[sntrup + 32]),
				kex("sntrup761: a key of ones", "sntrup761x25519-sha512", ones(sntrup + 32)),
				kex("mlkem768: a key of ones", "mlkem768x25519-sha256", ones(1184 + 32)));
	}

	private static byte[] ones(int length) {
		byte[] ones = new byte[length];
		Arrays.fill(ones, (byte) 0xff);
		ones[length - 1] = 0x7f;
		return ones;
	}

	/**
	 * Messages of one method in another.
	 */
	private static List<Input> wrongMethods() {
		return List.of(
				new Input("group exchange in curve25519", Reason.PROTOCOL_ERROR,
						() -> exchanging("curve25519-sha256").send(gexRequest(2048, 2048, 2048))),
				new Input("group exchange's value in group 14", Reason.PROTOCOL_ERROR,
						() -> exchanging("diffie-hellman-group14-sha256")
							.send(WireWriter.message(MessageNumber.KEX_DH_GEX_INIT).writeString(new byte[] { 3 }))),
				new Input("curve25519's value in the group exchange", Reason.PROTOCOL_ERROR,
						() -> gexPeer()
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[32]))),
				new Input("NEWKEYS in the group exchange", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(new byte[] { MessageNumber.NEWKEYS })),
				new Input("the server's own GROUP", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(WireWriter.message(MessageNumber.KEX_DH_GEX_GROUP)
							.writeMpint(GROUP_14)
							.writeMpint(BigInteger.TWO))));
	}

	private static Input kex(String name, String method, byte[] value) {
		return new Input(name, Reason.KEY_EXCHANGE_FAILED,
				() -> exchanging(method).send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(value)));
	}

	private static Input gex(String name, Reason reason, long min, long preferred, long max) {
		return new Input(name, reason, () -> gexPeer().send(gexRequest(min, preferred, max)));
	}

	private static Input gexValue(String name, BigInteger value) {
		return new Input(name, Reason.KEY_EXCHANGE_FAILED, () -> {
			ScriptedPeer peer = gexPeer().send(gexRequest(2048, 2048, 2048));
			assertThat(peer.expect(MessageNumber.KEX_DH_GEX_GROUP).readMpint()).isEqualTo(GROUP_14);
			return peer.send(WireWriter.message(MessageNumber.KEX_DH_GEX_INIT).writeString(value.toByteArray()));
		});
	}

	private static WireWriter gexRequest(long min, long preferred, long max) {
		return WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST)
			.writeUint32(min)
			.writeUint32(preferred)
			.writeUint32(max);
	}

	private static ScriptedPeer gexPeer() throws IOException {
		return exchanging("diffie-hellman-group-exchange-sha256");
	}

	private static ScriptedPeer exchanging(String method) throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT.withMethod(method)).sendOffer().readOffer();
		return peer;
	}

	// Packets under each code (RFC 6668, OpenSSH PROTOCOL 1.5)

	private static List<Input> codes() {
		List<Input> inputs = new ArrayList<>();
		for (MacAlgorithm mac : MacAlgorithm.values()) {
			String name = mac.algorithmName();
			inputs.add(new Input(name + ": a flipped bit of the code", Reason.MAC_ERROR,
					() -> sendDamaged(under(name), -1)));
			inputs.add(new Input(name + ": a flipped bit of the packet", Reason.MAC_ERROR,
					() -> sendDamaged(under(name), 20)));
		}
		return inputs;
	}

	private static ScriptedPeer under(String mac) throws IOException {
		KexOffer offer = KexOffer.DEFAULT.withCipher("aes128-ctr").with(NameList.CLIENT_MACS, mac);
		return attack.identified().exchangeKeys(offer);
	}

	/**
	 * Sends enough behind the packet for a server that does not show at once what it has
	 * found.
	 */
	private static ScriptedPeer sendDamaged(ScriptedPeer peer, int index) throws IOException {
		byte[] packet = peer.seal(ClientMessages.serviceRequest("ssh-userauth").toByteArray());
		packet[Math.floorMod(index, packet.length)] ^= 1;
		return peer.sendRaw(packet).sendRaw(new byte[40_000]);
	}

	// Compressed packets (RFC 4253 §6.2)

	private static List<Input> compressed() {
		byte[] preset = { 0x78, (byte) 0xbb, 0, 0, 0, 1 };
		return List.of(bad("compression: plain payload", ClientMessages.ignore(3).toByteArray()),
				bad("compression: header only", new byte[] { 0x78, (byte) 0x9c }),
				bad("compression: one byte", new byte[] { 0x78 }), bad("compression: zeros", new byte[100]),
				bad("compression: preset dictionary", preset),
				bad("compression: block of unknown type", new byte[] { 0x78, (byte) 0x9c, 7 }),
				bad("compression: empty payload", deflate(new byte[0], false)),
				bad("compression: end of the stream", deflate(ClientMessages.ignore(3).toByteArray(), true)),
				bad("compression: 256 KiB and a byte", deflate(ClientMessages.ignore(256 * 1024).toByteArray(), false)),
				bad("compression: 200 MB of zeros in 200 kB", deflate(new byte[200_000_000], false)),
				new Input("compression: garbage behind a good packet", Reason.COMPRESSION_ERROR,
						() -> compressing().send(deflate(ClientMessages.ignore(3).toByteArray(), false))
							.send(ones(50))),
				new Input("compression: before the log-in", Reason.PROTOCOL_ERROR,
						() -> offering("zlib@openssh.com")
							.send(deflate(ClientMessages.serviceRequest("ssh-userauth").toByteArray(), false))),
				new Input("compression: zlib, which begins too early", Reason.KEY_EXCHANGE_FAILED,
						() -> attack.identified()
							.send(KexOffer.DEFAULT.with(NameList.CLIENT_COMPRESSIONS, "zlib").message())));
	}

	private static Input bad(String name, byte[] payload) {
		return new Input(name, Reason.COMPRESSION_ERROR, () -> compressing().send(payload));
	}

	private static ScriptedPeer compressing() throws IOException {
		return offering("zlib@openssh.com").requestService().authenticatePassword("alice", TestUsers.PASSWORD);
	}

	private static ScriptedPeer offering(String compression) throws IOException {
		return attack.identified().exchangeKeys(KexOffer.DEFAULT.with(NameList.CLIENT_COMPRESSIONS, compression));
	}

	private static byte[] deflate(byte[] payload, boolean last) {
		Deflater deflater = new Deflater();
		try {
			deflater.setInput(payload);
			if (last) {
				deflater.finish();
			}
			byte[] compressed = new byte[300_000];
			int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
			return Arrays.copyOf(compressed, length);
		}
		finally {
			deflater.end();
		}
	}

	// Later key exchanges

	private static List<Input> rekeys() {
		KexOffer again = KexOffer.DEFAULT.without("ext-info-c").without("kex-strict-c-v00@openssh.com");
		return List.of(
				new Input("re-key: group 14 with one", Reason.KEY_EXCHANGE_FAILED,
						() -> rekeying(again.withMethod("diffie-hellman-group14-sha256"))
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[] { 1 }))),
				new Input("re-key: infinity on nistp256", Reason.KEY_EXCHANGE_FAILED,
						() -> rekeying(again.withMethod("ecdh-sha2-nistp256"))
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[1]))),
				new Input("re-key: group exchange with data between", Reason.PROTOCOL_ERROR,
						() -> rekeying(again.withMethod("diffie-hellman-group-exchange-sha256"))
							.send(gexRequest(2048, 2048, 2048))
							.send(ClientMessages.open("session", 0, 1, 1))),
				new Input("re-key: compression that does not exist", Reason.KEY_EXCHANGE_FAILED,
						() -> attack.loggedIn().send(again.with(NameList.CLIENT_COMPRESSIONS, "lzma").message())),
				new Input("re-key: no code for a cipher that needs one", Reason.KEY_EXCHANGE_FAILED,
						() -> attack.loggedIn()
							.send(again.withCipher("aes128-ctr").with(NameList.CLIENT_MACS, "none").message())));
	}

	private static ScriptedPeer rekeying(KexOffer offer) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.keyExchange(offer).sendOffer().readOffer();
		return peer;
	}

	// Good messages at a wrong time

	private static List<Input> firstBytes() {
		return List.of(
				new Input("log-in in the first packet", Reason.PROTOCOL_ERROR,
						() -> attack.identified().send(ClientMessages.none("guest"))),
				new Input("channel in the first packet", Reason.PROTOCOL_ERROR,
						() -> attack.identified().send(ClientMessages.open("session", 0, 1, 1))),
				new Input("NEWKEYS in the first packet", Reason.PROTOCOL_ERROR,
						() -> attack.identified().send(new byte[] { MessageNumber.NEWKEYS })),
				new Input("value in the first packet", Reason.PROTOCOL_ERROR,
						() -> attack.identified()
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[32]))),
				new Input("PING in the first packet", Reason.PROTOCOL_ERROR,
						() -> attack.identified().send(ClientMessages.ping(1))),
				new Input("unknown message in the first packet", Reason.PROTOCOL_ERROR,
						() -> attack.identified().send(new byte[] { (byte) 255 })));
	}

	private static List<Input> early() {
		return List.of(early("PING before the log-in", ClientMessages.ping(1)),
				early("global request before the log-in", ClientMessages.globalRequest("keepalive@openssh.com", true)),
				early("hostkeys-prove before the log-in",
						ClientMessages.globalRequest("hostkeys-prove-00@openssh.com", true)),
				early("EXEC before the log-in", ClientMessages.exec(0, "echo")),
				early("answers before the log-in", ClientMessages.responses("x")),
				early("SUCCESS from the client", WireWriter.message(MessageNumber.USERAUTH_SUCCESS)),
				early("PK_OK from the client", WireWriter.message(MessageNumber.USERAUTH_PK_OK)),
				early("banner from the client",
						WireWriter.message(MessageNumber.USERAUTH_BANNER).writeText("x").writeText("")),
				early("EXT_INFO late", ClientMessages.extInfo(0)));
	}

	private static Input early(String name, WireWriter message) {
		return new Input(name, Reason.PROTOCOL_ERROR, () -> attack.authenticating().send(message));
	}

	private static List<Input> late() {
		return List.of(late("service request after the log-in", ClientMessages.serviceRequest("ssh-userauth")),
				late("answers after the log-in", ClientMessages.responses("x")),
				late("SUCCESS after the log-in", WireWriter.message(MessageNumber.USERAUTH_SUCCESS)),
				late("EXT_INFO after the log-in", ClientMessages.extInfo(0)),
				late("value after the log-in",
						WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[32])),
				late("PING too long", ClientMessages.ping(1025)),
				late("data for no channel", ClientMessages.data(0, new byte[1])),
				late("EXEC for no channel", ClientMessages.exec(0, "echo")),
				late("confirmation of no channel",
						ClientMessages.channel(MessageNumber.CHANNEL_OPEN_CONFIRMATION, 0)
							.writeUint32(0)
							.writeUint32(1)
							.writeUint32(1)));
	}

	private static Input late(String name, WireWriter message) {
		return new Input(name, Reason.PROTOCOL_ERROR, () -> attack.loggedIn().send(message));
	}

	/**
	 * One input.
	 *
	 * @param name what it is
	 * @param reason why the server ends the connection
	 * @param attacker sends it
	 */
	record Input(String name, Reason reason, Attacker attacker) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Connects, goes as far as it has to, and sends one input.
	 */
	interface Attacker {

		ScriptedPeer attack() throws IOException;

	}

}
