package io.sshconsole.boot.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.ssh.IdleLimits;
import io.sshconsole.ssh.PenaltyPolicy;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SshConsoleProperties}.
 */
class SshConsolePropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Configuration.class);

	@Test
	void defaultsAreSafe() {
		SshConsoleProperties properties = bind();
		assertThat(properties.enabled()).isTrue();
		assertThat(properties.address().isLoopbackAddress()).isTrue();
		assertThat(properties.port()).isEqualTo(2222);
		assertThat(properties.banner()).isNull();
		assertThat(properties.hostKeys()).isEmpty();
		assertThat(properties.hostKeyDirectory()).isEqualTo(Path.of(".ssh-console"));
		assertThat(properties.shutdown()).isEqualTo(SshConsoleProperties.Shutdown.GRACEFUL);
		assertThat(properties.authentication().methods()).containsExactly(SshAuthenticationMethod.PUBLICKEY,
				SshAuthenticationMethod.PASSWORD, SshAuthenticationMethod.KEYBOARD_INTERACTIVE);
		assertThat(properties.authentication().required()).isEmpty();
		assertThat(properties.authentication().requiredAuthority()).isNull();
		assertThat(properties.authentication().authorizedKeys()).isEmpty();
		assertThat(properties.authentication().maxAttempts()).isEqualTo(6);
		assertThat(properties.users()).isEmpty();
		assertThat(properties.limits().loginGraceTime()).isEqualTo(Duration.ofSeconds(30));
		assertThat(properties.limits().maxConnections()).isEqualTo(100);
		assertThat(properties.limits().maxUnauthenticated()).isEqualTo(10);
		assertThat(properties.limits().maxSessionsPerConnection()).isEqualTo(10);
		assertThat(properties.limits().idleTimeout()).isEqualTo(Duration.ofMinutes(30));
		assertThat(properties.limits().idle()).isEqualTo(IdleLimits.DEFAULT);
		assertThat(properties.limits().rekeyAfter()).isEqualTo(DataSize.ofGigabytes(1));
		assertThat(properties.limits().rekeyInterval()).isEqualTo(Duration.ofHours(1));
		assertThat(properties.shell().prompt()).isEqualTo("{application}> ");
		assertThat(properties.shell().historySize()).isEqualTo(500);
		assertThat(properties.output().colour()).isEqualTo(ColourMode.AUTO);
	}

	@Test
	void algorithmsAreThoseOfTheModernProfile() {
		assertThat(bind().algorithms().preferences()).isEqualTo(AlgorithmPreferences.MODERN);
		assertThat(bind("algorithms.profile=compatible").algorithms().preferences())
			.isEqualTo(AlgorithmPreferences.COMPATIBLE);
	}

	@Test
	void listsOfAlgorithmsReplaceOrEditThoseOfTheProfile() {
		AlgorithmPreferences preferences = bind("algorithms.kex=curve25519-sha256", "algorithms.cipher=-aes*-ctr",
				"algorithms.mac=^hmac-sha2-256,hmac-sha2-512")
			.algorithms()
			.preferences();
		assertThat(preferences.kex()).containsExactly("curve25519-sha256");
		assertThat(preferences.ciphers()).isNotEmpty().noneMatch((name) -> name.endsWith("-ctr"));
		assertThat(preferences.macs()).startsWith("hmac-sha2-256", "hmac-sha2-512")
			.containsAll(AlgorithmPreferences.MODERN.macs());
	}

	@Test
	void unknownAlgorithmNamesTheKnownOnes() {
		SshConsoleAlgorithms algorithms = bind("algorithms.kex=curve25519,sha1").algorithms();
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(algorithms::preferences)
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("ssh-console.algorithms.kex");
				assertThat(ex.getReason()).contains("'curve25519'", "curve25519-sha256");
			});
	}

	@Test
	void penaltiesCanBeSetAndSwitchedOff() {
		PenaltyPolicy policy = bind("limits.penalty.authentication-failure=1m").limits().penalty().policy();
		assertThat(policy.authenticationFailure()).isEqualTo(Duration.ofMinutes(1));
		assertThat(policy.graceExceeded()).isEqualTo(PenaltyPolicy.DEFAULT.graceExceeded());
		assertThat(bind("limits.penalty.max=0").limits().penalty().policy().max()).isZero();
	}

	@Test
	void everythingCanBeSet() {
		SshConsoleProperties properties = bind("enabled=false", "address=0.0.0.0", "port=0", "banner=Hello",
				"host-keys=file:/a,base64:Yg==", "host-key-directory=/keys", "shutdown=immediate",
				"authentication.methods=password", "authentication.required-authority=ROLE_ADMIN",
				"authentication.authorized-keys=file:/keys/{user}", "authentication.max-attempts=3",
				"users.ada.password=secret", "users.ada.roles=ADMIN", "users.ada.authorities=a,b",
				"users.[ada.l].authorized-keys=ssh-ed25519 AAAA", "limits.login-grace-time=5",
				"limits.max-connections=1", "limits.max-unauthenticated=2", "limits.max-sessions-per-connection=3",
				"limits.idle-timeout=1h", "limits.unused-timeout=5m", "limits.channel-timeout.session=7s",
				"limits.channel-timeout.[auth-agent@openssh.com]=1m", "limits.rekey-after=1KB",
				"limits.rekey-interval=60", "shell.prompt=$ ", "shell.history-size=0", "output.colour=never");
		assertThat(properties.enabled()).isFalse();
		assertThat(properties.address().isAnyLocalAddress()).isTrue();
		assertThat(properties.hostKeys()).containsExactly("file:/a", "base64:Yg==");
		assertThat(properties.shutdown()).isEqualTo(SshConsoleProperties.Shutdown.IMMEDIATE);
		assertThat(properties.authentication().methods()).containsExactly(SshAuthenticationMethod.PASSWORD);
		assertThat(properties.users()).containsOnlyKeys("ada", "ada.l");
		assertThat(properties.users().get("ada").authorities()).containsExactly("a", "b");
		assertThat(properties.limits().loginGraceTime()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.limits().idle()).isEqualTo(new IdleLimits(Duration.ofHours(1), Duration.ofMinutes(5),
				Map.of("session", Duration.ofSeconds(7), "auth-agent@openssh.com", Duration.ofMinutes(1))));
		assertThat(properties.limits().rekeyInterval()).isEqualTo(Duration.ofMinutes(1));
		assertThat(properties.output().colour()).isEqualTo(ColourMode.NEVER);
	}

	@Test
	void textHidesPasswordsAndSecrets() {
		assertThat(bind("users.ada.password=top-secret", "users.ada.authorized-keys=ssh-ed25519 AAAA",
				"users.ada.totp-secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
			.toString()).contains("ada").doesNotContain("top-secret").doesNotContain("GEZDGNB");
	}

	@ParameterizedTest
	@CsvSource({ "port,-1", "port,65536", "authentication.methods,''", "authentication.required-authority,' '",
			"authentication.max-attempts,0", "limits.login-grace-time,0", "limits.login-grace-time,-1s",
			"limits.max-connections,0", "limits.max-unauthenticated,0", "limits.max-sessions-per-connection,-1",
			"limits.idle-timeout,-1s", "limits.unused-timeout,-1s", "limits.channel-timeout.session,999",
			"limits.channel-timeout.sesion,7s", "limits.answer-timeout,0", "limits.rekey-after,1023B",
			"limits.rekey-interval,0", "execution.time-limit,-1s", "sessions.authority,' '", "shell.history-size,-1",
			"authentication.max-requests,0", "limits.unauthenticated-refusal-rate,101",
			"limits.unauthenticated-refusal-all,9", "limits.max-unauthenticated-per-source,0",
			"limits.keep-alive-interval,-1s", "limits.keep-alive-max-missed,0", "limits.rekey-after,33GB",
			"limits.rekey-after-packets,15", "limits.rekey-after-packets,2147483649", "limits.key-exchange-timeout,0",
			"limits.max-rekeys-per-minute,0", "limits.max-packet-size,34999B", "limits.max-packet-size,257KB",
			"limits.max-data-before-authentication,63KB", "limits.max-pending-answers,15",
			"limits.max-stray-replies,-1", "limits.max-username-length,0", "limits.max-environment-variables,-1",
			"limits.max-environment-length,-1", "limits.max-command-length,0",
			"limits.penalty.authentication-failure,-1s", "limits.penalty.grace-exceeded,-1s",
			"limits.penalty.no-authentication,-1s", "limits.penalty.threshold,-1s", "limits.penalty.max,-1s",
			"limits.penalty.max-sources,0" })
	void valueOutOfRangeIsRefused(String name, String value) {
		assertInvalid("ssh-console." + name, Map.of(name, value));
	}

	@Test
	void scalarWithACommaIsOneChain() {
		assertThat(bind("authentication.required=publickey,password").authentication().required())
			.containsExactly("publickey,password");
		assertThat(bind("authentication.required=publickey,password  password,publickey").authentication().required())
			.containsExactly("publickey,password", "password,publickey");
		assertThat(bind("authentication.required[0]=publickey,password", "authentication.required[1]=password")
			.authentication()
			.required()).containsExactly("publickey,password", "password");
	}

	@ParameterizedTest
	@ValueSource(strings = { "publickey, password", "publickey ,password", ",", "publickey,,password", "pubkey", "none",
			"Password", "publickey,password;" })
	void chainThatMayMeanSomethingElseIsRefused(String required) {
		assertInvalid("ssh-console.authentication.required", Map.of("authentication.required", required));
		assertInvalid("ssh-console.authentication.required", Map.of("authentication.required[0]", required));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "secretsecretsecretsecret!" })
	void secretThatIsNoBase32OrTooShortIsRefusedWithoutBeingShown(String secret) {
		this.runner.withPropertyValues("ssh-console.users.ada.totp-secret=" + secret)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("ssh-console.users.ada.totp-secret");
					assertThat(ex.getValue()).isEqualTo("******");
				}));
	}

	@Test
	void chainWithoutMethodsIsRefused() {
		assertInvalid("ssh-console.authentication.required",
				Map.of("authentication.required[0]", "", "authentication.required[1]", "publickey,password"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "authentication.authorized-keys", "authentication.authorized-keys[0]" })
	void locationOfKeysWithoutUserIsRefused(String name) {
		assertInvalid("ssh-console.authentication.authorized-keys", Map.of(name, "file:/etc/keys"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "$2a$10$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=1", "$6$salt$hash", "" })
	void hashWithoutPrefixAndEmptyPasswordAreRefused(String password) {
		assertInvalid("ssh-console.users.ada.password", Map.of("users.ada.password", password));
	}

	@ParameterizedTest
	@ValueSource(strings = { "prot", "authentication.required-authorities", "limits.max-connection",
			"users.ada.pasword", "host-key.type", "client" })
	void unknownNameIsRefused(String name) {
		this.runner.withPropertyValues("ssh-console." + name + "=1")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(UnboundConfigurationPropertiesException.class));
	}

	private void assertInvalid(String name, Map<String, String> values) {
		List<String> pairs = values.entrySet()
			.stream()
			.map((entry) -> "ssh-console." + entry.getKey() + "=" + entry.getValue())
			.toList();
		this.runner.withPropertyValues(pairs.toArray(String[]::new))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo(name)));
	}

	/**
	 * Groups of which nothing is set are not bound, so their values stand in the code
	 * twice.
	 */
	@ParameterizedTest
	@MethodSource("groups")
	void groupOfWhichNothingIsSetIsWhatBindingWouldFind(RecordComponent group) throws ReflectiveOperationException {
		Object bound = new Binder(List.of(), null, ApplicationConversionService.getSharedInstance())
			.bindOrCreate("unset", Bindable.of(group.getType()));
		assertThat(group.getAccessor().invoke(bind())).isEqualTo(bound);
	}

	static Stream<RecordComponent> groups() {
		return Arrays.stream(SshConsoleProperties.class.getRecordComponents())
			.filter((component) -> component.getType().isRecord());
	}

	private SshConsoleProperties bind(String... pairs) {
		Map<String, SshConsoleProperties> bound = new HashMap<>();
		String[] prefixed = List.of(pairs).stream().map((pair) -> "ssh-console." + pair).toArray(String[]::new);
		this.runner.withPropertyValues(prefixed)
			.run((context) -> bound.put("it", context.getBean(SshConsoleProperties.class)));
		return bound.get("it");
	}

	@EnableConfigurationProperties(SshConsoleProperties.class)
	static class Configuration {

	}

}
