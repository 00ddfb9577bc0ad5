package io.sshconsole.boot.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshAuthenticator;
import io.sshconsole.boot.security.SshProof;
import io.sshconsole.boot.security.SshProofs;
import io.sshconsole.boot.security.SshPublicKeyAuthentication;
import io.sshconsole.boot.shell.CompletionValues;
import io.sshconsole.boot.shell.ShellNotices;
import io.sshconsole.boot.shell.SshRecorder;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import io.sshconsole.boot.shell.SshShells;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.auth.PasswordChangeRequest;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SpringServerInterface}.
 */
class SpringServerInterfaceTests {

	private final SshPublicKey key = HostKeys.generate().publicKey();

	private final KeyPermissions permissions = KeyPermissions.builder()
		.restrict()
		.verificationRequired(true)
		.forcedCommand("help")
		.build();

	private final Channel channel = mock(Channel.class);

	private @Nullable SshShells shells = new SshShells(mock(SshLineRunner.class), mock(SshCommandExecutor.class),
			mock(CompletionValues.class), (context) -> "> ", (session, terminal, out) -> {
			}, new ShellNotices(), null,
			new SshShellSettings("> ", "> ", EditMode.EMACS, 10, null, Duration.ZERO, Duration.ZERO));

	private final List<String> asked = new ArrayList<>();

	private final SpringServerInterface server = server(
			List.of(SshAuthenticationMethod.PUBLICKEY, SshAuthenticationMethod.PASSWORD));

	@Test
	void offersTheConfiguredMethodsToEverybody() {
		assertThat(this.server.getAllowedAuths("ada")).containsExactly("publickey", "password");
		assertThat(this.server.getAllowedAuths("nobody")).containsExactly("publickey", "password");
		assertThat(server(List.of(SshAuthenticationMethod.PASSWORD)).getAllowedAuths("ada"))
			.containsExactly("password");
	}

	@Test
	void passwordAndKeyDecide() {
		assertThat(this.server.checkAuthPassword("ada", "wrong")).isEqualTo(AuthResult.FAILED);
		assertThat(this.server.checkAuthPassword("ada", "secret")).isEqualTo(AuthResult.SUCCESSFUL);
		assertThat(this.server.checkAuthPublicKey("ada", this.key)).isEqualTo(AuthResult.SUCCESSFUL);
		assertThat(this.server.checkAuthPublicKey("ada", HostKeys.generate().publicKey())).isEqualTo(AuthResult.FAILED);
		assertThat(this.server.checkAuthNone("ada")).isEqualTo(AuthResult.FAILED);
	}

	@Test
	void credentialBurningByAnUnaskedChangeOfPasswordIsStopped() {
		assertThat(this.server.checkAuthPasswordChange("ada", "secret", "new")).isEqualTo(AuthResult.FAILED);
		assertThat(this.asked).isEmpty();
		assertThat(this.server.checkAuthPassword("ada", "expired")).isInstanceOf(PasswordChangeRequest.class);
		assertThat(this.server.checkAuthPasswordChange("ada", "secret", "new")).isEqualTo(AuthResult.FAILED);
		assertThat(this.asked).containsExactly("expired");
		assertThat(this.server.checkChannelRequest("session", 0)).isEqualTo(OpenResult.ADMINISTRATIVELY_PROHIBITED);
	}

	@Test
	void expiredPasswordIsChangedUntilSomethingElseIsTried() {
		this.server.checkAuthPassword("ada", "expired");
		assertThat(this.server.checkAuthPasswordChange("ada", "expired", "")).isInstanceOf(PasswordChangeRequest.class);
		assertThat(this.server.checkAuthPasswordChange("ada", "expired", "secret")).isEqualTo(AuthResult.SUCCESSFUL);
		this.server.checkAuthPassword("ada", "expired");
		this.server.checkAuthPublicKey("ada", HostKeys.generate().publicKey());
		assertThat(this.server.checkAuthPasswordChange("ada", "expired", "secret")).isEqualTo(AuthResult.FAILED);
	}

