package io.sshconsole.ssh.fuzz;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sshconsole.ssh.keys.CertificateAuthority;
import io.sshconsole.ssh.keys.CertificateChecker;
import io.sshconsole.ssh.keys.KeyDecision;
import io.sshconsole.ssh.keys.RevokedKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshCertificate;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an authority has signed without looking at it, and lists of what it has taken
 * back.
 */
class CertificateFuzzTests {

	private static final int DAMAGED = 3000;

	private static final String TYPE = "ssh-ed25519-cert-v01@openssh.com";

	private static final String USER = "bob";

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final Signer KEY = ReplayedClient.key();

	static List<byte[]> certificates() {
		return List.of(body(1, USER, new WireWriter(), new WireWriter()), body(1, USER,
				option(option(new WireWriter(), "force-command", "echo"), "source-address",
						"127.0.0.0/8,::1,2001:db8::/32"),
				new WireWriter().writeText("permit-pty").writeText("").writeText("no-touch-required").writeText("")),
				body(1, USER, new WireWriter().writeText("verify-required").writeText(""),
						option(new WireWriter(), "unknown@example.com", "x")),
				body(2, "*.example.com", new WireWriter(), new WireWriter()),
				body(1, "alice", new WireWriter(), new WireWriter()));
	}

	private static WireWriter option(WireWriter options, String name, String value) {
		return options.writeText(name).writeString(new WireWriter().writeText(value).toByteArray());
	}

	/**
	 * Makes what stands between a certificate's type and its authority.
	 */
	private static byte[] body(int type, String principal, WireWriter criticalOptions, WireWriter extensions) {
		byte[] blob = KEY.publicKey().blob();
		return new WireWriter().writeString(new byte[32])
			.writeBytes(blob, blob.length - 36, 36)
			.writeUint64(7)
			.writeUint32(type)
			.writeText("key id")
			.writeString(new WireWriter().writeText(principal).toByteArray())
			.writeUint64(NOW.getEpochSecond())
			.writeUint64(-1)
			.writeString(criticalOptions.toByteArray())
			.writeString(extensions.toByteArray())
			.writeText("")
			.toByteArray();
	}

	/**
	 * Nobody gets in whom the certificate does not name.
	 */
	@MethodSource("certificates")
	@FuzzTest
	void certificate(byte[] body) {
		Harmless.run(body.length, () -> {
			SshPublicKey key = sign(body);
			if (decide(key) instanceof KeyDecision.Granted) {
				SshCertificate certificate = key.certificate().orElseThrow();
				assertThat(certificate.type()).isEqualTo(SshCertificate.Type.USER);
				assertThat(certificate.principals()).contains(USER);
				assertThat(certificate.isValidAt(NOW)).isTrue();
			}
		});
	}

	private static SshPublicKey sign(byte[] body) throws SshException {
		WireWriter blob = new WireWriter().writeText(TYPE).writeBytes(body).writeString(KEY.publicKey().blob());
		return SshPublicKey.read(blob.writeString(KEY.sign("ssh-ed25519", blob.toByteArray())).toByteArray());
	}

	private static KeyDecision decide(SshPublicKey key) {
		return new CertificateChecker(List.of(CertificateAuthority.trusted(KEY.publicKey())), RevokedKeys.NONE,
				Clock.fixed(NOW, ZoneOffset.UTC))
			.check(key, USER, InetAddress.getLoopbackAddress());
	}

	@Test
	void goodCertificatesAreGood() throws SshException {
		List<Boolean> granted = new ArrayList<>();
		for (byte[] body : certificates()) {
			granted.add(decide(sign(body)) instanceof KeyDecision.Granted);
		}
		assertThat(granted).containsExactly(true, true, true, false, false);
	}

	@Test
	void damagedCertificatesAreHarmless() {
		Damage.each(certificates(), DAMAGED, this::certificate);
	}

	static List<byte[]> revokedKeys() {
		return List.of(
				("# gone\n" + KEY.publicKey().toAuthorizedKey("comment") + "\n").getBytes(StandardCharsets.UTF_8),
				new byte[0]);
	}

	@MethodSource("revokedKeys")
	@FuzzTest
	void revokedKeys(byte[] content) {
		Harmless.run(content.length, () -> {
			RevokedKeys revoked = RevokedKeys.read(content);
			revoked.isRevoked(KEY.publicKey());
			revoked.isRevoked(sign(certificates().get(0)));
		});
	}

	@Test
	void damagedListsAreHarmless() throws Exception {
		Damage.each(Damage.seeds(CertificateFuzzTests.class, "revokedKeys"), DAMAGED, this::revokedKeys);
	}

}
