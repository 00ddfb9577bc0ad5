package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RevokedKeysTests {

	private static final long LAST = -1;

	private final Signer authority = KeyFiles.signer("ca");

	@TempDir
	Path directory;

	@Test
	void readsARecordedList() throws SshException {
		RevokedKeys revoked = RevokedKeys.read(KeyFiles.bytes("revoked-krl.bin"));
		assertThat(revoked.isRevoked(KeyFiles.publicKey("ecdsa256.pub"))).as("explicit").isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("ecdsa384.pub"))).as("SHA-1").isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("ecdsa521.pub"))).as("SHA-256").isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("rsa.pub"))).isFalse();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("ca.pub"))).isFalse();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("rsa-user-cert.pub"))).as("serial 42").isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("by-rsa512-cert.pub"))).as("other authority").isFalse();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("by-ecdsa521-cert.pub"))).as("revoked authority").isTrue();
		for (long serial : new long[] { 42, 100, 150, 200, 1000, 1002, 1003, 1007, LAST }) {
			assertThat(revoked.isRevoked(certificate(serial, "id"))).as(Long.toUnsignedString(serial)).isTrue();
		}
		for (long serial : new long[] { 0, 1, 41, 43, 99, 201, 999, 1001, 1004, 1006, 1008, LAST - 1,
				Long.MIN_VALUE }) {
			assertThat(revoked.isRevoked(certificate(serial, "id"))).as(Long.toUnsignedString(serial)).isFalse();
		}
		assertThat(revoked.isRevoked(certificate(7, "stolen laptop"))).isTrue();
		assertThat(revoked.isRevoked(certificate(7, "stolen laptops"))).isFalse();
	}

	@Test
	void readsWhatSshKeygenWrites() throws Exception {
		Random random = new Random(5);
		Path ca = SshKeygen.store(this.directory, "ca", this.authority.publicKey());
		Path any = SshKeygen.store(this.directory, "key", KeyFiles.publicKey("ecdsa256.pub"));
		StringBuilder specification = new StringBuilder();
		boolean[] expected = new boolean[3000];
		for (int i = 0; i < 60; i++) {
			int first = 1 + random.nextInt(expected.length - 1);
			int last = Math.min(expected.length - 1, first + random.nextInt(1 << random.nextInt(6)));
			specification.append("serial: ").append(first).append((last > first) ? "-" + last : "").append('\n');
			Arrays.fill(expected, first, last + 1, true);
		}
		specification.append("id: ada's laptop\n");
		Path serials = Files.writeString(this.directory.resolve("serials"), specification);
		Path list = this.directory.resolve("list");
		new SshKeygen().run("-q", "-k", "-f", list.toString(), "-s", ca.toString(), serials.toString(), any.toString());
		RevokedKeys revoked = RevokedKeys.read(Files.readAllBytes(list));
		for (int serial = 0; serial < expected.length; serial++) {
			assertThat(revoked.isRevoked(certificate(serial, "id"))).as("serial " + serial).isEqualTo(expected[serial]);
		}
		assertThat(revoked.isRevoked(certificate(7000, "ada's laptop"))).isTrue();
		assertThat(revoked.isRevoked(certificate(7000, "bob's laptop"))).isFalse();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("ecdsa256.pub"))).isTrue();
	}

	@Test
	void readsListsForAllAuthorities() throws Exception {
		Path ids = Files.writeString(this.directory.resolve("ids"), "id: id of any\nid: ü\n");
		Path list = this.directory.resolve("list");
		new SshKeygen().run("-q", "-k", "-f", list.toString(), "-s", "none", ids.toString());
		RevokedKeys revoked = RevokedKeys.read(Files.readAllBytes(list));
		assertThat(revoked.isRevoked(certificate(1, "id of any"))).isTrue();
		assertThat(revoked.isRevoked(certificate(1, "ü"))).isTrue();
		CertificateForge forge = new CertificateForge();
		forge.keyId = CertificateForge.utf8("id of any");
		assertThat(revoked.isRevoked(forge.read())).isTrue();
		assertThat(revoked.isRevoked(certificate(1, "other"))).isFalse();
	}

	@Test
	void agreesWithSshKeygen() throws Exception {
		Path file = Files.write(this.directory.resolve("list"), KeyFiles.bytes("revoked-krl.bin"));
		RevokedKeys revoked = RevokedKeys.read(KeyFiles.bytes("revoked-krl.bin"));
		for (String name : List.of("ecdsa256.pub", "ecdsa384.pub", "ecdsa521.pub", "rsa.pub", "ca.pub",
				"rsa-user-cert.pub", "by-rsa512-cert.pub", "by-ecdsa521-cert.pub", "sk-ecdsa-user-cert.pub",
				"ed25519-host-cert.pub")) {
			Path key = Files.writeString(this.directory.resolve(name), KeyFiles.text(name));
			int status = new SshKeygen().tryToRun("", "-Q", "-f", file.toString(), key.toString()).status();
			assertThat(revoked.isRevoked(KeyFiles.publicKey(name))).as(name).isEqualTo(status != 0);
		}
	}

	@Test
	void readsPlainText() throws SshException {
		String text = "# gone\n\n  " + KeyFiles.text("ecdsa256.pub") + "\r\n" + KeyFiles.text("rsa1024.pub")
				+ KeyFiles.text("ed25519-user-cert.pub") + KeyFiles.text("ca.pub")
				+ "ssh-dss AAAAB3NzaC1kc3MAAAABAQ== old\n";
		RevokedKeys revoked = RevokedKeys.read(text.getBytes(StandardCharsets.UTF_8));
		assertThat(revoked.isRevoked(KeyFiles.publicKey("ecdsa256.pub"))).isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("plain.pub"))).as("key of a listed certificate").isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("by-rsa512-cert.pub"))).as("its other certificate").isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("rsa-user-cert.pub"))).as("of a listed authority").isTrue();
		assertThat(revoked.isRevoked(KeyFiles.publicKey("rsa.pub"))).isFalse();
	}

	@Test
	void nothingIsRevokedByNothing() throws SshException {
		assertThat(RevokedKeys.read(new byte[0]).isRevoked(KeyFiles.publicKey("rsa.pub"))).isFalse();
		assertThat(RevokedKeys.NONE.isRevoked(KeyFiles.publicKey("rsa-user-cert.pub"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 !", "no key at all",
			"ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIFljagdWuvGGfAekh1j02CP513eeHeVmBXkNenATR258",
			"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFljagdWuvGGfAekh1j02CP513eeHeVmBXkNenATR2",
			"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "SHA256:9TzPZIt27LhhYuAbjLPAam4xILO/IaUiaYj5tWV+8kw" })
	void aLineThatIsNotAKeyIsAnError(String line) {
		String text = KeyFiles.text("rsa.pub") + line + "\n";
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> RevokedKeys.read(text.getBytes(StandardCharsets.UTF_8)))
			.withMessageContaining("Line 2");
	}

	@Test
	void aFileOfAnotherFormIsAnError() {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> RevokedKeys.read(new byte[] { (byte) 0xff }));
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> RevokedKeys.read("SSHKRL\n".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void refusesWhatItDoesNotUnderstand() throws SshException {
		assertThat(RevokedKeys.read(list(extension(false))).isRevoked(KeyFiles.publicKey("rsa.pub"))).isFalse();
		assertRefused(list(extension(true)), "critical");
		assertRefused(list(section(4, new WireWriter().writeString(KeyFiles.publicKey("rsa.pub").blob()))), "signed");
		assertRefused(list(section(6, new WireWriter())), "type 6");
		assertRefused(list(section(3, new WireWriter().writeString(new byte[19]))), "19 bytes");
		assertRefused(list(section(5, new WireWriter().writeString(new byte[20]))), "20 bytes");
		assertRefused(list(certificates(0x24, new WireWriter())), "type 36");
		assertThat(RevokedKeys.read(list(certificates(0x39, extensionBody(false))))).isNotNull();
		assertRefused(list(certificates(0x39, extensionBody(true))), "critical");
		byte[] otherFormat = list(new byte[0]);
		otherFormat[11] = 2;
		assertRefused(otherFormat, "format");
	}

	@Test
	void refusesEmptyRanges() throws SshException {
		assertRefused(list(certificates(0x20, new WireWriter().writeUint64(0))), "serial number 0");
		assertRefused(list(certificates(0x21, new WireWriter().writeUint64(0).writeUint64(9))), "serial number 0");
		assertRefused(list(certificates(0x21, new WireWriter().writeUint64(9).writeUint64(8))), "range");
		assertRefused(list(certificates(0x21, new WireWriter().writeUint64(-1).writeUint64(1))), "range");
		assertRefused(list(certificates(0x22, bitmap(0, BigInteger.ONE))), "serial number 0");
		assertRefused(list(certificates(0x22, bitmap(-1, BigInteger.TWO))), "range");
		assertRefused(list(certificates(0x22, bitmap(5, BigInteger.ONE.negate()))), "negative");
		RevokedKeys revoked = RevokedKeys.read(list(certificates(0x22, bitmap(-2, BigInteger.TWO))));
		assertThat(revoked.isRevoked(certificate(LAST, "id"))).isTrue();
		assertThat(revoked.isRevoked(certificate(LAST - 1, "id"))).isFalse();
	}

	@Test
	void joinsOverlappingSections() throws SshException {
		byte[] first = certificates(0x21, new WireWriter().writeUint64(10).writeUint64(100));
		byte[] second = certificates(0x21, new WireWriter().writeUint64(20).writeUint64(30));
		RevokedKeys revoked = RevokedKeys.read(list(first, second));
		for (long serial : new long[] { 10, 15, 25, 31, 100 }) {
			assertThat(revoked.isRevoked(certificate(serial, "id"))).isTrue();
		}
		assertThat(revoked.isRevoked(certificate(101, "id"))).isFalse();
	}

	@Test
	void refusesEveryListThatIsCutOff() {
		byte[] list = KeyFiles.bytes("revoked-krl.bin");
		int ends = 0;
		for (int length = 0; length < list.length; length++) {
			byte[] cut = Arrays.copyOf(list, length);
			try {
				RevokedKeys.read(cut);
				ends++;
			}
			catch (SshException ex) {
				assertThat(ex).hasMessageNotContaining("Exception");
			}
		}
		// Nothing, the head, and the head with one to three of the four sections
		assertThat(ends).isEqualTo(1 + 1 + 3);
	}

	@Test
	void survivesDamagedLists() {
		Random random = new Random(11);
		byte[] list = KeyFiles.bytes("revoked-krl.bin");
		for (int i = 0; i < 20_000; i++) {
			byte[] damaged = list.clone();
			for (int count = random.nextInt(4); count >= 0; count--) {
				damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
			}
			try {
				RevokedKeys.read(damaged).isRevoked(CertificateForge.KEY);
			}
			catch (SshException ex) {
				assertThat(ex).hasMessageNotContaining("Exception");
			}
		}
	}

	@Test
	void checkerRefusesWhatIsRevoked() throws Exception {
		CertificateAuthority trusted = CertificateAuthority.trusted(this.authority.publicKey());
		InetAddress here = InetAddress.getLoopbackAddress();
		SshPublicKey certificate = KeyFiles.publicKey("rsa-user-cert.pub");
		for (String text : List.of(KeyFiles.text("rsa.pub"), KeyFiles.text("ca.pub"),
				KeyFiles.text("rsa-user-cert.pub"))) {
			RevokedKeys revoked = RevokedKeys.read(text.getBytes(StandardCharsets.UTF_8));
			assertThat(new CertificateChecker(List.of(trusted), revoked, Clock.systemUTC()).check(certificate, "alice",
					here))
				.asString()
				.contains("revoked");
		}
		RevokedKeys others = RevokedKeys.read(KeyFiles.text("ecdsa256.pub").getBytes(StandardCharsets.UTF_8));
		assertThat(
				new CertificateChecker(List.of(trusted), others, Clock.systemUTC()).check(certificate, "alice", here))
			.isInstanceOf(KeyDecision.Granted.class);
	}

	private void assertRefused(byte[] list, String message) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> RevokedKeys.read(list))
			.withMessageContaining(message);
	}

	private SshPublicKey certificate(long serial, String keyId) throws SshException {
		CertificateForge forge = new CertificateForge();
		forge.authority = this.authority;
		forge.serial = serial;
		forge.keyId = CertificateForge.utf8(keyId);
		return forge.read();
	}

	private static byte[] list(byte[]... sections) {
		WireWriter list = new WireWriter().writeBytes("SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII))
			.writeUint32(1)
			.writeUint64(7)
			.writeUint64(0)
			.writeUint64(0)
			.writeText("")
			.writeText("comment");
		for (byte[] section : sections) {
			list.writeBytes(section);
		}
		return list.toByteArray();
	}

	private static byte[] section(int type, WireWriter content) {
		return new WireWriter().writeByte(type).writeString(content.toByteArray()).toByteArray();
	}

	private byte[] certificates(int type, WireWriter content) {
		return section(1,
				new WireWriter().writeString(this.authority.publicKey().blob())
					.writeText("")
					.writeBytes(section(type, content)));
	}

	private static WireWriter bitmap(long offset, BigInteger bits) {
		return new WireWriter().writeUint64(offset).writeMpint(bits);
	}

	private static byte[] extension(boolean critical) {
		return section(255, extensionBody(critical));
	}

	private static WireWriter extensionBody(boolean critical) {
		return new WireWriter().writeText("name@example.com").writeBoolean(critical).writeText("contents");
	}

}