	@Test
	void permissionsAreThoseOfTheLastProof() {
		this.server.checkAuthPublicKey("ada", this.key);
		assertThat(this.server.permissions()).isEqualTo(this.permissions);
		this.server.checkAuthPassword("ada", "secret");
		assertThat(this.server.permissions()).isEqualTo(KeyPermissions.ALL);
	}

	@Test
	void nothingStartsBeforeTheLogin() {
		assertThat(this.server.checkChannelRequest("session", 0)).isEqualTo(OpenResult.ADMINISTRATIVELY_PROHIBITED);
		assertThat(this.server.isPublicKeyAcceptable("ada", this.key)).isTrue();
		assertThat(this.server.checkAuthPassword("ada", "wrong")).isEqualTo(AuthResult.FAILED);
		assertThat(this.server.checkChannelExecRequest(this.channel, "help")).isEmpty();
		assertThat(this.server.checkChannelShellRequest(this.channel)).isEmpty();
	}

	@Test
	void userMayRunCommandsAndShellsAndNothingElse() {
		this.server.checkAuthPassword("ada", "secret");
		assertThat(this.server.checkChannelRequest("session", 0)).isEqualTo(OpenResult.SUCCEEDED);
		assertThat(this.server.checkChannelExecRequest(this.channel, "help")).isPresent();
		assertThat(this.server.checkChannelShellRequest(this.channel)).isPresent();
		for (String kind : List.of("direct-tcpip", "x11", "auth-agent@openssh.com", "tun@openssh.com", "")) {
			assertThat(this.server.checkChannelRequest(kind, 0)).isEqualTo(OpenResult.ADMINISTRATIVELY_PROHIBITED);
		}
		assertThat(this.server.checkChannelSubsystemRequest(this.channel, "sftp")).isEmpty();
	}

	@Test
	void withoutShellsThereAreCommandsButNoTerminals() {
		assertThat(this.server.checkChannelPtyRequest(this.channel, mock())).isTrue();
		this.shells = null;
		SpringServerInterface commandsOnly = server(List.of(SshAuthenticationMethod.PASSWORD));
		commandsOnly.checkAuthPassword("ada", "secret");
		assertThat(commandsOnly.checkChannelExecRequest(this.channel, "help")).isPresent();
		assertThat(commandsOnly.checkChannelShellRequest(this.channel)).isEmpty();
		assertThat(commandsOnly.checkChannelPtyRequest(this.channel, mock())).isFalse();
	}

	@Test
	void failureAfterASuccessTakesTheUserBack() {
		this.server.checkAuthPassword("ada", "secret");
		this.server.checkAuthPassword("ada", "wrong");
		assertThat(this.server.checkChannelShellRequest(this.channel)).isEmpty();
	}

	@Test
	void factorsOfAllProofsAddUp() {
		this.server.checkAuthPublicKey("ada", this.key);
		this.server.checkAuthPassword("ada", "wrong");
		assertThat(this.server.session()).isNull();
		this.server.checkAuthPassword("ada", "secret");
		assertThat(factors()).containsExactlyInAnyOrder("FACTOR_SSH_PUBLICKEY", "FACTOR_PASSWORD");
		assertThat(proofs()).extracting(SshProof::method)
			.containsExactly(SshAuthenticationMethod.PUBLICKEY, SshAuthenticationMethod.PASSWORD);
	}

	@Test
	void factorOfAProofThatTheCoreRefusesIsForgotten() {
		this.server.checkAuthPublicKey("ada", this.key);
		this.server.forgetProof();
		assertThat(this.server.session()).isNull();
		this.server.checkAuthPassword("ada", "secret");
		assertThat(factors()).containsExactly("FACTOR_PASSWORD");
		assertThat(proofs()).extracting(SshProof::method).containsExactly(SshAuthenticationMethod.PASSWORD);
	}

