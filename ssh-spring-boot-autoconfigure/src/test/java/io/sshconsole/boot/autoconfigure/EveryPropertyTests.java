package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.sshconsole.boot.FreePort;
import io.sshconsole.boot.approval.Approvals;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshFileRoots;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.recording.AsciicastRecorder;
import io.sshconsole.boot.security.LoginThrottle;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshInteractiveAuthenticator;
import io.sshconsole.boot.security.SshInteractiveAuthenticators;
import io.sshconsole.boot.server.SpringServerInterfaceFactory;
import io.sshconsole.boot.server.SshServerGracefulShutdown;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.server.SshTasks;
import io.sshconsole.boot.shell.SshShellBanner;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.transport.TransportConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * No property is dead: each changes what can be seen of the running server. A property
 * that is new fails here until it has a value in this test.
 */
class EveryPropertyTests {

	private static final String USER = "ssh-console.users.ada.";

	private static final Authentication SUPPORTER = UsernamePasswordAuthenticationToken.authenticated("ada", null,
			AuthorityUtils.createAuthorityList("ROLE_SUPPORT"));

	private static final String COMMAND = "ssh-console.commands.help.";

	private static final SshAuthenticationDetails DETAILS = new SshAuthenticationDetails("127.0.0.1", "1",
			"SSH-2.0-test");

	private static final String AUTHORITY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPKNDO+ixBTj9aaFiMRs1VhKkxF15p7o2HWKpgDIwVM0 authority";

	/**
	 * A certificate of that authority for ada, without end.
	 */
	private static final String CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com "
			+ "AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIGdoUpoMadwpU/pIeRi6qncqNpc7B4KTM+ev"
			+ "/wSU4EoiAAAAIN2pbmaoQMnCMqqQDwxsiTM1x1BRKRavCdg0ajUkLpgJAAAAAAAAAAAAAAABAAAAA2FkYQAAAAcA"
			+ "AAADYWRhAAAAAAAAAAD//////////wAAAAAAAACCAAAAFXBlcm1pdC1YMTEtZm9yd2FyZGluZwAAAAAAAAAXcGVy"
			+ "bWl0LWFnZW50LWZvcndhcmRpbmcAAAAAAAAAFnBlcm1pdC1wb3J0LWZvcndhcmRpbmcAAAAAAAAACnBlcm1pdC1w"
			+ "dHkAAAAAAAAADnBlcm1pdC11c2VyLXJjAAAAAAAAAAAAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIPKNDO+ixBTj9aaF"
			+ "iMRs1VhKkxF15p7o2HWKpgDIwVM0AAAAUwAAAAtzc2gtZWQyNTUxOQAAAECP0HLPy0WqcJeIX2YDE762DtaCNQnG"
			+ "eWW08ZNAhm71bG+EQuCwh8VvDJKPTDBTa0Ub+kceNLu27peC1nC70/AF";

	private static final Map<String, String> values = new HashMap<>();

	@TempDir
	private static Path directory;

	private static SshPublicKey listedKey;

	private static SshPublicKey filedKey;

	/**
	 * A key in a file that everybody can write.
	 */
	private static SshPublicKey looseKey;

	private static SshPublicKey certificate;

	private static Map<String, Object> usual;

