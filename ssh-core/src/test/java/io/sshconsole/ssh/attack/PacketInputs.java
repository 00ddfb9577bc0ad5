package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * Malformed packets under every code and in compressed streams, and good messages at a
 * wrong time.
 */
final class PacketInputs {

	private static final int MAX_COMPRESSED = 200_000;

	private final ServerUnderAttack attack;

	PacketInputs(ServerUnderAttack attack) {
		this.attack = attack;
	}

	List<MalformedInput> all() {
		return Stream.of(codes(), compressed(), firstBytes(), early(), late()).flatMap(List::stream).toList();
	}

	// Packets under each code (RFC 6668, OpenSSH PROTOCOL 1.5)

	private List<MalformedInput> codes() {
		List<MalformedInput> inputs = new ArrayList<>();
		for (MacAlgorithm mac : MacAlgorithm.values()) {
			String name = mac.algorithmName();
			inputs.add(new MalformedInput(name + ": a flipped bit of the code", Reason.MAC_ERROR,
					() -> sendDamaged(under(name), -1)));
			inputs.add(new MalformedInput(name + ": a flipped bit of the packet", Reason.MAC_ERROR,
					() -> sendDamaged(under(name), 20)));
		}
		return inputs;
	}

	private ScriptedPeer under(String mac) throws IOException {
		KexOffer offer = KexOffer.DEFAULT.withCipher("aes128-ctr").with(NameList.CLIENT_MACS, mac);
		return this.attack.identified().exchangeKeys(offer);
	}

	/**
	 * Sends enough behind the packet for a server that does not show at once what it has
	 * found.
	 */
	private ScriptedPeer sendDamaged(ScriptedPeer peer, int index) throws IOException {
		byte[] packet = peer.seal(ClientMessages.serviceRequest("ssh-userauth").toByteArray());
		packet[Math.floorMod(index, packet.length)] ^= 1;
		return peer.sendRaw(packet).sendRaw(new byte[40_000]);
	}

	// Compressed packets (RFC 4253 §6.2)

	private List<MalformedInput> compressed() {
		byte[] preset = { 0x78, (byte) 0xbb, 0, 0, 0, 1 };
		return List.of(bad("compression: plain payload", ClientMessages.ignore(3).toByteArray()),
				bad("compression: header only", new byte[] { 0x78, (byte) 0x9c }),
				bad("compression: one byte", new byte[] { 0x78 }), bad("compression: zeros", new byte[100]),
				bad("compression: preset dictionary", preset),
				bad("compression: block of unknown type", new byte[] { 0x78, (byte) 0x9c, 7 }),
				bad("compression: empty payload", deflate(new byte[0], false)),
				bad("compression: end of the stream", deflate(ClientMessages.ignore(3).toByteArray(), true)),
				bad("compression: 256 KiB and a byte", deflate(ClientMessages.ignore(256 * 1024).toByteArray(), false)),
				bad("compression: 64 MB of zeros in 64 kB", deflate(new byte[64_000_000], false)),
				new MalformedInput("compression: garbage behind a good packet", Reason.COMPRESSION_ERROR,
						() -> compressing().send(deflate(ClientMessages.ignore(3).toByteArray(), false))
							.send(ones(50))),
				new MalformedInput("compression: before the log-in", Reason.PROTOCOL_ERROR,
						() -> offering("zlib@openssh.com")
							.send(deflate(ClientMessages.serviceRequest("ssh-userauth").toByteArray(), false))),
				new MalformedInput("compression: zlib, which begins too early", Reason.KEY_EXCHANGE_FAILED,
						() -> this.attack.identified()
							.send(KexOffer.DEFAULT.with(NameList.CLIENT_COMPRESSIONS, "zlib").message())));
	}

	private MalformedInput bad(String name, byte[] payload) {
		return new MalformedInput(name, Reason.COMPRESSION_ERROR, () -> compressing().send(payload));
	}

	private ScriptedPeer compressing() throws IOException {
		return offering("zlib@openssh.com").requestService().authenticatePassword("alice", TestUsers.PASSWORD);
	}

	private ScriptedPeer offering(String compression) throws IOException {
		return this.attack.identified().exchangeKeys(KexOffer.DEFAULT.with(NameList.CLIENT_COMPRESSIONS, compression));
	}

	private static byte[] deflate(byte[] payload, boolean last) {
		Deflater deflater = new Deflater();
		try {
			deflater.setInput(payload);
			if (last) {
				deflater.finish();
			}
			byte[] compressed = new byte[MAX_COMPRESSED];
			int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
			return Arrays.copyOf(compressed, length);
		}
		finally {
			deflater.end();
		}
	}

	// Good messages at a wrong time

	private List<MalformedInput> firstBytes() {
		return List.of(
				new MalformedInput("log-in in the first packet", Reason.PROTOCOL_ERROR,
						() -> this.attack.identified().send(ClientMessages.none("guest"))),
				new MalformedInput("channel in the first packet", Reason.PROTOCOL_ERROR,
						() -> this.attack.identified().send(ClientMessages.open("session", 0, 1, 1))),
				new MalformedInput("NEWKEYS in the first packet", Reason.PROTOCOL_ERROR,
						() -> this.attack.identified().send(new byte[] { MessageNumber.NEWKEYS })),
				new MalformedInput("value in the first packet", Reason.PROTOCOL_ERROR,
						() -> this.attack.identified()
							.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[32]))),
				new MalformedInput("PING in the first packet", Reason.PROTOCOL_ERROR,
						() -> this.attack.identified().send(ClientMessages.ping(1))),
				new MalformedInput("unknown message in the first packet", Reason.PROTOCOL_ERROR,
						() -> this.attack.identified().send(new byte[] { (byte) 255 })));
	}

	private List<MalformedInput> early() {
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

	private MalformedInput early(String name, WireWriter message) {
		return new MalformedInput(name, Reason.PROTOCOL_ERROR, () -> this.attack.authenticating().send(message));
	}

	private List<MalformedInput> late() {
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

	private MalformedInput late(String name, WireWriter message) {
		return new MalformedInput(name, Reason.PROTOCOL_ERROR, () -> this.attack.loggedIn().send(message));
	}

	private static byte[] ones(int length) {
		byte[] ones = new byte[length];
		Arrays.fill(ones, (byte) 0xff);
		return ones;
	}

}
