package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Malformed inputs to key exchanges of every method.
 */
final class KeyExchangeInputs {

	private static final int SNTRUP_KEY = 1158;

	private static final int ML_KEM_KEY = 1184;

	private static final BigInteger GROUP_14 = DHStandardGroups.rfc3526_2048.getP();

	private static final BigInteger GROUP_16 = DHStandardGroups.rfc3526_4096.getP();

	private final ServerUnderAttack attack;

	KeyExchangeInputs(ServerUnderAttack attack) {
		this.attack = attack;
	}

	List<MalformedInput> all() {
		return Stream.of(primes(), groupExchange(), curves(), hybrids(), wrongMethods(), rekeys())
			.flatMap(List::stream)
			.toList();
	}

	// Values of key exchanges (RFC 4253 §8, RFC 5656 §4)

	private List<MalformedInput> primes() {
		List<MalformedInput> inputs = new ArrayList<>();
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
	private List<MalformedInput> groupExchange() {
		return List.of(gex("group exchange: smallest above largest", Reason.KEY_EXCHANGE_FAILED, 4096, 4096, 2048),
				gex("group exchange: preferred below smallest", Reason.KEY_EXCHANGE_FAILED, 4096, 2048, 8192),
				gex("group exchange: 1024 bits", Reason.KEY_EXCHANGE_FAILED, 512, 1024, 1024),
				gex("group exchange: 2^32 - 1 bits", Reason.KEY_EXCHANGE_FAILED, 0xffff_ffffL, 0xffff_ffffL,
						0xffff_ffffL),
				gex("group exchange: 9000 bits", Reason.KEY_EXCHANGE_FAILED, 9000, 9000, 9000),
				gex("group exchange: none", Reason.KEY_EXCHANGE_FAILED, 0, 0, 0),
				new MalformedInput("group exchange: request cut short", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST).writeUint32(2048))),
				new MalformedInput("group exchange: request with a byte too many", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(gexRequest(2048, 2048, 2048).writeByte(0))),
				new MalformedInput("group exchange: old request with a byte too many", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST_OLD)
							.writeUint32(2048)
							.writeByte(0))),
				new MalformedInput("group exchange: value before the request", Reason.PROTOCOL_ERROR,
						() -> gexPeer()
							.send(WireWriter.message(MessageNumber.KEX_DH_GEX_INIT).writeString(new byte[] { 3 }))),
				new MalformedInput("group exchange: request twice", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(gexRequest(2048, 2048, 2048)).send(gexRequest(2048, 2048, 2048))),
				gexValue("group exchange: zero", BigInteger.ZERO), gexValue("group exchange: one", BigInteger.ONE),
				gexValue("group exchange: p - 1", GROUP_14.subtract(BigInteger.ONE)),
				gexValue("group exchange: p", GROUP_14));
	}

	private List<MalformedInput> curves() {
		List<MalformedInput> inputs = new ArrayList<>();
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

	private List<MalformedInput> hybrids() {
		return List.of(kex("sntrup761: no byte", "sntrup761x25519-sha512", new byte[0]),
				kex("sntrup761: without X25519", "sntrup761x25519-sha512", new byte[SNTRUP_KEY]),
				kex("sntrup761: a byte too many", "sntrup761x25519-sha512", new byte[SNTRUP_KEY + 33]),
				kex("sntrup761: X25519 point of small order", "sntrup761x25519-sha512", new byte[SNTRUP_KEY + 32]),
				kex("mlkem768: a key of ones", "mlkem768x25519-sha256", ones(ML_KEM_KEY + 32)));
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
	private List<MalformedInput> wrongMethods() {
		return List.of(
				new MalformedInput("group exchange in curve25519", Reason.PROTOCOL_ERROR,
						() -> exchanging("curve25519-sha256").send(gexRequest(2048, 2048, 2048))),
				new MalformedInput("group exchange's value in group 14", Reason.PROTOCOL_ERROR,
						() -> exchanging("diffie-hellman-group14-sha256")
							.send(WireWriter.message(MessageNumber.KEX_DH_GEX_INIT).writeString(new byte[] { 3 }))),
				new MalformedInput("curve25519's value in the group exchange", Reason.PROTOCOL_ERROR,
						() -> gexPeer()
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[32]))),
				new MalformedInput("NEWKEYS in the group exchange", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(new byte[] { MessageNumber.NEWKEYS })),
				new MalformedInput("the server's own GROUP", Reason.PROTOCOL_ERROR,
						() -> gexPeer().send(WireWriter.message(MessageNumber.KEX_DH_GEX_GROUP)
							.writeMpint(GROUP_14)
							.writeMpint(BigInteger.TWO))));
	}

	private MalformedInput kex(String name, String method, byte[] value) {
		return new MalformedInput(name, Reason.KEY_EXCHANGE_FAILED,
				() -> exchanging(method).send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(value)));
	}

	private MalformedInput gex(String name, Reason reason, long min, long preferred, long max) {
		return new MalformedInput(name, reason, () -> gexPeer().send(gexRequest(min, preferred, max)));
	}

	private MalformedInput gexValue(String name, BigInteger value) {
		return new MalformedInput(name, Reason.KEY_EXCHANGE_FAILED, () -> {
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

	private ScriptedPeer gexPeer() throws IOException {
		return exchanging("diffie-hellman-group-exchange-sha256");
	}

	private ScriptedPeer exchanging(String method) throws IOException {
		ScriptedPeer peer = this.attack.identified();
		peer.keyExchange(KexOffer.DEFAULT.withMethod(method)).sendOffer().readOffer();
		return peer;
	}

	// Later key exchanges

	private List<MalformedInput> rekeys() {
		KexOffer again = KexOffer.DEFAULT.without("ext-info-c").without("kex-strict-c-v00@openssh.com");
		return List.of(
				new MalformedInput("re-key: group 14 with one", Reason.KEY_EXCHANGE_FAILED,
						() -> rekeying(again.withMethod("diffie-hellman-group14-sha256"))
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[] { 1 }))),
				new MalformedInput("re-key: infinity on nistp256", Reason.KEY_EXCHANGE_FAILED,
						() -> rekeying(again.withMethod("ecdh-sha2-nistp256"))
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[1]))),
				new MalformedInput("re-key: group exchange with data between", Reason.PROTOCOL_ERROR,
						() -> rekeying(again.withMethod("diffie-hellman-group-exchange-sha256"))
							.send(gexRequest(2048, 2048, 2048))
							.send(ClientMessages.open("session", 0, 1, 1))),
				new MalformedInput("re-key: compression that does not exist", Reason.KEY_EXCHANGE_FAILED,
						() -> this.attack.loggedIn().send(again.with(NameList.CLIENT_COMPRESSIONS, "lzma").message())),
				new MalformedInput("re-key: no code for a cipher that needs one", Reason.KEY_EXCHANGE_FAILED,
						() -> this.attack.loggedIn()
							.send(again.withCipher("aes128-ctr").with(NameList.CLIENT_MACS, "none").message())));
	}

	private ScriptedPeer rekeying(KexOffer offer) throws IOException {
		ScriptedPeer peer = this.attack.loggedIn();
		peer.keyExchange(offer).sendOffer().readOffer();
		return peer;
	}

}
