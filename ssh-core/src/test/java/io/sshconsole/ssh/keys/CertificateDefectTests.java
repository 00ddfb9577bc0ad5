package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.sshconsole.ssh.keys.CertificateForge.cut;
import static io.sshconsole.ssh.keys.CertificateForge.flip;
import static io.sshconsole.ssh.keys.CertificateForge.options;
import static io.sshconsole.ssh.keys.CertificateForge.strings;
import static io.sshconsole.ssh.keys.CertificateForge.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A certificate that opens an account, and the same with one defect each.
 */
class CertificateDefectTests {

	private static final long NOW = 1_900_000_000;

	private static final String USER = "ada";

	private static final int NONCE = 4 + "ssh-ed25519-cert-v01@openssh.com".length();

	private static final int KEY = NONCE + 4 + 32;

	private static final int SERIAL = KEY + 4 + 32;

	private final CertificateChecker checker = new CertificateChecker(
			List.of(CertificateAuthority.trusted(CertificateForge.AUTHORITY.publicKey()),
					CertificateAuthority.trusted(KeyFiles.publicKey("rsa.pub"))),
			RevokedKeys.NONE, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

	static List<Defect> defects() {
		return List.of(
				new Defect("is of another type of key", (forge) -> forge.typeName = "ssh-rsa-cert-v01@openssh.com"),
				new Defect("is of an unknown type", (forge) -> forge.typeName = "ssh-dss-cert-v01@openssh.com"),
				new Defect("is of the old form", (forge) -> forge.typeName = "ssh-ed25519-cert-v00@openssh.com"),
				new Defect("claims to be a plain key", (forge) -> forge.typeName = "ssh-ed25519"),
				new Defect("is a certificate of a certificate",
						(forge) -> forge.typeName = "ssh-ed25519-cert-v01-cert-v01@openssh.com"),
				new Defect("is for a short key",
						(forge) -> forge.keyFields = new WireWriter().writeString(new byte[31]).toByteArray()),
				new Defect("is for a key that is no point",
						(forge) -> forge.keyFields = new WireWriter().writeString(Arrays.copyOf(new byte[] { 2 }, 32))
							.toByteArray()),
				new Defect("is for another key than was signed",
						(forge) -> forge.afterSigning = (body) -> withOtherKey(body)),
				new Defect("has no nonce", (forge) -> forge.afterSigning = (body) -> without(body, NONCE, KEY - NONCE)),
				new Defect("is for nothing", (forge) -> forge.type = 0),
				new Defect("is for hosts", (forge) -> forge.type = 2),
				new Defect("is for something else", (forge) -> forge.type = 3),
				new Defect("is for users if only one byte counts", (forge) -> forge.type = 0x101),
				new Defect("has a line end in its id", (forge) -> forge.keyId = utf8("ada\nAccepted eve")),
				new Defect("has an id that is not UTF-8", (forge) -> forge.keyId = new byte[] { (byte) 0xff }),
				new Defect("is for nobody", (forge) -> forge.principals = new byte[0]),
				new Defect("is for a user without name", (forge) -> forge.principals = strings("")),
				new Defect("has a user without name, too", (forge) -> forge.principals = strings("ada", "")),
				new Defect("is for another user", (forge) -> forge.principals = strings("eve")),
				new Defect("is for a list of users in one name", (forge) -> forge.principals = strings("ada,root")),
				new Defect("is for a longer name", (forge) -> forge.principals = strings("ada2")),
				new Defect("is for a shorter name", (forge) -> forge.principals = strings("ad")),
				new Defect("is for a name with a blank", (forge) -> forge.principals = strings("ada ")),
				new Defect("is for a name in upper case", (forge) -> forge.principals = strings("ADA")),
				new Defect("is for a name with zero behind it", (forge) -> forge.principals = strings("ada\u0000")),
				new Defect("is for everybody", (forge) -> forge.principals = strings("*")),
				new Defect("is for a pattern", (forge) -> forge.principals = strings("a?a", "ad*")),
				new Defect("has a name that is cut off", (forge) -> forge.principals = cut(strings("root", "ada"), 1)),
				new Defect("has names longer than their list",
						(forge) -> forge.principals = new WireWriter().writeUint32(0x7fffffff).toByteArray()),
				new Defect("is for a crowd",
						(forge) -> forge.principals = strings(
								IntStream.range(0, 257).mapToObj((i) -> "ada").toArray(String[]::new))),
				new Defect("is not valid yet", (forge) -> forge.validAfter = NOW + 1),
				new Defect("begins in the second half of time", (forge) -> forge.validAfter = Long.MIN_VALUE),
				new Defect("begins last", (forge) -> forge.validAfter = -1),
				new Defect("has expired", (forge) -> forge.validBefore = NOW - 1),
				new Defect("expires now", (forge) -> forge.validBefore = NOW),
				new Defect("was never valid", (forge) -> forge.validBefore = 0),
				new Defect("has an unknown critical option",
						(forge) -> forge.criticalOptions = options("unknown@example.com", "")),
				new Defect("has an unknown critical option among others",
						(forge) -> forge.criticalOptions = options("force-command", "x", "verify", "")),
				new Defect("has an extension among its critical options",
						(forge) -> forge.criticalOptions = options("permit-pty", "")),
				new Defect("has a critical option in upper case",
						(forge) -> forge.criticalOptions = options("Force-Command", "x")),
				new Defect("forces a command that is missing",
						(forge) -> forge.criticalOptions = options("force-command", "")),
				new Defect("forces a command that is cut off",
						(forge) -> forge.criticalOptions = new WireWriter().writeText("force-command")
							.writeString(cut(strings("date"), 1))
							.toByteArray()),
				new Defect("forces a command with something behind it",
						(forge) -> forge.criticalOptions = new WireWriter().writeText("force-command")
							.writeString(strings("date", "rm"))
							.toByteArray()),
				new Defect("forces two commands",
						(forge) -> forge.criticalOptions = options("force-command", "a", "force-command", "a")),
				new Defect("is for another address",
						(forge) -> forge.criticalOptions = options("source-address", "192.0.2.0/24")),
				new Defect("is for no address", (forge) -> forge.criticalOptions = options("source-address", "")),
				new Defect("is for an empty list of addresses",
						(forge) -> forge.criticalOptions = new WireWriter().writeText("source-address")
							.writeString(strings(""))
							.toByteArray()),
				new Defect("is for a pattern of addresses",
						(forge) -> forge.criticalOptions = options("source-address", "127.*")),
				new Defect("is for all but one address",
						(forge) -> forge.criticalOptions = options("source-address", "127.0.0.1,!10.0.0.1")),
				new Defect("is for a network that is none",
						(forge) -> forge.criticalOptions = options("source-address", "127.0.0.1/8")),
				new Defect("is for a name of a host",
						(forge) -> forge.criticalOptions = options("source-address", "localhost")),
				new Defect("asks for verification with a value",
						(forge) -> forge.criticalOptions = options("verify-required", "no")),
				new Defect("has a critical option without data",
						(forge) -> forge.criticalOptions = strings("verify-required")),
				new Defect("has critical options that are cut off",
						(forge) -> forge.criticalOptions = cut(options("verify-required", ""), 1)),
				new Defect("has an extension with a value", (forge) -> forge.extensions = options("permit-pty", "no")),
				new Defect("has an extension twice",
						(forge) -> forge.extensions = options("permit-pty", "", "permit-pty", "")),
				new Defect("has extensions that are cut off",
						(forge) -> forge.extensions = cut(options("permit-pty", ""), 1)),
				new Defect("has an extension without data", (forge) -> forge.extensions = strings("permit-pty")),
				new Defect("is signed by somebody", (forge) -> forge.authority = HostKeys.generate()),
				new Defect("is signed by somebody in another's name", (forge) -> {
					forge.authority = HostKeys.generate();
					forge.signatureKey = CertificateForge.AUTHORITY.publicKey().blob();
				}),
				new Defect("is signed by its own key's certificate",
						(forge) -> forge.signatureKey = new CertificateForge(CertificateForge.AUTHORITY.publicKey())
							.blob()),
				new Defect("is signed by a key with something behind it",
						(forge) -> forge.signatureKey = Arrays
							.copyOf(CertificateForge.AUTHORITY.publicKey().blob(), 52)),
				new Defect("is signed by nobody", (forge) -> forge.signatureKey = new byte[0]),
				new Defect("is signed by a short RSA key",
						(forge) -> forge.signatureKey = Base64.getDecoder()
							.decode(KeyFiles.text("rsa1024.pub").split(" ")[1])),
				new Defect("has another serial number than was signed",
						(forge) -> forge.afterSigning = (body) -> flip(body, SERIAL)),
				new Defect("has another authority than signed",
						(forge) -> forge.afterSigning = (body) -> flip(body, -1)),
				new Defect("has a signature with a flipped bit",
						(forge) -> forge.signature = (signature) -> flip(signature, -1)),
				new Defect("has no signature", (forge) -> forge.signature = (signature) -> new byte[0]),
				new Defect("has a signature that is cut off",
						(forge) -> forge.signature = (signature) -> cut(signature, 1)),
				new Defect("has a signature with something behind it",
						(forge) -> forge.signature = (signature) -> Arrays.copyOf(signature, signature.length + 1)),
				new Defect("has a signature of another type",
						(forge) -> forge.signature = (signature) -> renamed(signature, "ssh-ed25519", "ssh-ed25518")),
				new Defect("has the signature of a certificate",
						(forge) -> forge.signature = (signature) -> renamed(signature, "ssh-ed25519",
								"ssh-ed25519-cert-v01@openssh.com")),
				new Defect("is signed over SHA-1", (forge) -> {
					forge.signatureKey = KeyFiles.publicKey("rsa.pub").blob();
					forge.authority = new Sha1Signer();
				}), new Defect("is signed over SHA-1 under another name", (forge) -> {
					forge.signatureKey = KeyFiles.publicKey("rsa.pub").blob();
					forge.authority = new Sha1Signer();
					forge.signature = (signature) -> renamed(signature, "ssh-rsa", "rsa-sha2-256");
				}), new Defect("has another hash than it says", (forge) -> {
					forge.authority = KeyFiles.signer("rsa");
					forge.signature = (signature) -> renamed(signature, "rsa-sha2-512", "rsa-sha2-256");
				}), new Defect("has something behind it", (forge) -> forge.trailing = new byte[1]));
	}

	@ParameterizedTest
	@MethodSource("defects")
	void aCertificateOpensNothingIfIt(Defect defect) throws Exception {
		CertificateForge forge = new CertificateForge();
		assertThat(judge(forge)).isInstanceOf(KeyDecision.Granted.class);
		defect.change().accept(forge);
		assertThat(judge(forge)).isInstanceOf(KeyDecision.Refused.class);
	}

	@Test
	void goodVariantsOpenTheAccount() throws Exception {
		List<Consumer<CertificateForge>> variants = List.of((forge) -> forge.nonce = new byte[0],
				(forge) -> forge.serial = -1, (forge) -> forge.keyId = new byte[0],
				(forge) -> forge.principals = strings("eve", "ada"), (forge) -> forge.validAfter = NOW,
				(forge) -> forge.validBefore = NOW + 1, (forge) -> forge.validBefore = Long.MIN_VALUE,
				(forge) -> forge.extensions = new byte[0],
				(forge) -> forge.extensions = options("unknown@example.com", "value", "force-command", "ignored"),
				(forge) -> forge.reserved = utf8("for later"),
				(forge) -> forge.criticalOptions = options("source-address", "10.0.0.0/8,127.0.0.0/8"),
				(forge) -> forge.criticalOptions = options("verify-required", "", "force-command", "date"),
				(forge) -> forge.authority = KeyFiles.signer("rsa"), (forge) -> {
					forge.authority = KeyFiles.signer("rsa");
					forge.signatureAlgorithm = "rsa-sha2-256";
				});
		for (Consumer<CertificateForge> variant : variants) {
			CertificateForge forge = new CertificateForge();
			variant.accept(forge);
			assertThat(judge(forge)).isInstanceOf(KeyDecision.Granted.class);
		}
	}

	@Test
	void enoughDefectsAreTried() {
		assertThat(defects()).hasSizeGreaterThan(40).extracting(Defect::name).doesNotHaveDuplicates();
	}

	private KeyDecision judge(CertificateForge forge) throws Exception {
		try {
			return this.checker.check(forge.read(), USER, InetAddress.getByName("127.0.0.1"));
		}
		catch (SshException ex) {
			return new KeyDecision.Refused(String.valueOf(ex.getMessage()));
		}
	}

	private static byte[] withOtherKey(byte[] body) {
		byte[] changed = body.clone();
		byte[] fields = CertificateForge.fields(HostKeys.generate().publicKey());
		System.arraycopy(fields, 0, changed, KEY, fields.length);
		return changed;
	}

	private static byte[] without(byte[] bytes, int from, int count) {
		byte[] shorter = new byte[bytes.length - count];
		System.arraycopy(bytes, 0, shorter, 0, from);
		System.arraycopy(bytes, from + count, shorter, from, bytes.length - from - count);
		return shorter;
	}

	private static byte[] renamed(byte[] signature, String from, String to) {
		byte[] rest = Arrays.copyOfRange(signature, 4 + from.length(), signature.length);
		return new WireWriter().writeText(to).writeBytes(rest).toByteArray();
	}

	record Defect(String name, Consumer<CertificateForge> change) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Signs as authorities did before 2020.
	 */
	private static final class Sha1Signer implements Signer {

		@Override
		public SshPublicKey publicKey() {
			return KeyFiles.publicKey("rsa.pub");
		}

		@Override
		public List<String> algorithms() {
			return List.of("ssh-rsa");
		}

		@Override
		public byte[] sign(String algorithm, byte[] data) throws SshException {
			try {
				PrivateKey key = RsaKeyTests.privateKey(KeyFiles.signer("rsa"));
				Signature signature = Signature.getInstance("SHA1withRSA");
				signature.initSign(key);
				signature.update(data);
				return new WireWriter().writeText("ssh-rsa").writeString(signature.sign()).toByteArray();
			}
			catch (Exception ex) {
				throw new SshException("Cannot sign", ex);
			}
		}

	}

}
