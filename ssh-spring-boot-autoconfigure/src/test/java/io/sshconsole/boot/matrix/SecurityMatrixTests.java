package io.sshconsole.boot.matrix;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshLoginUnavailableException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Whoever the users of an application are, web or not, with or without the security that
 * Spring Boot configures: the same ones come in by SSH, and nobody else.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecurityMatrixTests {

	private static final Pattern GENERATED = Pattern.compile("Using generated SSH password for user 'user': (\\S+)");

	@TempDir
	private static Path directory;

	@BeforeAll
	static void needsClassPath() {
		HostApplication.assumeClassPath();
	}

	static List<HostApplication> withUsers() {
		return HostApplication.all(Users.ONE_STORE, Users.MANAGER, Users.PROVIDER, Users.LDAP);
	}

	static List<HostApplication> withSeveralStores() {
		return HostApplication.all(Users.SEVERAL_STORES);
	}

	static List<HostApplication> withoutUsers() {
		return HostApplication.all(Users.NONE);
	}

	@ParameterizedTest
	@MethodSource("withUsers")
	void usersOfTheApplicationComeInAndNobodyElse(HostApplication application, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(application)) {
			assertThat(login(context, "ada", "secret")).get()
				.satisfies((user) -> assertThat(user.getName()).isEqualTo("ada"))
				.satisfies((user) -> assertThat(user.getAuthorities()).extracting("authority").contains("read"));
			assertThat(login(context, "ada", "wrong")).isEmpty();
			assertThat(login(context, "ada", "")).isEmpty();
			assertThat(login(context, "bob", "secret")).isEmpty();
			assertThat(login(context, "user", "boot")).isEmpty();
			assertThat(output).doesNotContainPattern(GENERATED);
		}
	}

	@ParameterizedTest
	@MethodSource("withSeveralStores")
	void severalStoresAreAnErrorAndNotAGuess(HostApplication application, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(application))
			.withStackTraceContaining(SshLoginUnavailableException.class.getName());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("of several beans of one type none is used unless it is primary")
			.doesNotContainPattern(GENERATED);
	}

	/**
	 * Spring Boot makes its own user only where there is a web server and the starter.
	 */
	@ParameterizedTest
	@MethodSource("withoutUsers")
	void withoutUsersThereIsOneGeneratedPasswordAndNotTwo(HostApplication application, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(application)) {
			Matcher generated = GENERATED.matcher(output);
			boolean bootHasUser = application.web() && application.security();
			assertThat(generated.find()).isEqualTo(!bootHasUser);
			assertThat(login(context, "user", bootHasUser ? "boot" : generated.group(1))).isPresent();
			assertThat(login(context, "user", bootHasUser ? "wrong" : "boot")).isEmpty();
			assertThat(login(context, "user", "")).isEmpty();
		}
	}

	private static ConfigurableApplicationContext run(HostApplication application) {
		return application.run(true, "ssh-console.host-key-directory=" + directory,
				"spring.security.user.password=boot");
	}

	private static Optional<Authentication> login(ConfigurableApplicationContext context, String user,
			String password) {
		return context.getBean(SshAuthenticationBridge.class)
			.authenticatePassword(user, password, new SshAuthenticationDetails("127.0.0.1", "1", "SSH-2.0-test"));
	}

}
