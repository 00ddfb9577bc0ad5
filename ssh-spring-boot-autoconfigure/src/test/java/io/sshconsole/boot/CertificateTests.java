package io.sshconsole.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.test.LocalSshPort;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates of users and of the host, made by {@code ssh-keygen} and used with the
 * {@code ssh} command.
 */
@OpenSshTest(classes = SshConsoleTests.Application.class,
		properties = { "ssh-console.users.admin.roles=ADMIN", "ssh-console.users.robot.roles=ROBOT" })
@ExtendWith(OutputCaptureExtension.class)
class CertificateTests {

	@TempDir
	private static Path directory;

	private static Path authority;

	private static Path key;

	private static Path plain;

	private static Path revoked;

	@LocalSshPort
	private int port;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.host-keys", () -> "file:" + directory.resolve("host"));
		registry.add("ssh-console.authentication.trusted-user-ca-keys", () -> "file:" + authority + ".pub");
		registry.add("ssh-console.authentication.revoked-keys", () -> revoked.toString());
		registry.add("ssh-console.users.admin.authorized-keys", () -> OpenSsh.publicKey(plain));
	}

	@BeforeAll
	static void generateKeys() {
		authority = OpenSsh.generateKey(directory, "authority");
		key = OpenSsh.generateKey(directory, "key");
		plain = OpenSsh.generateKey(directory, "plain");
		Path host = OpenSsh.generateKey(directory, "host");
		OpenSsh.keygen("-q", "-s", authority.toString(), "-h", "-I", "host", "-n", "127.0.0.1", host + ".pub");
		revoked = directory.resolve("revoked");
		// It has to be there when the server starts
		revoke("-z", "1");
	}

	@BeforeEach
	void revokeNothing() {
		revoke("-z", "1");
	}

	@Test
	void certificateOpensTheAccountsThatItNames() throws Exception {
		sign("-n", "admin,other");
		assertThat(login().run("whoami").out()).startsWith("admin ").contains("ROLE_ADMIN");
		this.ssh.key("robot", key).run("whoami").assertRefused();
	}

	@Test
	void certificateForNobodyOrForTheWrongPurposeOpensNothing() throws Exception {
		sign();
		login().run("whoami").assertRefused();
		sign("-h", "-n", "admin");
		login().run("whoami").assertRefused();
	}

	@Test
	void certificateIsGoodInItsTimeOnly(CapturedOutput output) throws Exception {
		sign("-n", "admin", "-V", "20200101:20200102");
		login().run("whoami").assertRefused();
		sign("-n", "admin", "-V", "+1d:+2d");
		login().run("whoami").assertRefused();
		assertThat(output).contains("Key of 'admin'", "it is not valid now");
	}

	@Test
	void certificateOfAnotherAuthorityOpensNothing() throws Exception {
		Path stranger = OpenSsh.generateKey(directory, "stranger");
		OpenSsh.keygen("-q", "-s", stranger.toString(), "-I", "id", "-n", "admin", key + ".pub");
		login().run("whoami").assertRefused();
		Files.delete(directory.resolve("stranger"));
		Files.delete(directory.resolve("stranger.pub"));
	}

	@Test
	void optionsOfACertificateHold() throws Exception {
		sign("-n", "admin", "-O", "force-command=environment", "-O", "no-pty");
		assertThat(login().run("whoami").out()).contains("SSH_ORIGINAL_COMMAND=whoami");
		assertThat(login().with("-tt").run("whoami").err()).contains("PTY allocation request failed");
		sign("-n", "admin", "-O", "source-address=192.0.2.0/24");
		login().run("whoami").assertRefused();
		sign("-n", "admin", "-O", "source-address=127.0.0.0/8");
		assertThat(login().run("whoami").status()).isZero();
	}

	@Test
	void certificateThatIsRevokedOpensNothingFromTheNextLoginOn() throws Exception {
		sign("-n", "admin", "-z", "7");
		assertThat(login().run("whoami").status()).isZero();
		Path serials = Files.writeString(directory.resolve("serials"), "serial: 7\n");
		revoke("-s", authority + ".pub", serials.toString());
		login().run("whoami").assertRefused();
	}

	@Test
	void keyThatIsRevokedOpensNothingAlthoughItIsListed(CapturedOutput output) throws Exception {
		assertThat(this.ssh.key("admin", plain).run("whoami").status()).isZero();
		revoke(plain + ".pub");
		this.ssh.key("admin", plain).run("whoami").assertRefused();
		assertThat(output).contains("is revoked");
	}

	@Test
	void noKeyOpensAnythingWhileTheRevokedOnesAreNotKnown(CapturedOutput output) throws Exception {
		Files.writeString(revoked, "garbage");
		this.ssh.key("admin", plain).run("whoami").assertRefused();
		assertThat(output).contains("Revoked keys could not be read, so no key is accepted");
		Files.delete(revoked);
		this.ssh.key("admin", plain).run("whoami").assertRefused();
	}

	@Test
	void hostPresentsItsCertificate() throws Exception {
		sign("-n", "admin");
		Path known = Files.writeString(directory.resolve("known"), "@cert-authority * " + OpenSsh.publicKey(authority));
		Login strict = login().with("-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + known);
		assertThat(strict.run("whoami").status()).isZero();
		Files.writeString(known, "@cert-authority * " + OpenSsh.publicKey(plain));
		assertThat(strict.run("whoami").err()).contains("Host key verification failed");
	}

	@Test
	void hostKeyWithoutItsCertificateIsOfferedAsWell() throws Exception {
		Path known = Files.writeString(directory.resolve("known"),
				"[127.0.0.1]:" + this.port + " " + OpenSsh.publicKey(directory.resolve("host")));
		assertThat(this.ssh.key("admin", plain)
			.with("-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + known, "-o",
					"HostKeyAlgorithms=ssh-ed25519")
			.run("whoami")
			.status()).isZero();
	}

	private Login login() {
		return this.ssh.key("admin", key);
	}

	private static void sign(String... options) {
		keygen(new String[] { "-q", "-s", authority.toString(), "-I", "id" }, options, key + ".pub");
	}

	private static void revoke(String... arguments) {
		keygen(new String[] { "-q", "-k", "-f", revoked.toString() }, arguments);
	}

	private static void keygen(String[] first, String[] second, String... third) {
		OpenSsh.keygen(Stream.of(first, second, third).flatMap(Stream::of).toArray(String[]::new));
	}

}
