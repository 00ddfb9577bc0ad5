package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.sshconsole.boot.security.SshInteractiveAuthenticator.Proven;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Question;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Refused;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Step;
import io.sshconsole.ssh.auth.InteractiveQuery;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.ott.InvalidOneTimeTokenException;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SshAuthenticationBridge}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SshAuthenticationBridgeTests {

	private static final List<SshAuthenticationMethod> ALL = List.of(SshAuthenticationMethod.PUBLICKEY,
			SshAuthenticationMethod.PASSWORD);

	private static final List<SshAuthenticationMethod> DIALOGUES = List
		.of(SshAuthenticationMethod.KEYBOARD_INTERACTIVE);

	private final SshPublicKey key = HostKeys.generate().publicKey();

	/**
	 * Where failures count by user alone.
	 */
	private static final SshAuthenticationDetails LOCAL = new SshAuthenticationDetails("127.0.0.1", "42", "SSH-2.0-x");

	private static final SshInteractiveRequest LOCAL_REQUEST = new SshInteractiveRequest("ada", LOCAL, null);

	private final SshAuthenticationDetails details = new SshAuthenticationDetails("192.0.2.1", "42", "SSH-2.0-x");

	private final Publisher publisher = new Publisher();

	private final Guard guard = new Guard();

	private @Nullable SshPasswordChanger passwordChanger;

	private final List<SshInteractiveAuthenticator> dialogues = new ArrayList<>();

	private final List<Authentication> requests = new ArrayList<>();

	@Test
	void passwordGoesToTheAuthenticatorWithItsDetails() {
		assertThat(bridge().authenticatePassword("ada", "secret", this.details)).get()
			.extracting(Authentication::getName)
			.isEqualTo("ada");
		assertThat(this.requests).singleElement().satisfies((request) -> {
			assertThat(request).isInstanceOf(UsernamePasswordAuthenticationToken.class);
			assertThat(request.getCredentials()).isEqualTo("secret");
			assertThat(request.getDetails()).isEqualTo(this.details);
			assertThat(request.isAuthenticated()).isFalse();
		});
	}

	@Test
	void keyGoesToTheAuthenticatorWithItsDetails() {
		assertThat(bridge().authenticatePublicKey("ada", this.key, this.details)).isPresent();
		assertThat(this.requests).singleElement().satisfies((request) -> {
			assertThat(request).isInstanceOf(SshPublicKeyAuthentication.class);
			assertThat(request.getCredentials()).isEqualTo(this.key);
			assertThat(request.getDetails()).isEqualTo(this.details);
			assertThat(request.isAuthenticated()).isFalse();
		});
	}

	@Test
	void emptyPasswordIsRefusedUnasked() {
		assertThat(bridge().authenticatePassword("ada", "", this.details)).isEmpty();
		assertThat(this.requests).isEmpty();
		assertThat(this.publisher.failures).singleElement().isInstanceOf(BadCredentialsException.class);
	}

	@Test
	void wrongPasswordIsRefusedAndLoggedWithoutIt(CapturedOutput output) {
		SshAuthenticationBridge bridge = bridge(ALL, (request) -> {
			throw new BadCredentialsException("Bad credentials of top-secret");
		}, null);
		assertThat(bridge.authenticatePassword("eve\n2026 INFO Accepted", "top-secret", this.details)).isEmpty();
		assertThat(output).contains("Refused password of 'eve?2026 INFO Accepted' from 192.0.2.1")
			.doesNotContain("top-secret");
	}

	@Test
	void answerThatIsNotAuthenticatedIsRefused() {
		assertThat(bridge(ALL, (request) -> request, null).authenticatePassword("ada", "secret", this.details))
			.isEmpty();
	}

	@Test
	@SuppressWarnings("NullAway")
	void missingAnswerIsRefused() {
		assertThat(bridge(ALL, (request) -> null, null).authenticatePassword("ada", "secret", this.details)).isEmpty();
	}

	@Test
	void failureOfTheUserStoreIsARefusalAndLogged(CapturedOutput output) {
		assertThat(bridge(ALL, (request) -> {
			throw new InternalAuthenticationServiceException("database down");
		}, null).authenticatePassword("ada", "secret", this.details)).isEmpty();
		assertThat(bridge(ALL, (request) -> {
			throw new IllegalStateException("pool exhausted");
		}, null).authenticatePublicKey("ada", this.key, this.details)).isEmpty();
		assertThat(output).contains("database down").contains("pool exhausted");
	}

	@Test
	void userWithTheRequiredAuthorityMayEnter() {
		assertThat(bridge(ALL, this::authenticate, AuthorityAuthorizationManager.hasAuthority("ROLE_USER"))
			.authenticatePassword("ada", "secret", this.details)).isPresent();
		assertThat(this.publisher.failures).isEmpty();
	}

	@Test
	void userWithoutTheRequiredAuthorityIsRefused() {
		SshAuthenticationBridge bridge = bridge(ALL, this::authenticate,
				AuthorityAuthorizationManager.hasAuthority("ROLE_ADMIN"));
		assertThat(bridge.authenticatePassword("ada", "secret", this.details)).isEmpty();
		assertThat(bridge.authenticatePublicKey("ada", this.key, this.details)).isEmpty();
		assertThat(this.publisher.failures).hasSize(2).allMatch(DisabledException.class::isInstance);
	}

	@Test
	void methodThatIsNotConfiguredIsRefusedUnasked() {
		SshAuthenticationBridge bridge = bridge(List.of(SshAuthenticationMethod.PUBLICKEY), this::authenticate, null);
		assertThat(bridge.methods()).containsExactly(SshAuthenticationMethod.PUBLICKEY);
		assertThat(bridge.authenticatePassword("ada", "secret", this.details)).isEmpty();
		SshAuthenticationBridge passwords = bridge(List.of(SshAuthenticationMethod.PASSWORD), new AllKeys(), null);
		assertThat(passwords.isPublicKeyAcceptable("ada", this.key, this.details)).isFalse();
		assertThat(passwords.authenticatePublicKey("ada", this.key, this.details)).isEmpty();
		assertThat(this.requests).isEmpty();
	}

	@Test
	void methodsThatCannotWorkAreNotOffered() {
		assertThat(bridge(ALL, new KeysOnly(), null).methods()).containsExactly(SshAuthenticationMethod.PUBLICKEY);
		assertThatExceptionOfType(SshLoginUnavailableException.class)
			.isThrownBy(() -> bridge(List.of(SshAuthenticationMethod.PASSWORD), new KeysOnly(), null))
			.withMessageContaining("password");
	}

	@Test
	void queryForAKeyHasNoEffect() {
		SshAuthenticationBridge bridge = bridge(ALL, new AllKeys(), null);
		assertThat(bridge.isPublicKeyAcceptable("ada", this.key, this.details)).isTrue();
		assertThat(this.requests).isEmpty();
		assertThat(this.publisher.failures).isEmpty();
		assertThat(this.publisher.successes).isEmpty();
	}

	@Test
	void proofThatAGuardDoesNotAdmitIsRefusedUnasked() {
		this.guard.admits = false;
		assertThat(bridge().authenticatePassword("ada", "secret", this.details)).isEmpty();
		assertThat(bridge().authenticatePassword("ada", "", this.details)).isEmpty();
		assertThat(bridge().authenticatePublicKey("ada", this.key, this.details)).isEmpty();
		assertThat(this.requests).isEmpty();
		assertThat(this.guard.heard).isEmpty();
	}

	@Test
	void guardHearsOfRefusalsAndSuccesses() {
		bridge().authenticatePassword("ada", "", this.details);
		bridge(ALL, (request) -> request, null).authenticatePassword("bob", "secret", this.details);
		bridge().authenticatePublicKey("ada", this.key, this.details);
		assertThat(this.guard.heard).containsExactly("ada failed by PASSWORD", "bob failed by PASSWORD",
				"ada succeeded by PUBLICKEY");
	}

	@Test
	void guardHearsOfUsersWhoMayNotEnter() {
		bridge(ALL, this::authenticate, AuthorityAuthorizationManager.hasAuthority("ROLE_ADMIN"))
			.authenticatePassword("ada", "secret", this.details);
		assertThat(this.guard.heard).containsExactly("ada failed by PASSWORD");
	}

	@Test
	void expiredPasswordIsRefusedWhereNobodyCanChangeIt() {
		SshPasswordResult result = bridge(ALL, new Passwords(), null).checkPassword("ada", "old", this.details);
		assertThat(result).isEqualTo(new SshPasswordResult(Optional.empty(), null));
		assertThat(this.guard.heard).containsExactly("ada failed by PASSWORD");
	}

	@Test
	void expiredPasswordIsChangedAndTheNewOneLetsIn() {
		Passwords passwords = new Passwords();
		this.passwordChanger = passwords;
		SshAuthenticationBridge bridge = bridge(ALL, passwords, null);
		assertThat(bridge.checkPassword("ada", "old", this.details).expired()).isNotNull();
		assertThat(this.guard.heard).isEmpty();
		SshPasswordResult changed = change(bridge, "old", "new");
		assertThat(changed.user()).isPresent();
		assertThat(changed.expired()).isNull();
	}

	@Test
	void onlyThePasswordThatHasExpiredIsChanged() {
		Passwords passwords = new Passwords();
		this.passwordChanger = passwords;
		SshAuthenticationBridge bridge = bridge(ALL, passwords, null);
		assertThat(bridge.checkPassword("ada", "wrong", this.details).expired()).isNull();
		assertThat(bridge.checkPassword("ada", "current", this.details).expired()).isNull();
		this.guard.heard.clear();
		SshPasswordResult result = expired(bridge).change().to("current", "new");
		assertThat(result).isEqualTo(new SshPasswordResult(Optional.empty(), null));
		assertThat(passwords.current).isEqualTo("current");
		assertThat(this.guard.heard).containsExactly("ada failed by PASSWORD");
	}

	@Test
	void changeThatNobodyAskedForIsAFailureAndNothingIsLookedAt() {
		this.passwordChanger = new Passwords();
		SshAuthenticationBridge bridge = bridge(ALL, (request) -> {
			throw new AssertionError("asked");
		}, null);
		assertThat(bridge.refusePasswordChange("ada", this.details))
			.isEqualTo(new SshPasswordResult(Optional.empty(), null));
		assertThat(this.guard.heard).containsExactly("ada failed by PASSWORD");
		assertThat(this.publisher.failures).singleElement().isInstanceOf(BadCredentialsException.class);
		this.guard.admits = false;
		bridge.refusePasswordChange("ada", this.details);
		assertThat(this.publisher.failures).hasSize(1);
	}

	@Test
	void changeIsNotLookedAtOnceTooManyHaveFailed() {
		Passwords passwords = new Passwords();
		this.passwordChanger = passwords;
		SshPasswordResult.Expired expired = expired(bridge(ALL, passwords, null));
		this.guard.admits = false;
		assertThat(expired.change().to("old", "new").user()).isEmpty();
		assertThat(passwords.current).isEqualTo("current");
	}

	@Test
	void newPasswordMayBeRefusedAndAskedForAgain() {
		Passwords passwords = new Passwords();
		this.passwordChanger = passwords;
		SshAuthenticationBridge bridge = bridge(ALL, passwords, null);
		for (String unfit : List.of("", "old", "short")) {
			SshPasswordResult result = change(bridge, "old", unfit);
			assertThat(result.user()).isEmpty();
			assertThat(result.expired()).isNotNull();
		}
		SshPasswordResult.Expired again = change(bridge, "old", "short").expired();
		assertThat(again).isNotNull();
		assertThat(again.prompt()).isEqualTo("The new password is not acceptable. It is too short.");
		assertThat(passwords.current).isEqualTo("current");
		assertThat(again.change().to("old", "new").user()).isPresent();
	}

	@Test
	void newPasswordMustLetIn() {
		Passwords passwords = new Passwords();
		this.passwordChanger = (username, old, changed) -> {
		};
		assertThat(change(bridge(ALL, passwords, null), "old", "new").user()).isEmpty();
		this.passwordChanger = (username, old, changed) -> {
			throw new BadCredentialsException("old one is wrong");
		};
		this.guard.heard.clear();
		assertThat(change(bridge(ALL, passwords, null), "old", "current").user()).isEmpty();
		assertThat(this.guard.heard).containsExactly("ada failed by PASSWORD");
	}

	private SshPasswordResult change(SshAuthenticationBridge bridge, String oldPassword, String newPassword) {
		return expired(bridge).change().to(oldPassword, newPassword);
	}

	private SshPasswordResult.Expired expired(SshAuthenticationBridge bridge) {
		return Objects.requireNonNull(bridge.checkPassword("ada", "old", this.details).expired());
	}

	@Test
	void dialogueProvesItsFactor() {
		this.dialogues.add(new OneWord("first"));
		assertThat(answer(ask(List.of()), "first")).isInstanceOfSatisfying(Proven.class,
				(proven) -> assertThat(AuthorityUtils.authorityListToSet(proven.user().getAuthorities()))
					.containsExactlyInAnyOrder("ROLE_USER", "FACTOR_WORD"));
		assertThat(this.publisher.successes).hasSize(1);
		assertThat(this.guard.heard).containsExactly("ada succeeded by KEYBOARD_INTERACTIVE");
	}

	@Test
	void wrongAnswerIsRefusedPublishedAndCounted() {
		this.dialogues.add(new OneWord("first"));
		assertThat(answer(ask(List.of()), "wrong")).isInstanceOf(Refused.class);
		assertThat(this.publisher.failures).singleElement().isInstanceOf(BadCredentialsException.class);
		assertThat(this.guard.heard).containsExactly("ada failed by KEYBOARD_INTERACTIVE");
	}

	@Test
	void codeGuessingUnderTheAliasOfAnAccountIsStopped() {
		LoginThrottle throttle = throttle();
		SshAuthenticationBridge bridge = guarded(throttle);
		for (int i = 0; i < 3; i++) {
			assertThat(answer(bridge.startInteractive("alias", List.of(), LOCAL_REQUEST), "wrong"))
				.isInstanceOf(Refused.class);
		}
		assertThat(throttle.blocks()).extracting(LoginBlock::peer)
			.containsExactly(new ThrottledPeer(ThrottledPeer.Kind.USER, "alias"));
		assertThat(bridge.startInteractive("Alias ", List.of(), LOCAL_REQUEST)).as("the right code")
			.isInstanceOf(Refused.class);
		assertThat(bridge.authenticatePassword("ALIAS", "secret", LOCAL)).isEmpty();
		assertThat(bridge.authenticatePassword("ada", "secret", LOCAL)).isPresent();
	}

	@Test
	void codeGuessingBetweenRightPasswordsIsStopped() {
		LoginThrottle throttle = throttle();
		SshAuthenticationBridge bridge = guarded(throttle);
		for (int i = 0; i < 3; i++) {
			assertThat(bridge.authenticatePassword("ada", "secret", LOCAL)).as("first factor").isPresent();
			answer(bridge.startInteractive("ada", List.of(), LOCAL_REQUEST), "wrong");
		}
		assertThat(bridge.authenticatePassword("ada", "secret", LOCAL)).isEmpty();
		assertThat(bridge.startInteractive("ada", List.of(), LOCAL_REQUEST)).isInstanceOf(Refused.class);
	}

	private static LoginThrottle throttle() {
		Duration time = Duration.ofHours(1);
		return new LoginThrottle(new ThrottlePolicy(true, 100, 3, time, time, time, 64, 100, true), (event) -> {
		}, (username, address) -> false);
	}

	private SshAuthenticationBridge guarded(SshLoginGuard guard) {
		return new SshAuthenticationBridge(this::authenticate,
				List.of(SshAuthenticationMethod.PASSWORD, SshAuthenticationMethod.KEYBOARD_INTERACTIVE),
				List.of(new OneWord("first")), null, this.publisher, List.of(guard), null);
	}

	@Test
	void exceptionThatPublishersDoNotKnowIsTranslated() {
		this.dialogues.add(new OneWord("first"));
		answer(ask(List.of()), "throw");
		assertThat(this.publisher.failures).singleElement()
			.isInstanceOf(BadCredentialsException.class)
			.extracting(Throwable::getCause)
			.isInstanceOf(InvalidOneTimeTokenException.class);
	}

	@Test
	void dialogueMayFailWithoutCountingAsAGuess(CapturedOutput output) {
		this.dialogues.add(new OneWord("first"));
		assertThat(answer(ask(List.of()), "break")).isInstanceOf(Refused.class);
		assertThat(this.guard.heard).isEmpty();
		assertThat(output).contains("out of order");
	}

	@Test
	void dialogueThatProvesSomebodyElseIsRefused() {
		this.dialogues.add(new OneWord("first"));
		assertThat(answer(ask(List.of()), "bob")).isInstanceOf(Refused.class);
		assertThat(this.publisher.successes).isEmpty();
	}

	@Test
	void dialogueIsNoWayRoundTheRequiredAuthority() {
		this.dialogues.add(new OneWord("first"));
		SshAuthenticationBridge bridge = bridge(DIALOGUES, this::authenticate,
				AuthorityAuthorizationManager.hasAuthority("ROLE_ADMIN"));
		assertThat(answer(bridge.startInteractive("ada", List.of(), request()), "first")).isInstanceOf(Refused.class);
		assertThat(this.publisher.failures).singleElement().isInstanceOf(DisabledException.class);
	}

	@Test
	void clientChoosesAmongDialogues() {
		this.dialogues.add(new OneWord("first"));
		this.dialogues.add(new OneWord("second"));
		assertThat(answer(ask(List.of("third", "second")), "second")).isInstanceOf(Proven.class);
		assertThat(answer(ask(List.of("third")), "first")).isInstanceOf(Proven.class);
	}

	@Test
	void dialogueIsNotLookedAtUnlessGuardsAdmitIt() {
		this.dialogues.add(new OneWord("first"));
		Step question = ask(List.of());
		this.guard.admits = false;
		assertThat(answer(question, "first")).isInstanceOf(Refused.class);
		assertThat(ask(List.of())).isInstanceOf(Refused.class);
		assertThat(this.guard.heard).isEmpty();
	}

	@Test
	void withoutADialogueThereIsNone() {
		SshAuthenticationBridge bridge = bridge(ALL, this::authenticate, null);
		assertThat(bridge.startInteractive("ada", List.of(), request())).isInstanceOf(Refused.class);
		assertThatExceptionOfType(SshLoginUnavailableException.class)
			.isThrownBy(() -> bridge(DIALOGUES, this::authenticate, null));
	}

	private Step ask(List<String> submethods) {
		return bridge(DIALOGUES, this::authenticate, null).startInteractive("ada", submethods, request());
	}

	private SshInteractiveRequest request() {
		return new SshInteractiveRequest("ada", this.details, null);
	}

	private static Step answer(Step step, String word) {
		assertThat(step).isInstanceOf(Question.class);
		return ((Question) step).answers().apply(List.of(word));
	}

	@Test
	void guardHearsNothingOfAStoreThatIsDownOrOfAQuestion() {
		bridge(ALL, (request) -> {
			throw new InternalAuthenticationServiceException("database down");
		}, null).authenticatePassword("ada", "secret", this.details);
		bridge().isPublicKeyAcceptable("ada", this.key, this.details);
		assertThat(this.guard.heard).isEmpty();
	}

	private SshAuthenticationBridge bridge() {
		return bridge(ALL, this::authenticate, null);
	}

	private SshAuthenticationBridge bridge(List<SshAuthenticationMethod> methods, SshAuthenticator authenticator,
			@Nullable AuthorizationManager<SshAuthenticationDetails> entry) {
		return new SshAuthenticationBridge(authenticator, methods, this.dialogues, entry, this.publisher,
				List.of(this.guard), this.passwordChanger);
	}

	private Authentication authenticate(Authentication request) {
		this.requests.add(request);
		return UsernamePasswordAuthenticationToken.authenticated(request.getName(), null,
				AuthorityUtils.createAuthorityList("ROLE_USER"));
	}

	/**
	 * One user whose password has expired.
	 */
	private static final class Passwords implements SshAuthenticator, SshPasswordChanger {

		private String current = "current";

		@Override
		public Authentication authenticate(Authentication request) {
			if ("old".equals(request.getCredentials())) {
				throw new CredentialsExpiredException("expired");
			}
			if (!this.current.equals(request.getCredentials())) {
				throw new BadCredentialsException("wrong");
			}
			return UsernamePasswordAuthenticationToken.authenticated(request.getName(), null, List.of());
		}

		@Override
		public void changePassword(String username, String oldPassword, String newPassword) {
			if (newPassword.equals("short")) {
				throw new IllegalArgumentException("It is too short.");
			}
			this.current = newPassword;
		}

	}

	private record OneWord(String name) implements SshInteractiveAuthenticator {

		@Override
		public String factor() {
			return "FACTOR_WORD";
		}

		@Override
		public Step start(SshInteractiveRequest request) {
			return new Question(new InteractiveQuery("", "").prompt("Word: "), (answers) -> switch (answers.get(0)) {
				case "throw" -> throw new InvalidOneTimeTokenException("unmapped");
				case "break" -> throw new IllegalStateException("out of order");
				case "bob" -> new Proven(user("bob"));
				default -> answers.get(0).equals(this.name) ? new Proven(user(request.username()))
						: new Refused(new BadCredentialsException("wrong"));
			});
		}

		private static Authentication user(String name) {
			return UsernamePasswordAuthenticationToken.authenticated(name, null,
					AuthorityUtils.createAuthorityList("ROLE_USER"));
		}

	}

	private static final class Guard implements SshLoginGuard {

		private final List<String> heard = new ArrayList<>();

		private boolean admits = true;

		@Override
		public boolean admits(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			return this.admits;
		}

		@Override
		public void failed(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			this.heard.add(username + " failed by " + method);
		}

		@Override
		public void succeeded(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			this.heard.add(username + " succeeded by " + method);
		}

	}

	private static final class Publisher implements AuthenticationEventPublisher {

		private final List<Authentication> successes = new ArrayList<>();

		private final List<AuthenticationException> failures = new ArrayList<>();

		@Override
		public void publishAuthenticationSuccess(Authentication authentication) {
			this.successes.add(authentication);
		}

		@Override
		public void publishAuthenticationFailure(AuthenticationException exception, Authentication authentication) {
			this.failures.add(exception);
		}

	}

	private class KeysOnly implements SshAuthenticator {

		@Override
		public Authentication authenticate(Authentication request) {
			return SshAuthenticationBridgeTests.this.authenticate(request);
		}

		@Override
		public boolean supports(SshAuthenticationMethod method) {
			return method == SshAuthenticationMethod.PUBLICKEY;
		}

	}

	private final class AllKeys extends KeysOnly {

		@Override
		public boolean supports(SshAuthenticationMethod method) {
			return true;
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
			return true;
		}

	}

}
