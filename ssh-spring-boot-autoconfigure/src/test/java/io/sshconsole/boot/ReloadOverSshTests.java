package io.sshconsole.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is changed while the application runs counts at the next log-in.
 */
class ReloadOverSshTests {

	@TempDir
	private Path directory;

	private Path keys;

	private Path users;

	private Path authorities;

	private ConfigurableApplicationContext context;

	private OpenSsh ssh;

	@BeforeEach
	void start() throws IOException {
		OpenSsh.requireInstalled();
		this.keys = Files.writeString(this.directory.resolve("ada.keys"), "");
		this.users = Files.writeString(this.directory.resolve("users"), user("ada", "secret"));
		this.authorities = Files.writeString(this.directory.resolve("authorities"), "");
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(TestProperties.ANY_PORT, TestProperties.HOST_KEY)
			.run("--ssh-console.authentication.users-file=" + this.users, "--ssh-console.users.cid.password=secret",
					"--ssh-console.authentication.authorized-keys=" + this.directory + "/{user}.keys",
					"--ssh-console.authentication.trusted-user-ca-keys=" + this.authorities);
		this.ssh = OpenSsh.client(this.context);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void users() throws Exception {
		assertThat(status(this.ssh.password("ada", "secret"))).isZero();
		assertThat(status(this.ssh.password("bob", "secret"))).isEqualTo(255);
		Files.writeString(this.users, user("bob", "secret"));
		assertThat(status(this.ssh.password("bob", "secret"))).isZero();
		assertThat(status(this.ssh.password("ada", "secret"))).isEqualTo(255);
	}

	@Test
	void userOfThePropertiesWhoGetsIntoTheFile() throws Exception {
		assertThat(status(this.ssh.password("cid", "secret"))).isZero();
		Files.writeString(this.users, user("cid", "secret") + user("bob", "secret"));
		assertThat(status(this.ssh.password("cid", "secret"))).isEqualTo(255);
		assertThat(status(this.ssh.password("bob", "secret"))).isZero();
	}

	@Test
	void keys() throws Exception {
		Path key = OpenSsh.generateKey(this.directory, "key");
		assertThat(status(this.ssh.key("ada", key))).isEqualTo(255);
		Files.writeString(this.keys, OpenSsh.publicKey(key));
		assertThat(status(this.ssh.key("ada", key))).isZero();
		Files.writeString(this.users, user("bob", "secret"));
		assertThat(status(this.ssh.key("ada", key))).isEqualTo(255);
	}

	@Test
	void authorities() throws Exception {
		Path authority = OpenSsh.generateKey(this.directory, "authority");
		Path key = OpenSsh.generateKey(this.directory, "certified");
		OpenSsh.keygen("-q", "-s", authority.toString(), "-I", "id", "-n", "ada", key + ".pub");
		assertThat(status(this.ssh.key("ada", key))).isEqualTo(255);
		Files.writeString(this.authorities, OpenSsh.publicKey(authority));
		assertThat(status(this.ssh.key("ada", key))).isZero();
		Files.writeString(this.authorities, "");
		assertThat(status(this.ssh.key("ada", key))).isEqualTo(255);
	}

	private static int status(OpenSsh.Login login) throws Exception {
		return login.run("help").status();
	}

	private static String user(String name, String password) {
		return name + ":" + PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(password) + ":read\n";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
