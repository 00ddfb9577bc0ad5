package io.sshconsole.ssh.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sshconsole.ssh.keys.RevokedKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates that the machine's {@code ssh-keygen} makes, presented by its {@code ssh}.
 * What becomes of each is what OpenSSH's own server makes of it, which is asked where it
 * is installed.
 */
class CertificateTests {

	private static final String DENIED = "Permission denied";

	@TempDir
	static Path directory;

	private static OpenSsh openSsh;

	private static CertificateServer server;

	private static Sshd sshd;

	@BeforeAll
	static void prepare() throws Exception {
		openSsh = new OpenSsh(directory);
		keygen("-t", "ed25519", "-N", "", "-f", file("ca"));
		keygen("-t", "rsa", "-b", "2048", "-N", "", "-f", file("rsa-ca"));
		keygen("-t", "ecdsa", "-b", "384", "-N", "", "-f", file("ecdsa-ca"));
		keygen("-t", "ed25519", "-N", "", "-f", file("revoked-ca"));
		keygen("-t", "ed25519", "-N", "", "-f", file("other-ca"));
		keygen("-t", "ecdsa", "-b", "256", "-N", "", "-f", file("revoked-key"));
		Files.writeString(directory.resolve("revoked"), "serial: 13\nserial: 1000-1010\nid: lost\n");
		keygen("-k", "-f", file("krl"), "-s", file("ca.pub"), file("revoked"));
		keygen("-k", "-u", "-f", file("krl"), file("revoked-ca.pub"), file("revoked-key.pub"));
		server = new CertificateServer(
				List.of(key("ca.pub"), key("rsa-ca.pub"), key("ecdsa-ca.pub"), key("revoked-ca.pub")),
				RevokedKeys.read(Files.readAllBytes(directory.resolve("krl"))));
		openSsh.trust(server.port(), server.hostKey());
	}

	private static Sshd sshd() throws Exception {
		if (sshd == null) {
			List<String> authorities = new ArrayList<>();
			for (String name : List.of("ca.pub", "rsa-ca.pub", "ecdsa-ca.pub", "revoked-ca.pub")) {
				authorities.addAll(Files.readAllLines(directory.resolve(name)));
			}
			sshd = Sshd.start(openSsh, Files.write(directory.resolve("authorities"), authorities),
					directory.resolve("krl"));
			openSsh.trust(sshd.port(), sshd.hostKey());
		}
		return sshd;
	}

	@AfterAll
	static void close() {
		if (sshd != null) {
			sshd.close();
		}
		if (server != null) {
			server.close();
		}
	}

	static Stream<Certificate> good() {
		return Stream.of(Certificate.of("for an hour", "-n", "bob", "-V", "-1h:+1h"),
				Certificate.of("for ever", "-n", "bob"), Certificate.of("for several users", "-n", "alice,bob,eve"),
				Certificate.of("from here and elsewhere", "-n", "bob", "-O", "source-address=10.0.0.0/8,127.0.0.0/8"),
				Certificate.of("without a terminal", "-n", "bob", "-O", "no-pty"),
				Certificate.of("without anything", "-n", "bob", "-O", "clear"),
				Certificate.of("with an unknown extension", "-n", "bob", "-O", "extension:unknown@example.com=x"),
				Certificate.of("with the largest number", "-n", "bob", "-z", "18446744073709551615"),
				Certificate.of("by an RSA authority", "-n", "bob").by("rsa-ca"),
				Certificate.of("by an ECDSA authority", "-n", "bob").by("ecdsa-ca"),
				Certificate.of("with a number that another authority has revoked", "-n", "bob", "-z", "13")
					.by("ecdsa-ca"));
	}

	@ParameterizedTest
	@MethodSource("good")
	void opensTheAccount(Certificate certificate) throws Exception {
		OpenSsh.Result result = certificate.present("hello");
		assertThat(result.err()).doesNotContain(DENIED);
		assertThat(result.out()).isEqualTo("hello\n");
	}

	@ParameterizedTest
	@MethodSource("good")
	void opensTheAccountOnSshdToo(Certificate certificate) throws Exception {
		OpenSsh.Result result = certificate.presentTo(sshd().port(), "-l", Sshd.USER, "echo hello");
		assertThat(result.out()).as(result.err()).isEqualTo("hello\n");
	}

	static Stream<Certificate> bad() {
		return Stream.of(Certificate.of("expired", "-n", "bob", "-V", "-2h:-1h"),
				Certificate.of("not yet valid", "-n", "bob", "-V", "+1h:+2h"),
				Certificate.of("for another user", "-n", "alice"), Certificate.of("for a longer name", "-n", "bobby"),
				Certificate.of("for a shorter name", "-n", "bo"), Certificate.of("for a name in capitals", "-n", "Bob"),
				Certificate.of("for anybody by a wildcard", "-n", "*"), Certificate.of("for nobody"),
				Certificate.of("from elsewhere", "-n", "bob", "-O", "source-address=10.0.0.0/8"),
				Certificate.of("for hosts", "-h", "-n", "bob"),
				Certificate.of("with an unknown critical option", "-n", "bob", "-O", "critical:unknown@example.com=x"),
				Certificate.of("with a revoked number", "-n", "bob", "-z", "13"),
				Certificate.of("with a number in a revoked range", "-n", "bob", "-z", "1005"),
				Certificate.of("with a revoked id", "-n", "bob").called("lost"),
				Certificate.of("by a revoked authority", "-n", "bob").by("revoked-ca"),
				Certificate.of("by another authority", "-n", "bob").by("other-ca"),
				Certificate.of("by an RSA authority over SHA-1", "-n", "bob", "-t", "ssh-rsa").by("rsa-ca"),
				Certificate.of("of a revoked key", "-n", "bob").onKey("revoked-key"));
	}

