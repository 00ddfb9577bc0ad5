package io.sshconsole.boot.security;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.security.SshInteractiveAuthenticator.Proven;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Question;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Refused;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.InMemoryOneTimeTokenService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TotpInteractiveAuthenticator} and
 * {@link OneTimeTokenInteractiveAuthenticator}.
 */
class InteractiveAuthenticatorTests {

	private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

	private final SshAuthenticationDetails details = new SshAuthenticationDetails("192.0.2.1", "42", "SSH-2.0-x");

	private final SshUserLookup users = new SshUserLookup(
			() -> new InMemoryUserDetailsManager(User.withUsername("ada").password("x").roles("ADMIN").build(),
					User.withUsername("bob").password("x").roles("USER").build(),
					User.withUsername("locked").password("x").accountLocked(true).build()),
			new SshAccountStatus(false));

	private final List<String> asked = new ArrayList<>();

	private final InMemoryOneTimeTokenService tokens = new InMemoryOneTimeTokenService();

	private final OneTimeTokenInteractiveAuthenticator tokenDialogue = new OneTimeTokenInteractiveAuthenticator(
			this.tokens, this.users);

	@Test
	void codeProvesTheUserOfTheStore() {
		assertThat(totp(NOW, "ada", code(NOW))).isInstanceOfSatisfying(Proven.class, (proven) -> {
			assertThat(proven.user().getName()).isEqualTo("ada");
			assertThat(proven.user().getDetails()).isEqualTo(this.details);
			assertThat(AuthorityUtils.authorityListToSet(proven.user().getAuthorities())).containsExactly("ROLE_ADMIN");
		});
	}

	@Test
	void wrongCodeAndUnknownUsersAreRefusedAlike() {
		for (String username : List.of("ada", "without secret", "nobody")) {
			assertThat(totp(NOW, username, "000000")).isInstanceOfSatisfying(Refused.class,
					(refused) -> assertThat(refused.reason()).hasMessage("Wrong code"));
		}
		assertThat(this.asked).containsExactly("Verification code: ", "Verification code: ", "Verification code: ");
	}

	@Test
	void codeOfTheSecretThatStandsForNoneOpensNothing() {
		assertThat(totp(NOW, "without secret", Totp.code(new byte[20], NOW))).isInstanceOf(Refused.class);
	}

	@Test
	void codeCountsOnceAndNoOlderOneAfterIt() {
		TotpInteractiveAuthenticator dialogue = totp(NOW);
		assertThat(answer(dialogue, "ada", null, code(NOW))).isInstanceOf(Proven.class);
		assertThat(answer(dialogue, "ada", null, code(NOW))).isInstanceOf(Refused.class);
		assertThat(answer(dialogue, "ADA", null, code(NOW))).as("another spelling").isInstanceOf(Refused.class);
		assertThat(answer(dialogue, "ada", null, code(NOW.minusSeconds(30)))).isInstanceOf(Refused.class);
		assertThat(answer(dialogue, "bob", null, code(NOW))).as("another user").isInstanceOf(Proven.class);
		assertThat(answer(dialogue, "ada", null, code(NOW.plusSeconds(30)))).isInstanceOf(Proven.class);
	}

	@Test
	void whoIsInIsAskedForACodeIfHeHasASecret() {
		assertThat(totp(NOW).isAvailable("ada")).isTrue();
		assertThat(totp(NOW).isAvailable("without secret")).isFalse();
		assertThat(this.tokenDialogue.isAvailable("without secret")).isTrue();
	}

	@Test
	void lockedUserIsRefusedDespiteTheCode() {
		assertThatExceptionOfType(LockedException.class).isThrownBy(() -> totp(NOW, "locked", code(NOW)));
		Authentication earlier = UsernamePasswordAuthenticationToken.authenticated("locked", null, List.of());
		assertThatExceptionOfType(LockedException.class)
			.isThrownBy(() -> answer(totp(NOW), "locked", earlier, code(NOW)));
	}

	@Test
	void userWhomNoStoreKnowsIsTheOneOfEarlierProofs() {
		Authentication earlier = UsernamePasswordAuthenticationToken.authenticated("directory", null, List.of());
		assertThat(answer(totp(NOW), "directory", earlier, code(NOW))).isEqualTo(new Proven(earlier));
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> totp(NOW, "directory", code(NOW)));
	}

	@Test
	void tokenOpensItsUsersAccountOnce() {
		String token = token("ada");
		assertThat(answer(this.tokenDialogue, "ada", null, token)).isInstanceOf(Proven.class);
		assertThat(answer(this.tokenDialogue, "ada", null, token)).isInstanceOf(Refused.class);
	}

	@Test
	void tokenOfAnotherUserOpensNothing() {
		assertThat(answer(this.tokenDialogue, "bob", null, token("ada"))).isInstanceOf(Refused.class);
		assertThat(answer(this.tokenDialogue, "bob", null, "")).isInstanceOf(Refused.class);
		assertThatExceptionOfType(LockedException.class)
			.isThrownBy(() -> answer(this.tokenDialogue, "locked", null, token("locked")));
	}

	private String token(String username) {
		return this.tokens.generate(new GenerateOneTimeTokenRequest(username)).getTokenValue();
	}

	private TotpInteractiveAuthenticator totp(Instant now) {
		return new TotpInteractiveAuthenticator(
				(username) -> List.of("ada", "bob", "locked", "directory").contains(username) ? SECRET : null,
				this.users, Clock.fixed(now, ZoneOffset.UTC));
	}

	private Step totp(Instant now, String username, String code) {
		return answer(totp(now), username, null, code);
	}

	private static String code(Instant time) {
		return Totp.code(Totp.decode(SECRET), time);
	}

	private Step answer(SshInteractiveAuthenticator dialogue, String username, @Nullable Authentication proven,
			String answer) {
		Question question = (Question) dialogue.start(new SshInteractiveRequest(username, this.details, proven));
		question.query().prompts().forEach((prompt) -> this.asked.add(prompt.text()));
		assertThat(question.query().prompts()).noneMatch((prompt) -> prompt.echo());
		return question.answers().apply(List.of(answer));
	}

}