	@Test
	void onlyTheProofThatTheCoreRefusesIsForgotten() {
		this.server.checkAuthPassword("ada", "secret");
		this.server.checkAuthPublicKey("ada", this.key);
		this.server.forgetProof();
		this.server.checkAuthPassword("ada", "secret");
		assertThat(factors()).containsExactly("FACTOR_PASSWORD");
	}

	@Test
	void anotherUserAfterAPartialSuccessIsRefused() {
		this.server.checkAuthPublicKey("ada", this.key);
		assertThat(this.server.checkAuthPassword("ada", "alias of bob")).isEqualTo(AuthResult.FAILED);
		assertThat(this.server.session()).isNull();
	}

	private List<String> factors() {
		return AuthorityUtils.authorityListToSet(session().authentication().getAuthorities()).stream().toList();
	}

	private List<SshProof> proofs() {
		return session().attribute(SshProofs.class).orElseThrow().proofs();
	}

	private SshSession session() {
		SshSession session = this.server.session();
		assertThat(session).isNotNull();
		return session;
	}

	@ParameterizedTest
	@ValueSource(strings = { "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "COLORTERM" })
	void acceptsVariablesThatSayHowTheUserReads(String name) {
		assertThat(this.server.checkChannelEnvRequest(this.channel, name, "x")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "PATH", "LD_PRELOAD", "JAVA_TOOL_OPTIONS", "LANGUAGE ", "LC_", "LC_all", "LC_ALL\n",
			"SSH_CONSOLE_PORT", "lang" })
	void refusesOtherVariables(String name) {
		assertThat(this.server.checkChannelEnvRequest(this.channel, name, "x")).isFalse();
	}

	@Test
	void passesSignalsThatEndACommand() {
		assertThat(List.of("INT", "TERM", "HUP", "QUIT", "KILL"))
			.allMatch((name) -> this.server.checkChannelSignalRequest(this.channel, name));
		assertThat(List.of("", "USR1", "STOP", "SIGINT", "int"))
			.noneMatch((name) -> this.server.checkChannelSignalRequest(this.channel, name));
	}

	@Test
	void showsTheBanner() {
		assertThat(this.server.getBanner()).isEqualTo(Optional.of("Hello"));
	}

	private SpringServerInterface server(List<SshAuthenticationMethod> methods) {
		Transport transport = mock(Transport.class);
		given(transport.id()).willReturn("42");
		given(transport.clientVersion()).willReturn("SSH-2.0-test");
		given(transport.remoteAddress()).willReturn(new InetSocketAddress("127.0.0.1", 4711));
		SshAuthenticationBridge bridge = new SshAuthenticationBridge(new OneUser(), methods, List.of(), null,
				new DefaultAuthenticationEventPublisher(), List.of(), (username, old, changed) -> {
				});
		SshTasks tasks = new SshTasks(mock(SshLineRunner.class), this.shells, ColourMode.AUTO, Thread::new,
				SshRecorder.NONE);
		return new SpringServerInterface(transport, bridge, tasks, "Hello");
	}

	private final class OneUser implements SshAuthenticator {

		@Override
		public Authentication authenticate(Authentication request) {
			SpringServerInterfaceTests.this.asked.add(String.valueOf(request.getCredentials()));
			if ("expired".equals(request.getCredentials())) {
				throw new CredentialsExpiredException("expired");
			}
			if (SpringServerInterfaceTests.this.key.equals(request.getCredentials())) {
				return SshPublicKeyAuthentication.authenticated(request.getName(), SpringServerInterfaceTests.this.key,
						SpringServerInterfaceTests.this.permissions, List.of());
			}
			if ("secret".equals(request.getCredentials())) {
				return UsernamePasswordAuthenticationToken.authenticated(request.getName(), null, List.of());
			}
			if ("alias of bob".equals(request.getCredentials())) {
				return UsernamePasswordAuthenticationToken.authenticated("bob", null, List.of());
			}
			throw new BadCredentialsException("Bad credentials");
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
			return key.equals(SpringServerInterfaceTests.this.key);
		}

	}

}
