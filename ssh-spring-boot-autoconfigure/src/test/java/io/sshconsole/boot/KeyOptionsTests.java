package io.sshconsole.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.OpenSsh.Result;
import org.junit.jupiter.api.BeforeAll;
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
 * What options in front of a key do, in files and in properties, with the {@code ssh}
 * command.
 */
@OpenSshTest(classes = SshConsoleTests.Application.class,
		properties = { "ssh-console.users.admin.roles=ADMIN", "ssh-console.users.robot.roles=ROBOT" })
@ExtendWith(OutputCaptureExtension.class)
class KeyOptionsTests {

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.authentication.authorized-keys", () -> directory.resolve("keys") + "/{user}");
		registry.add("ssh-console.users.robot.authorized-keys[0]",
				() -> "restrict,command=\"fail 7\" " + OpenSsh.publicKey(key));
	}

	@BeforeAll
	static void generateKeys() throws IOException {
		key = OpenSsh.generateKey(directory, "key");
		Files.createDirectory(directory.resolve("keys"));
	}

	@Test
	void forcedCommandRunsInsteadOfAllThatIsAskedFor() throws Exception {
		authorize("command=\"environment\" ");
		assertThat(login().run("fail", "7").out()).contains("SSH_ORIGINAL_COMMAND=fail 7");
		assertThat(login().with("-T").input("fail 7\n").run()).satisfies((shell) -> {
			assertThat(shell.out()).isEqualTo("{}");
			assertThat(shell.status()).isZero();
		});
		assertThat(login().with("-s").run("sftp").out()).contains("SSH_ORIGINAL_COMMAND=sftp");
	}

	@Test
	void originalCommandCannotBeForged() throws Exception {
		authorize("command=\"environment\" ");
		assertThat(login().with("-o", "SetEnv=SSH_ORIGINAL_COMMAND=forged LC_ALL=C").run("true").out())
			.contains("SSH_ORIGINAL_COMMAND=true", "LC_ALL=C")
			.doesNotContain("forged");
	}

	@Test
	void forcedCommandIsParsedAndConvertedLikeAnyOther() throws Exception {
		authorize("command=\"fail '7'\" ");
		Result result = login().with("-q").run("whoami");
		assertThat(result.status()).isEqualTo(7);
		assertThat(result.err()).isEqualTo("failed on purpose\n");
	}

	@Test
	void forcedCommandHasTheAuthoritiesOfItsUserOnly() throws Exception {
		Files.writeString(directory.resolve("keys/admin"), "command=\"admin-only\" " + OpenSsh.publicKey(key));
		assertThat(login().run("whoami").out()).isEqualTo("you are\n");
		Path robots = OpenSsh.generateKey(directory, "robots");
		Files.writeString(directory.resolve("keys/robot"), "command=\"admin-only\" " + OpenSsh.publicKey(robots));
		Result result = this.ssh.key("robot", robots).run("whoami");
		assertThat(result.status()).isEqualTo(126);
		assertThat(result.out()).isEmpty();
	}

	@Test
	void optionsOfAKeyInThePropertiesHold() throws Exception {
		assertThat(this.ssh.key("robot", key).run("whoami").status()).isEqualTo(7);
		assertThat(this.ssh.key("robot", key).with("-tt").run("whoami").err())
			.contains("PTY allocation request failed");
	}

	@Test
	void keyMayBeUsedOnlyFromWhereItsOptionSays(CapturedOutput output) throws Exception {
		authorize("from=\"192.0.2.0/24,!127.0.0.1\" ");
		login().run("whoami").assertRefused();
		assertThat(output).contains("Key of 'admin'", "not from 127.0.0.1");
		authorize("from=\"192.0.2.1,127.0.0.0/8\" ");
		assertThat(login().run("whoami").status()).isZero();
	}

	@Test
	void keyThatHasExpiredOpensNothing(CapturedOutput output) throws Exception {
		authorize("expiry-time=\"20200101Z\" ");
		login().run("whoami").assertRefused();
		assertThat(output).contains("it expired at 2020-01-01T00:00:00Z");
		authorize("expiry-time=\"29990101Z\" ");
		assertThat(login().run("whoami").status()).isZero();
	}

	@Test
	void terminalNeedsAPermission() throws Exception {
		for (String options : List.of("no-pty ", "restrict ")) {
			authorize(options);
			assertThat(login().with("-tt").run("whoami").err()).contains("PTY allocation request failed");
			assertThat(login().run("whoami").out()).startsWith("admin ");
		}
		authorize("restrict,pty ");
		assertThat(login().with("-tt").run("whoami").err()).doesNotContain("PTY allocation request failed");
	}

	@Test
	void variablesOfAKeyReachItsCommandsAndCannotBeChanged() throws Exception {
		authorize("environment=\"TEAM=roastery\",environment=\"LC_ALL=C\" ");
		assertThat(login().with("-o", "SetEnv=LC_ALL=forged").run("environment").out())
			.contains("TEAM=roastery", "LC_ALL=C")
			.doesNotContain("forged");
	}

	@Test
	void optionsAboutForwardingAndSecurityKeysAreUnderstood(CapturedOutput output) throws Exception {
		authorize("permitopen=\"db.internal:5432\",permitlisten=\"8080\",verify-required,no-touch-required,no-user-rc,"
				+ "no-agent-forwarding,no-X11-forwarding,no-port-forwarding ");
		assertThat(login().run("whoami").status()).isZero();
		assertThat(output).doesNotContain("Skipped line");
	}

	@Test
	void lineThatCannotBeReadIsWarnedOfOnceAndHasNoEffectOnTheOthers(CapturedOutput output) throws Exception {
		Path other = OpenSsh.generateKey(directory, "other");
		write("# comment", "frobnicate " + OpenSsh.publicKey(other), "no key at all", OpenSsh.publicKey(key));
		assertThat(login().run("whoami").status()).isZero();
		this.ssh.key("admin", other).run("whoami").assertRefused();
		String file = directory.resolve("keys/admin").toString();
		assertThat(output.toString().lines().filter((line) -> line.contains("Skipped line"))).hasSize(2)
			.allMatch((line) -> line.contains("WARN"))
			.anyMatch((line) -> line.contains("line 2 of " + file) && line.contains("frobnicate"))
			.anyMatch((line) -> line.contains("line 3 of " + file));
	}

	@Test
	void authorityOfAFileVouchesForItsUserOrForThePrincipalsItNames() throws Exception {
		Path authority = OpenSsh.generateKey(directory, "authority");
		Path certified = OpenSsh.generateKey(directory, "certified");
		OpenSsh.keygen("-q", "-s", authority.toString(), "-I", "id", "-n", "ops", certified + ".pub");
		write("cert-authority " + OpenSsh.publicKey(authority));
		this.ssh.key("admin", certified).run("whoami").assertRefused();
		write("cert-authority,principals=\"devs,ops\",command=\"environment\" " + OpenSsh.publicKey(authority));
		assertThat(this.ssh.key("admin", certified).run("whoami").out()).contains("SSH_ORIGINAL_COMMAND=whoami");
		this.ssh.key("robot", certified).run("whoami").assertRefused();
	}

	private Login login() {
		return this.ssh.key("admin", key);
	}

	private static void authorize(String options) throws IOException {
		write(options + OpenSsh.publicKey(key));
	}

	private static void write(String... lines) throws IOException {
		Files.write(directory.resolve("keys/admin"), new ArrayList<>(List.of(lines)));
	}

}