	@ParameterizedTest
	@MethodSource("bad")
	void opensNothing(Certificate certificate) throws Exception {
		OpenSsh.Result result = certificate.present("hello");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).contains(DENIED);
	}

	@ParameterizedTest
	@MethodSource("bad")
	void opensNothingOnSshdEither(Certificate certificate) throws Exception {
		OpenSsh.Result result = certificate.presentTo(sshd().port(), "-l", Sshd.USER, "echo hello");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).contains(DENIED);
	}

	@Test
	void keyWithoutACertificateOpensNothing() throws Exception {
		Files.deleteIfExists(directory.resolve("key-cert.pub"));
		assertThat(openSsh.run(server.port(), "hello").err()).contains(DENIED);
	}

	@Test
	void forcedCommandRunsInsteadOfEverything() throws Exception {
		Certificate certificate = Certificate.of("forced", "-n", "bob", "-O", "force-command=the forced one");
		assertThat(certificate.present("hello").out()).isEqualTo("the forced one instead of hello\n");
		assertThat(certificate.present("-o", "SessionType=default", "-o", "RequestTTY=no").out())
			.isEqualTo("the forced one\n");
		assertThat(certificate.present("-o", "SessionType=subsystem", "sftp").out())
			.isEqualTo("the forced one instead of sftp\n");
	}

	@Test
	void terminalNeedsAnExtension() throws Exception {
		Certificate without = Certificate.of("without", "-n", "bob", "-O", "no-pty");
		assertThat(without.present("-o", "RequestTTY=force", "hello").err()).contains("PTY allocation request failed");
		Certificate with = Certificate.of("with", "-n", "bob");
		assertThat(with.present("-o", "RequestTTY=force", "hello").err()).doesNotContain("PTY allocation");
	}

	@Test
	void authorityMayStandInTheUsersFile() throws Exception {
		server.authorize("cert-authority,principals=\"alice,carol\" " + key("other-ca.pub").toAuthorizedKey(""));
		try {
			assertThat(Certificate.of("alice", "-n", "alice").by("other-ca").present("hello").out())
				.isEqualTo("hello\n");
			assertThat(Certificate.of("bob", "-n", "bob").by("other-ca").present("hello").err()).contains(DENIED);
			assertThat(Certificate.of("old", "-n", "alice", "-V", "-2h:-1h").by("other-ca").present("hello").err())
				.contains(DENIED);
		}
		finally {
			server.authorize("");
		}
	}

	@Test
	void commandsOfAuthorityAndCertificateMustNotDiffer() throws Exception {
		server.authorize("cert-authority,command=\"one\" " + key("other-ca.pub").toAuthorizedKey(""));
		try {
			assertThat(Certificate.of("same", "-n", "bob", "-O", "force-command=one").by("other-ca").present("x").out())
				.isEqualTo("one instead of x\n");
			assertThat(
					Certificate.of("other", "-n", "bob", "-O", "force-command=two").by("other-ca").present("x").err())
				.contains(DENIED);
		}
		finally {
			server.authorize("");
		}
	}

	private static void keygen(String... arguments) throws Exception {
		List<String> line = new ArrayList<>(List.of("ssh-keygen", "-q"));
		line.addAll(List.of(arguments));
		OpenSsh.Result result = OpenSsh.finish(openSsh.start(line, Map.of()), "");
		assertThat(result.status()).as(result.err()).isZero();
	}

	private static String file(String name) {
		return directory.resolve(name).toString();
	}

	private static SshPublicKey key(String name) throws Exception {
		return SshPublicKey.fromAuthorizedKey(Files.readString(directory.resolve(name)));
	}

	/**
	 * A certificate to be made.
	 *
	 * @param name what is remarkable about it
	 * @param key the file of the key
	 * @param authority the file of the key that signs
	 * @param id its key id
	 * @param options options of {@code ssh-keygen}
	 */
	record Certificate(String name, String key, String authority, String id, List<String> options) {

		static Certificate of(String name, String... options) {
			return new Certificate(name, "key", "ca", "an id", List.of(options));
		}

		Certificate by(String authority) {
			return new Certificate(this.name, this.key, authority, this.id, this.options);
		}

		Certificate onKey(String key) {
			return new Certificate(this.name, key, this.authority, this.id, this.options);
		}

		Certificate called(String id) {
			return new Certificate(this.name, this.key, this.authority, id, this.options);
		}

		/**
		 * Makes it and logs in with it.
		 * @param more options in pairs, then the command
		 */
		OpenSsh.Result present(String... more) throws Exception {
			return presentTo(server.port(), more);
		}

		OpenSsh.Result presentTo(int port, String... more) throws Exception {
			List<String> arguments = new ArrayList<>(List.of("-s", file(this.authority), "-I", this.id));
			arguments.addAll(this.options);
			arguments.add(file(this.key + ".pub"));
			keygen(arguments.toArray(String[]::new));
			List<String> line = new ArrayList<>(
					List.of("-i", file(this.key), "-o", "CertificateFile=" + file(this.key + "-cert.pub")));
			line.addAll(List.of(more));
			return openSsh.run(port, line.toArray(String[]::new));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