	@BeforeAll
	static void collectValues() throws IOException {
		listedKey = HostKeys.generate().publicKey();
		filedKey = HostKeys.generate().publicKey();
		looseKey = HostKeys.generate().publicKey();
		certificate = SshPublicKey.fromAuthorizedKey(CERTIFICATE);
		HostKeys.loadOrGenerate(directory.resolve("other"));
		Path usersFile = Files.writeString(directory.resolve("users"),
				"bob:" + PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("secret") + ":read");
		Path authorities = Files.writeString(directory.resolve("authorities"), AUTHORITY);
		Path revoked = Files.writeString(directory.resolve("revoked"), listedKey.toAuthorizedKey("listed"));
		Files.writeString(directory.resolve("ada.keys"), filedKey.toAuthorizedKey("filed"));
		Path loose = Files.writeString(directory.resolve("ada.loose"), looseKey.toAuthorizedKey("loose"));
		Files.setPosixFilePermissions(loose, PosixFilePermissions.fromString("rw-rw-rw-"));
		value("enabled", "false");
		value("address", "::1");
		value("port", String.valueOf(FreePort.find()));
		value("banner", "Hello");
		value("host-keys", directory.resolve("other/ssh_host_ed25519_key").toString());
		value("host-key-directory", directory.resolve("other").toString());
		value("start", "when-ready");
		value("shutdown", "immediate");
		value("algorithms.profile", "compatible");
		value("algorithms.kex", "curve25519-sha256");
		value("algorithms.host-key", "ssh-ed25519");
		value("algorithms.cipher", "aes256-gcm@openssh.com");
		value("algorithms.mac", "hmac-sha2-256-etm@openssh.com");
		value("algorithms.public-key", "ssh-ed25519");
		value("authentication.methods", "password");
		value("authentication.required", "publickey,password");
		value("authentication.required-authority", "ROLE_NOBODY");
		value("authentication.users-file", usersFile.toString());
		value("authentication.authorized-keys", directory + "/{user}.keys");
		value("authentication.trusted-user-ca-keys", authorities.toString());
		value("authentication.revoked-keys", revoked.toString());
		value("authentication.strict-modes", "false");
		value("authentication.max-attempts", "3");
		value("authentication.max-requests", "17");
		value("approval.time-limit", "7s");
		value("approval.max-pending", "7");
		value("approval.max-pending-per-user", "3");
		value("limits.login-grace-time", "7s");
		value("limits.max-connections", "7");
		value("limits.max-unauthenticated", "7");
		value("limits.unauthenticated-refusal-rate", "70");
		value("limits.unauthenticated-refusal-all", "70");
		value("limits.max-unauthenticated-per-source", "7");
		value("limits.max-sessions-per-connection", "7");
		value("limits.idle-timeout", "7s");
		value("limits.unused-timeout", "7s");
		values.put("ssh-console.limits.channel-timeout", "ssh-console.limits.channel-timeout.session=7s");
		value("limits.keep-alive-interval", "7s");
		value("limits.keep-alive-max-missed", "7");
		value("limits.rekey-after", "7MB");
		value("limits.rekey-after-packets", "700");
		value("limits.rekey-interval", "7m");
		value("limits.key-exchange-timeout", "7s");
		value("limits.max-rekeys-per-minute", "7");
		value("limits.max-packet-size", "70KB");
		value("limits.max-data-before-authentication", "70KB");
		value("limits.max-pending-answers", "70");
		value("limits.answer-timeout", "7s");
		value("limits.max-stray-replies", "7");
		value("limits.max-username-length", "7");
		value("limits.max-environment-variables", "7");
		value("limits.max-environment-length", "7");
		value("limits.max-command-length", "7");
		value("limits.penalty.authentication-failure", "7s");
		value("limits.penalty.grace-exceeded", "7s");
		value("limits.penalty.no-authentication", "7s");
		value("limits.penalty.threshold", "7s");
		value("limits.penalty.max", "7s");
		value("limits.penalty.exempt-loopback", "false");
		value("limits.penalty.max-sources", "7");
		value("throttle.enabled", "false");
		value("throttle.delay-after", "7");
		value("throttle.block-after", "7");
		value("throttle.block-time", "7s");
		value("throttle.max-block-time", "7m");
		value("throttle.window", "7m");
		value("throttle.ipv6-prefix", "56");
		value("throttle.max-entries", "7");
		value("throttle.exempt-loopback", "false");
		value("throttle.authority", "ROLE_SUPPORT");
		value("break-glass.enabled", "false");
		value("break-glass.authority", "ROLE_NOBODY");
		value("break-glass.max-time", "7m");
		value("execution.time-limit", "7s");
		value("execution.stacktrace-authority", "ROLE_SUPPORT");
		value("execution.adopt", "false");
		value("sessions.authority", "ROLE_SUPPORT");
		value("shell.prompt", "$ ");
		value("shell.continuation-prompt", "... ");
		value("shell.edit-mode", "vi");
		value("shell.history-size", "7");
		values.put("ssh-console.sftp.roots", "ssh-console.sftp.roots.logs.path=" + directory);
		value("output.colour", "never");
		value("shell.history-directory", directory.resolve("history").toString());
		value("shell.banner", "none");
		value("shell.idle-warning", "7s");
		values.put("ssh-console.commands", COMMAND + "authority=ROLE_NOBODY");
		values.put(COMMAND + "authority", COMMAND + "authority=ROLE_NOBODY");
		values.put(COMMAND + "approval", "ssh-console.commands.clear.approval=ROLE_SUPPORT");
		value("recording.directory", directory.resolve("other-recordings").toString());
		value("recording.required", "true");
		value("recording.users", "bob");
		value("recording.authorities", "ROLE_ADMIN");
		value("recording.max-size", "7MB");
		value("recording.max-age", "7d");
		value("recording.max-total-size", "7MB");
		value("recording.mask", "card=[0-9]{4,16}");
		values.put("ssh-console.users", "ssh-console.users.bob.password=secret");
		values.put(USER + "password", USER + "password=other");
		values.put(USER + "roles", USER + "roles=ADMIN");
		values.put(USER + "authorities", USER + "authorities=read");
		values.put(USER + "authorized-keys", USER + "authorized-keys=" + filedKey.toAuthorizedKey("filed"));
		values.put(USER + "totp-secret", USER + "totp-secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
		usual = observe();
	}

	private static void value(String name, String value) {
		values.put("ssh-console." + name, "ssh-console." + name + "=" + value);
	}

	static Stream<String> names() {
		return Stream
			.of(ConfigurationMetadata.properties().stream().map(ConfigurationMetadata.Property::name),
					names(SshConsoleUser.class, USER), names(SshConsoleCommand.class, COMMAND))
			.flatMap((names) -> names);
	}

	private static Stream<String> names(Class<?> properties, String prefix) {
		return Arrays.stream(properties.getRecordComponents())
			.map(RecordComponent::getName)
			.map((name) -> prefix + DataObjectPropertyName.toDashedForm(name));
	}

	@ParameterizedTest
	@MethodSource("names")
	void changesTheRunningServer(String name) {
		assertThat(values).containsKey(name);
		assertThat(observe(values.get(name))).isNotEqualTo(usual);
	}

	private static Map<String, Object> observe(String... properties) {
		Map<String, Object> observed = new TreeMap<>();
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SshServerAutoConfiguration.class, SshShellAutoConfiguration.class,
					SshBreakGlassAutoConfiguration.class, SshApprovalAutoConfiguration.class,
					SshSessionsAutoConfiguration.class, SshCommandAutoConfiguration.class,
					SshExecutionAutoConfiguration.class, SshSecurityAutoConfiguration.class,
					SshThrottleAutoConfiguration.class, LifecycleAutoConfiguration.class))
			.withBean(Adopted.class)
			.withPropertyValues("ssh-console.port=0", "ssh-console.host-key-directory=" + directory.resolve("host"),
					USER + "password=secret", USER + "authorized-keys=" + listedKey.toAuthorizedKey("listed"))
			.withPropertyValues("ssh-console.authentication.authorized-keys=" + directory + "/{user}.loose",
					"ssh-console.recording.directory=" + directory.resolve("recordings"),
					"ssh-console.break-glass.enabled=true", "ssh-console.break-glass.authority=ROLE_SUPPORT")
			.withPropertyValues(properties)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				observe(context, observed);
			});
		return observed;
	}

	private static void observe(AssertableApplicationContext context, Map<String, Object> observed) {
		if (context.getBeanNamesForType(SshServerLifecycle.class).length == 0) {
			return;
		}
		SshServer server = context.getBean(SshServerLifecycle.class).server().orElse(null);
		if (server == null) {
			observed.put("listens", false);
			return;
		}
		int port = server.port();
		observed.put("port", values.containsValue("ssh-console.port=" + port));
		observed.put("address", server.address().getAddress());
		observed.put("host keys", server.hostKeys());
		observed.put("limits", server.limits());
		observed.put("required", server.methodChains());
		observed.put("dialogues",
				context.getBean(SshInteractiveAuthenticators.class)
					.all()
					.stream()
					.map(SshInteractiveAuthenticator::name)
					.toList());
		TransportConfig config = server.config();
		observed.put("algorithms", config.algorithms());
		observed.put("transport",
				Stream
					.of(config.rekeyAfter(), config.rekeyAfterPackets(), config.rekeyInterval(),
							config.keyExchangeTimeout(), config.maxRekeysPerMinute(), config.maxPacketSize(),
							config.maxBytesBeforeAuthentication(), config.maxPendingAnswers(), config.answerTimeout())
					.toList());
		observed.put("throttle", context.getBean(LoginThrottle.class).policy());
		observed.put("shutdown", context.getBean(SshServerGracefulShutdown.class).isAutoStartup());
		observed.put("files", context.getBean(SshFileRoots.class));
		observed.put("colours", context.getBean(SshTasks.class).colours());
		observed.put("time limit", context.getBean(SshLineRunner.class).timeLimit());
		observed.put("shell", context.getBean(SshShellSettings.class));
		observed.put("stack trace",
				context.getBean(SshLineRunner.class).start("help --stacktrace", supporter()).await().status());
		Approvals approvals = context.getBean(Approvals.class);
		observed.put("approvals",
				List.of(approvals.timeLimit(), approvals.maxPending(), approvals.maxPendingPerUser()));
		observed.put("commands",
				context.getBean(SshCommandExecutor.class)
					.permitted(SUPPORTER)
					.stream()
					.map(SshCommandDefinition::name)
					.toList());
		observed.put("sessions of others",
				context.getBean(SshLineRunner.class).start("sessions message all hello", supporter()).await().status());
		observed.put("break-glass",
				context.getBean(SshLineRunner.class)
					.start("break-glass issue bob --from 192.0.2.1 --for 10m", supporter())
					.await()
					.status());
		StringWriter shellBanner = new StringWriter();
		context.getBean(SshShellBanner.class)
			.print(mock(SshSession.class), mock(SshTerminal.class), new PrintWriter(shellBanner));
		observed.put("shell banner", shellBanner.toString());
		observed.put("banner",
				context.getBean(SpringServerInterfaceFactory.class).apply(mock(Transport.class)).getBanner());
		observed.put("recording", context.getBean(AsciicastRecorder.class).settings());
		observe(context.getBean(SshAuthenticationBridge.class), observed);
	}

	private static SshCommandContextBuilder supporter() {
		return SshCommandContext.builder(new SshSession("c1", "ada", SUPPORTER));
	}

	private static void observe(SshAuthenticationBridge bridge, Map<String, Object> observed) {
		observed.put("methods", bridge.methods());
		for (String user : new String[] { "ada", "bob" }) {
			Optional<Authentication> authentication = bridge.authenticatePassword(user, "secret", DETAILS);
			observed.put("password of " + user,
					authentication.map((login) -> login.getAuthorities()
						.stream()
						.map((authority) -> authority.getAuthority())
						.sorted()
						.toList()));
		}
		for (SshPublicKey key : new SshPublicKey[] { listedKey, filedKey, looseKey, certificate }) {
			observed.put("key " + key, bridge.isPublicKeyAcceptable("ada", key, DETAILS));
		}
	}

	@Command(name = "adopted")
	static class Adopted implements Runnable {

		@Override
		public void run() {
		}

	}

}
