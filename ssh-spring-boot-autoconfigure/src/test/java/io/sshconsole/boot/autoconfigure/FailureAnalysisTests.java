package io.sshconsole.boot.autoconfigure;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.sshconsole.boot.TestProperties;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a user reads when the application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@TempDir
	private Path directory;

	@Test
	void portInUse(CapturedOutput output) throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			fail("ssh-console.port=" + socket.getLocalPort());
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("The SSH server cannot listen on port " + socket.getLocalPort() + ": it is already in use.")
				.contains("set 'ssh-console.port' to another port");
		}
	}

	@Test
	void addressThatIsNotOurs(CapturedOutput output) {
		fail("ssh-console.address=192.0.2.1", "ssh-console.users.ada.password=secret");
		assertThat(output).contains("cannot listen on 192.0.2.1: this machine has no such address.")
			.doesNotContain("already in use");
	}

	@Test
	void generatedPasswordOnANetwork(CapturedOutput output) {
		fail("ssh-console.address=0.0.0.0");
		assertThat(output).contains("The SSH server would listen on 0.0.0.0, but nobody can log in")
			.contains("ssh-console.users.<name>.password")
			.doesNotContain("Using generated");
	}

	@Test
	void noUsersForTheKeys(CapturedOutput output) {
		fail("ssh-console.authentication.authorized-keys=file:/etc/keys/{user}");
		assertThat(output).contains(
				"No user can log in by publickey or password or keyboard-interactive: there are no users for it.");
	}

	@Test
	void hostKeyThatIsMissing(CapturedOutput output) {
		fail("ssh-console.host-keys=file:" + this.directory + "/missing");
		assertThat(output).contains("The SSH host key 'file:" + this.directory + "/missing' cannot be used")
			.contains("ssh-keygen");
	}

	@Test
	void hostKeyThatIsNoKey(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("garbage"), "garbage");
		fail("ssh-console.host-keys=" + file);
		assertThat(output).contains("The SSH host key '" + file + "' cannot be used");
	}

	@Test
	void locationOfKeysForEverybody(CapturedOutput output) {
		fail("ssh-console.authentication.authorized-keys[0]=file:/etc/keys");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The value 'file:/etc/keys' of the property 'ssh-console.authentication.authorized-keys' is not"
					+ " valid: It must contain '{user}'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "trusted-user-ca-keys", "revoked-keys" })
	void fileOfKeysThatCannotBeRead(String name, CapturedOutput output) throws Exception {
		fail("ssh-console.authentication." + name + "=" + this.directory + "/missing");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("of the property 'ssh-console.authentication." + name + "' is not valid: It cannot be read");
	}

	@ParameterizedTest
	@ValueSource(strings = { "trusted-user-ca-keys", "revoked-keys" })
	void fileOfKeysWithALineThatIsNoKey(String name, CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("keys"), "# comment\ngarbage\n");
		fail("ssh-console.authentication." + name + "=" + file);
		assertThat(output).contains("APPLICATION FAILED TO START").contains("Line 2 of");
	}

	@Test
	void limitThatIsOutOfItsRange(CapturedOutput output) {
		fail("ssh-console.limits.max-packet-size=1MB");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(
					"The value '1048576B' of the property 'ssh-console.limits.max-packet-size' is not valid: It must be"
							+ " at most 256KB.");
	}

	@Test
	void unknownPropertyWithItsPlaceAndItsNeighboursButNotItsValue(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("application.properties"), """
				ssh-console.users.ada.pasword=top-secret
				ssh-console.limits.max-connection=5
				ssh-console.prot=2222
				""");
		fail("spring.config.location=" + file);
		assertThat(output).contains("There are properties that the SSH console does not know")
			.contains("ssh-console.users.ada.pasword (")
			.contains("known there: password, roles, authorities, authorized-keys")
			.contains("known there: login-grace-time, max-connections,")
			.contains("known there: enabled, address, port,")
			.contains("application.properties] - 2:35)")
			.doesNotContain("top-secret");
	}

	@Test
	void hashWithoutItsPrefixIsNotShown(CapturedOutput output) {
		fail("ssh-console.users.ada.password=$2a$10$abcdefghijklmnopqrstuv");
		assertThat(output).contains("ssh-console.users.ada.password' is not valid: A hash needs the name")
			.doesNotContain("abcdefghijklmnopqrstuv");
	}

	@Test
	void passwordThatIsTooLongIsNotShown(CapturedOutput output) {
		fail("ssh-console.users.ada.password=" + "x".repeat(73));
		assertThat(output).contains("ssh-console.users.ada.password' is not valid").doesNotContain("xxxxx");
	}

	@Test
	void twoCommandsOfTheSameName(CapturedOutput output) {
		fail(SameName.class, "ssh-console.users.ada.password=secret");
		assertThat(output).contains("Two commands have the name 'twice'")
			.contains("Correct the method with @SshCommand");
	}

	@Test
	void everyMistakeInTheCommandsAtOnce(CapturedOutput output) {
		fail(ManyMistakes.class, "ssh-console.users.ada.password=secret");
		assertThat(output).contains("Two commands have the name 'twice'")
			.contains("one()")
			.contains("two()")
			.contains("The default 'x' of the parameter 'count'")
			.contains("Correct the method with @SshCommand");
	}

	private void fail(String... properties) {
		fail(Application.class, properties);
	}

	private void fail(Class<?> application, String... properties) {
		String[] arguments = Arrays.stream(properties).map((property) -> "--" + property).toArray(String[]::new);
		assertThatException().isThrownBy(() -> new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties(TestProperties.ANY_PORT, TestProperties.HOST_KEY)
			.run(arguments)
			.close());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SameName {

		@SshCommand(name = "twice")
		void one() {
		}

		@SshCommand(name = "twice")
		void two() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ManyMistakes extends SameName {

		@SshCommand(name = "wrong")
		void wrong(@SshOption(defaultValue = "x") int count) {
		}

	}

}
