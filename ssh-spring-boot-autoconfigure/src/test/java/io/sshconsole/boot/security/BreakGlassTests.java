package io.sshconsole.boot.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.KeyPermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link BreakGlassCredentials} and {@link BreakGlassAuthenticator}.
 */
class BreakGlassTests {

	private static final Duration TIME = Duration.ofMinutes(5);

	private static final String HERE = "192.0.2.1";

	private final List<Object> events = new ArrayList<>();

	private final Publisher publisher = new Publisher();

	private final SteppingClock clock = new SteppingClock();

	private final UserDetailsService down = (username) -> {
		throw new IllegalStateException("no connection");
	};

	private UserDetailsService users = new InMemoryUserDetailsManager(sue().build());

	private final BreakGlassIssuers issuers = new BreakGlassIssuers(
			new SshUserLookup(() -> (username) -> this.users.loadUserByUsername(username), new SshAccountStatus(false)),
			(user) -> AuthorityUtils.authorityListToSet(user.getAuthorities()).contains("ROLE_ADMIN"), Thread::new,
			Duration.ofMinutes(1));

	private final BreakGlassCredentials credentials = new BreakGlassCredentials(Duration.ofMinutes(15), this.issuers,
			this.events::add, this.clock);

	private final Store store = new Store();

	private final SshAuthenticator authenticator = new BreakGlassAuthenticator(this.store, this.credentials,
			this.publisher);

	private final Authentication issuer = UsernamePasswordAuthenticationToken.authenticated("sue", null,
			AuthorityUtils.createAuthorityList("ROLE_ADMIN", "orders:read", "FACTOR_PASSWORD"));

	@Test
	void opensOnce() {
		String secret = issue("ada", HERE).secret();
		Authentication user = login("ada", secret, HERE);
		assertThat(user.isAuthenticated()).isTrue();
		assertThat(user.getName()).isEqualTo("ada");
		assertThat(user.getCredentials()).isNull();
		assertThat(user.getDetails()).isEqualTo(details(HERE));
		assertRefused("ada", secret, HERE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.2", "::1" })
	void notFromAnotherAddressAndNowhereOnceItWasTypedThere(String address) {
		BreakGlassCredential credential = issue("ada", HERE);
		assertRefused("ada", credential.secret(), address);
		assertThat(this.credentials.tickets()).isEmpty();
		assertRefused("ada", credential.secret(), HERE);
		assertRefusal(credential, "it was typed for 'ada' from " + address(address).getHostAddress());
	}

	@ParameterizedTest
	@ValueSource(strings = { "bob", "Ada" })
	void notForAnotherUserAndForNobodyOnceItWasTypedForHim(String username) {
		BreakGlassCredential credential = issue("ada", HERE);
		assertRefused(username, credential.secret(), HERE);
		assertRefused("ada", credential.secret(), HERE);
		assertRefusal(credential, "it was typed for '" + username + "' from " + HERE);
	}

	@Test
	void secretHarvestingByAPasswordStoreIsStopped() {
		String used = issue("ada", HERE).secret();
		login("ada", used, HERE);
		String elsewhere = issue("ada", HERE).secret();
		BreakGlassCredential withdrawn = issue("ada", HERE);
		this.credentials.withdraw(withdrawn.ticket().id());
		String over = issue("ada", HERE).secret();
		assertRefused("ada", elsewhere, "192.0.2.2");
		this.clock.pass(TIME);
		this.publisher.published.clear();
		for (String secret : List.of(used, elsewhere, withdrawn.secret(), over)) {
			assertRefused("ada", secret, HERE);
			assertRefused("bob", secret.toLowerCase(Locale.ROOT), "192.0.2.2");
		}
		assertThat(this.store.asked).isEmpty();
		assertThat(this.publisher.published).hasSize(8)
			.containsOnly("ada is not in: BadCredentialsException", "bob is not in: BadCredentialsException");
		assertThat(this.publisher.secrets).isEmpty();
	}

	@Test
	void credentialBurningByAQuestionInASessionIsStopped() {
		String secret = issue("ada", HERE).secret();
		String bobs = issue("bob", "192.0.2.2").secret();
		String mixed = secret.substring(0, 5) + secret.substring(5).toLowerCase(Locale.ROOT);
		this.events.clear();
		SshAuthenticator inSession = decorator().decorateInSession(this.store);
		for (String typed : List.of(secret, bobs, secret.toLowerCase(Locale.ROOT), secret.replace("-", ""), mixed,
				"AAAAA-BBBBB-CCCCC-DDDD2")) {
			UsernamePasswordAuthenticationToken request = request("ada", typed, HERE);
			assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> inSession.authenticate(request));
		}
		assertThat(this.store.asked).isEmpty();
		assertThat(this.publisher.published).hasSize(6).containsOnly("ada is not in: BadCredentialsException");
		assertThat(this.publisher.secrets).isEmpty();
		assertThat(this.events).isEmpty();
		assertThat(login("ada", secret, HERE).isAuthenticated()).isTrue();
		assertThat(login("bob", bobs, "192.0.2.2").isAuthenticated()).isTrue();
	}

	@Test
	void passwordsGoToTheStoreInASession() {
		SshAuthenticator inSession = decorator().decorateInSession(this.store);
		assertThat(inSession.authenticate(request("ada", "password of the store", HERE)).isAuthenticated()).isTrue();
		UsernamePasswordAuthenticationToken wrong = request("ada", "Abcde2bcdefbcdefbcde", HERE);
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> inSession.authenticate(wrong));
		assertThat(this.store.asked).containsExactly("password of the store", "Abcde2bcdefbcdefbcde");
		assertThat(this.publisher.published).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "AAAAA-BBBBB-CCCCC-DDDD2", "aaaaabbbbbcccccdddd2", "Aaaaa-bbbbb-ccccc-dddd2",
			"Aaaaabbbbbcccccdddd2", "01890-01890-01890-01890" })
	void credentialFormBecomesNoPassword(String newPassword) {
		List<String> changed = new ArrayList<>();
		SshPasswordChanger changer = decorator()
			.decoratePasswordChanger((username, oldPassword, wanted) -> changed.add(wanted));
		assertThatIllegalArgumentException().isThrownBy(() -> changer.changePassword("ada", "old", newPassword))
			.withMessage("It looks like a credential for emergencies.");
		assertThat(changed).isEmpty();
		changer.changePassword("ada", "old", "a new secret");
		assertThat(changed).containsExactly("a new secret");
	}

	@Test
	void openCredentialBecomesNoPasswordHoweverItIsTyped() {
		String secret = issue("ada", HERE).secret();
		String mixed = secret.substring(0, 5) + secret.substring(5).toLowerCase(Locale.ROOT).replace("-", "");
		this.events.clear();
		SshPasswordChanger changer = decorator().decoratePasswordChanger((username, oldPassword, wanted) -> {
			throw new AssertionError("changed");
		});
		for (String typed : List.of(secret, secret.toLowerCase(Locale.ROOT), mixed)) {
			assertThatIllegalArgumentException().isThrownBy(() -> changer.changePassword("ada", "old", typed));
		}
		assertThat(this.events).isEmpty();
		assertThat(login("ada", mixed, HERE).isAuthenticated()).isTrue();
	}

	private SshAuthenticatorDecorator decorator() {
		return new BreakGlassDecorator(this.credentials, this.publisher);
	}

	@Test
	void secretHarvestingByMistypedOrForgottenCredentialsIsStopped() {
		String secret = issue("ada", HERE).secret();
		String mistyped = neighbour(secret.charAt(0)) + secret.substring(1);
		String readWrongly = "0" + secret.substring(1);
		String ofAnotherServer = new BreakGlassCredentials(TIME, this.issuers, (event) -> {
		}).issue(this.issuer, "ada", address(HERE), TIME).secret();
		for (String typed : List.of(mistyped, readWrongly, ofAnotherServer)) {
			assertRefused("ada", typed, HERE);
			assertRefused("ada", typed.toLowerCase(Locale.ROOT), HERE);
		}
		assertRefused("ada", mistyped.replace("-", ""), HERE);
		assertRefused("ada", ofAnotherServer.replace("-", "").toLowerCase(Locale.ROOT), HERE);
		assertThat(this.store.asked).isEmpty();
		assertThat(this.publisher.published).hasSize(8).containsOnly("ada is not in: BadCredentialsException");
		assertThat(this.publisher.secrets).isEmpty();
		assertThat(login("ada", secret, HERE).isAuthenticated()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "correcthorsebatterys", "Xk3mPq7nRt5vWy2zAb4c", "ABCDE-FGHIJ-KLMNO",
			"abcdefghij01234567890", "ABCD-EFGH-JKLM-NPQR-", "ABCDE FGHIJ KLMNO P2345" })
	void passwordsThatDoNotLookLikeOneGoToTheStore(String password) {
		assertRefused("ada", password, HERE);
		assertThat(this.store.asked).containsExactly(password);
	}

	private static char neighbour(char character) {
		return switch (character) {
			case 'Z' -> 'Y';
			case '7' -> '6';
			default -> (char) (character + 1);
		};
	}

	@Test
	void eachLooksLikeOneWithoutDashesToo() {
		for (int i = 0; i < 2000; i++) {
			BreakGlassCredential credential = issue("ada", HERE);
			assertThat(credential.secret().replace("-", "")).matches("(?=.*[2-7])[A-Z2-7]{20}");
			this.credentials.withdraw(credential.ticket().id());
		}
	}

	@Test
	void notAfterItsTime() {
		String secret = issue("ada", HERE).secret();
		this.clock.pass(TIME);
		assertRefused("ada", secret, HERE);
		assertThat(this.credentials.tickets()).isEmpty();
	}

	@Test
	void rightUntilItsTime() {
		String secret = issue("ada", HERE).secret();
		this.clock.pass(TIME.minusMillis(1));
		assertThat(login("ada", secret, HERE).isAuthenticated()).isTrue();
	}

	@Test
	void grantsNothingThatItsIssuerHasNot() {
		Authentication user = login("ada", issue("ada", HERE).secret(), HERE);
		assertThat(user.getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("ROLE_ADMIN", "orders:read", "FACTOR_SSH_BREAK_GLASS");
	}

	@Test
	void notOnceItsIssuerIsLockedOrGone() {
		for (UserDetailsService now : List.of(new InMemoryUserDetailsManager(sue().accountLocked(true).build()),
				new InMemoryUserDetailsManager(sue().disabled(true).build()),
				new InMemoryUserDetailsManager(sue().accountExpired(true).build()), new InMemoryUserDetailsManager())) {
			this.users = new InMemoryUserDetailsManager(sue().build());
			String secret = issue("ada", HERE).secret();
			this.users = now;
			assertRefused("ada", secret, HERE);
			assertThat(((SshBreakGlassEvent) this.events.get(this.events.size() - 1)).getReason())
				.startsWith("its issuer could not issue it now");
			assertThat(this.credentials.tickets()).isEmpty();
		}
	}

	@Test
	void notOnceItsIssuerIsGoneWhoseAuthoritiesAreNotInTheStore() {
		this.users = new InMemoryUserDetailsManager(User.withUsername("sue").password("").roles().build());
		String secret = issue("ada", HERE).secret();
		this.users = new InMemoryUserDetailsManager();
		assertRefused("ada", secret, HERE);
	}

	@Test
	void notOnceItsIssuerMayNotIssueAnyMore() {
		String secret = issue("ada", HERE).secret();
		this.users = new InMemoryUserDetailsManager(sue().authorities("orders:read").build());
		assertRefused("ada", secret, HERE);
		assertThat(((SshBreakGlassEvent) this.events.get(1)).getReason()).endsWith("was taken away");
	}

	@Test
	void grantsNothingThatItsIssuerHasLost() {
		String secret = issue("ada", HERE).secret();
		this.users = new InMemoryUserDetailsManager(sue().authorities("ROLE_ADMIN", "new").build());
		assertThat(login("ada", secret, HERE).getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("ROLE_ADMIN", "FACTOR_SSH_BREAK_GLASS");
	}

	@Test
	void opensWhileTheUserStoreIsDown() {
		String secret = issue("ada", HERE).secret();
		this.users = this.down;
		assertThat(login("ada", secret, HERE).getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.contains("ROLE_ADMIN", "orders:read");
	}

	@Test
	void notIfTheStoreThatWasDownAtTheIssueDoesNotKnowItsIssuerOrWhatHeMay() {
		for (UserDetailsService now : List.of(new InMemoryUserDetailsManager(),
				new InMemoryUserDetailsManager(sue().accountLocked(true).build()),
				new InMemoryUserDetailsManager(sue().authorities("orders:read").build()))) {
			this.users = this.down;
			String secret = issue("ada", HERE).secret();
			this.users = now;
			assertRefused("ada", secret, HERE);
		}
	}

	@Test
	void grantsWhatTheStoreThatWasDownAtTheIssueSaysNow() {
		this.users = this.down;
		String secret = issue("ada", HERE).secret();
		this.users = new InMemoryUserDetailsManager(sue().authorities("ROLE_ADMIN", "new").build());
		assertThat(login("ada", secret, HERE).getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("ROLE_ADMIN", "FACTOR_SSH_BREAK_GLASS");
	}

	@Test
	void opensIfTheUserStoreIsDownAllTheTime() {
		this.users = this.down;
		assertThat(login("ada", issue("ada", HERE).secret(), HERE).getAuthorities())
			.extracting(GrantedAuthority::getAuthority)
			.contains("ROLE_ADMIN", "orders:read");
	}

	@Test
	void notOnceItsIssuerHasLostAnAuthorityThatHisSessionHasByAnotherName() {
		this.users = new InMemoryUserDetailsManager(sue().authorities("admin", "read").build());
		String kept = issue("ada", HERE).secret();
		String secret = issue("ada", HERE).secret();
		assertThat(login("ada", kept, HERE).isAuthenticated()).isTrue();
		this.users = new InMemoryUserDetailsManager(sue().authorities("read").build());
		assertRefused("ada", secret, HERE);
		assertThat(((SshBreakGlassEvent) this.events.get(this.events.size() - 1)).getReason())
			.endsWith("not all are known to the user store");
	}

	@Test
	void notOnceItsIssuerIsSetUpTwice() {
		String secret = issue("ada", HERE).secret();
		this.users = (username) -> {
			throw new DuplicateUserException("twice");
		};
		assertRefused("ada", secret, HERE);
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> issue("ada", HERE));
	}

	@Test
	void interruptOfWhoIssuesIsNoFailureOfTheStore() {
		this.users = (username) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				// The store is left alone
			}
			throw new UsernameNotFoundException("late");
		};
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> issue("ada", HERE))
				.withMessageEndingWith("Nobody waits for the answer of the user store any more");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		assertThat(this.credentials.tickets()).isEmpty();
	}

	@Test
	void opensWhileTheUserStoreHangs() throws InterruptedException {
		BreakGlassCredentials impatient = new BreakGlassCredentials(TIME,
				new BreakGlassIssuers(new SshUserLookup(() -> (username) -> this.users.loadUserByUsername(username),
						new SshAccountStatus(false)), (user) -> true, Thread::new, Duration.ofMillis(10)),
				this.events::add, this.clock);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.users = (username) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
			throw new UsernameNotFoundException("late");
		};
		String secret = impatient.issue(this.issuer, "ada", address(HERE), TIME).secret();
		assertThat(impatient.take("ada", secret, address(HERE))).isPresent();
		assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void opensIfTheUserStoreNeverKnewItsIssuer() {
		this.users = new InMemoryUserDetailsManager();
		assertThat(login("ada", issue("ada", HERE).secret(), HERE).isAuthenticated()).isTrue();
	}

	@Test
	void lockedIssuerWhoseSessionIsStillOpenIssuesNothing() {
		this.users = new InMemoryUserDetailsManager(sue().accountLocked(true).build());
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> issue("ada", HERE));
		assertThat(this.credentials.tickets()).isEmpty();
	}

	@Test
	void privilegeGainByAKeyBehindACredentialIsStopped() {
		Authentication guest = login("ada", issue("ada", HERE).secret(), HERE);
		Authentication key = SshPublicKeyAuthentication.authenticated(
				User.withUsername("ada").password("").authorities("ROLE_OWNER").build(),
				HostKeys.generate().publicKey(), KeyPermissions.ALL, List.of(new SimpleGrantedAuthority("ROLE_OWNER"),
						FactorGrantedAuthority.fromAuthority(SshFactors.PUBLICKEY_AUTHORITY)));
		Authentication user = SshFactors.merge(key, guest);
		assertThat(user.getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("ROLE_ADMIN", "orders:read", "FACTOR_SSH_BREAK_GLASS", "FACTOR_SSH_PUBLICKEY");
		assertThat(BreakGlassCredentials.ticket(user)).map(BreakGlassTicket::issuer).hasValue("sue");
		assertThat(BreakGlassCredentials.ticket(key)).isEmpty();
	}

	@Test
	void opensInSmallLettersAndWithoutDashes() {
		String secret = issue("ada", HERE).secret();
		assertThat(secret).matches("([A-Z2-7]{5}-){3}[A-Z2-7]{5}");
		assertThat(login("ada", secret.replace("-", "").toLowerCase(Locale.ROOT), HERE).isAuthenticated()).isTrue();
	}

	@Test
	void noTwoAreAlike() {
		assertThat(issue("ada", HERE).secret()).isNotEqualTo(issue("ada", HERE).secret());
	}

	@Test
	void notOnceItIsWithdrawn() {
		BreakGlassCredential credential = issue("ada", HERE);
		assertThat(this.credentials.withdraw("00000000")).isFalse();
		assertThat(this.credentials.withdraw(credential.ticket().id())).isTrue();
		assertRefused("ada", credential.secret(), HERE);
	}

	@Test
	void idOpensNothing() {
		assertRefused("ada", issue("ada", HERE).ticket().id(), HERE);
	}

	@Test
	void onlySoManyAreOpen() {
		for (int i = 0; i < 16; i++) {
			issue("user" + i, HERE);
		}
		assertThatIllegalStateException().isThrownBy(() -> issue("ada", HERE));
		login("user7", issueAfterOneIsGone(), HERE);
	}

	private String issueAfterOneIsGone() {
		this.credentials.withdraw(this.credentials.tickets().get(7).id());
		return issue("user7", HERE).secret();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "PT15M1S" })
	void refusesTimesThatAreTooLongOrNone(Duration time) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.credentials.issue(this.issuer, "ada", address(HERE), time));
		assertThat(this.events).isEmpty();
	}

	@Test
	void auditKnowsWhoAndWhenAndNotTheSecret() {
		BreakGlassCredential credential = issue("ada", HERE);
		login("ada", credential.secret(), HERE);
		this.credentials.withdraw(issue("bob", HERE).ticket().id());
		assertThat(this.events).extracting((event) -> ((SshBreakGlassEvent) event).auditType())
			.containsExactly("SSH_BREAK_GLASS_ISSUED", "SSH_BREAK_GLASS_USED", "SSH_BREAK_GLASS_ISSUED",
					"SSH_BREAK_GLASS_WITHDRAWN");
		assertThat(this.events).extracting((event) -> ((SshBreakGlassEvent) event).auditPrincipal())
			.containsExactly("sue", "ada", "sue", "sue");
		assertThat(((SshBreakGlassEvent) this.events.get(0)).auditData()).containsEntry("issuer", "sue")
			.containsEntry("user", "ada")
			.containsEntry("address", HERE)
			.containsEntry("id", credential.ticket().id())
			.containsEntry("until", "2026-11-21T12:05:00Z");
		assertThat(credential.ticket().id()).matches("[0-9a-f]{8}");
		assertThat(this.events.toString() + ((SshBreakGlassEvent) this.events.get(0)).auditData() + credential)
			.doesNotContain(credential.secret());
	}

	@Test
	void logInThatCannotBeAuditedIsRefused() {
		BreakGlassCredentials unheard = new BreakGlassCredentials(TIME, this.issuers, (event) -> {
			if (((SshBreakGlassEvent) event).getKind() == SshBreakGlassEvent.Kind.USED) {
				throw new IllegalStateException("no disk");
			}
		}, this.clock);
		String secret = unheard.issue(this.issuer, "ada", address(HERE), TIME).secret();
		assertThatIllegalStateException().isThrownBy(() -> unheard.take("ada", secret, address(HERE)));
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> unheard.take("ada", secret, address(HERE)));
	}

	@Test
	void logInIsPublishedLikeAnyOther() {
		login("ada", issue("ada", HERE).secret(), HERE);
		assertThat(this.publisher.published).containsExactly("ada is in");
	}

	@Test
	void passwordsAndKeysStillGoToTheStore() {
		assertThat(login("ada", "password of the store", HERE).isAuthenticated()).isTrue();
		Authentication key = UsernamePasswordAuthenticationToken.authenticated("ada", null, List.of());
		SshAuthenticator other = new BreakGlassAuthenticator((request) -> key, this.credentials, this.publisher);
		assertThat(
				other.authenticate(SshPublicKeyAuthentication.unauthenticated("ada", HostKeys.generate().publicKey())))
			.isSameAs(key);
		assertThat(this.publisher.published).isEmpty();
	}

	@Test
	void storeWithoutPasswordsIsNotAskedForThem() {
		SshAuthenticator keysOnly = new SshAuthenticator() {

			@Override
			public Authentication authenticate(Authentication request) {
				throw new AssertionError("asked");
			}

			@Override
			public boolean supports(SshAuthenticationMethod method) {
				return method == SshAuthenticationMethod.PUBLICKEY;
			}

		};
		SshAuthenticator both = new BreakGlassAuthenticator(keysOnly, this.credentials, this.publisher);
		assertThat(List.of(SshAuthenticationMethod.values())).filteredOn(both::supports)
			.containsExactlyInAnyOrder(SshAuthenticationMethod.PUBLICKEY, SshAuthenticationMethod.PASSWORD);
		UsernamePasswordAuthenticationToken request = request("ada", "wrong", HERE);
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> both.authenticate(request));
		assertThat(this.publisher.published).containsExactly("ada is not in: BadCredentialsException");
	}

	@Test
	void credentialPassesTheBlockOfANameButNotOfANetwork() {
		LoginThrottle throttle = new LoginThrottle(new ThrottlePolicy(true, 3, 10, TIME, TIME, TIME, 64, 100, true),
				(event) -> {
				}, this.credentials::isExpected);
		for (int i = 0; i < 10; i++) {
			throttle.failed(SshAuthenticationMethod.PASSWORD, "ada", details("198.51.100." + i));
		}
		assertThat(throttle.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isFalse();
		issue("ada", HERE);
		assertThat(throttle.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isTrue();
		assertThat(throttle.admits(SshAuthenticationMethod.PASSWORD, "ada", details("192.0.2.2"))).isFalse();
		for (int i = 0; i < 10; i++) {
			throttle.failed(SshAuthenticationMethod.PASSWORD, "user" + i, details(HERE));
		}
		assertThat(throttle.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isFalse();
	}

	@Test
	void openCredentialLiftsNoBlockWhereNetworksDoNotCount() {
		LoginThrottle throttle = new LoginThrottle(new ThrottlePolicy(true, 3, 10, TIME, TIME, TIME, 64, 100, true),
				(event) -> {
				}, this.credentials::isExpected);
		issue("ada", "127.0.0.1");
		for (int i = 0; i < 10; i++) {
			throttle.failed(SshAuthenticationMethod.PASSWORD, "ada", details("127.0.0.1"));
		}
		assertThat(throttle.admits(SshAuthenticationMethod.PASSWORD, "ada", details("127.0.0.1"))).isFalse();
	}

	private static User.UserBuilder sue() {
		return User.withUsername("sue").password("").authorities("ROLE_ADMIN", "orders:read");
	}

	private BreakGlassCredential issue(String username, String address) {
		return this.credentials.issue(this.issuer, username, address(address), TIME);
	}

	private Authentication login(String username, String secret, String address) {
		return this.authenticator.authenticate(request(username, secret, address));
	}

	private void assertRefused(String username, String secret, String address) {
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> login(username, secret, address));
	}

	private void assertRefusal(BreakGlassCredential credential, String reason) {
		SshBreakGlassEvent event = (SshBreakGlassEvent) this.events.get(this.events.size() - 1);
		assertThat(event.auditType()).isEqualTo("SSH_BREAK_GLASS_REFUSED");
		assertThat(event.auditPrincipal()).isEqualTo("sue");
		assertThat(event.auditData()).containsEntry("id", credential.ticket().id()).containsEntry("reason", reason);
	}

	private static UsernamePasswordAuthenticationToken request(String username, String secret, String address) {
		UsernamePasswordAuthenticationToken request = UsernamePasswordAuthenticationToken.unauthenticated(username,
				secret);
		request.setDetails(details(address));
		return request;
	}

	private static SshAuthenticationDetails details(String address) {
		return new SshAuthenticationDetails(address, "42", "SSH-2.0-test");
	}

	private static InetAddress address(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static final class Store implements SshAuthenticator {

		private final List<Object> asked = new ArrayList<>();

		@Override
		public Authentication authenticate(Authentication request) {
			this.asked.add(String.valueOf(request.getCredentials()));
			if ("password of the store".equals(request.getCredentials())) {
				return UsernamePasswordAuthenticationToken.authenticated(request.getName(), null, List.of());
			}
			throw new BadCredentialsException("Bad credentials");
		}

	}

	private static final class Publisher implements AuthenticationEventPublisher {

		private final List<String> published = new ArrayList<>();

		private final List<Object> secrets = new ArrayList<>();

		@Override
		public void publishAuthenticationSuccess(Authentication authentication) {
			this.published.add(authentication.getName() + " is in");
		}

		@Override
		public void publishAuthenticationFailure(AuthenticationException exception, Authentication authentication) {
			this.published.add(authentication.getName() + " is not in: " + exception.getClass().getSimpleName());
			if (authentication.getCredentials() != null) {
				this.secrets.add(authentication.getCredentials());
			}
		}

	}

	private static final class SteppingClock extends Clock {

		private Instant now = Instant.parse("2026-11-21T12:00:00Z");

		private void pass(Duration time) {
			this.now = this.now.plus(time);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(@Nullable ZoneId zone) {
			return this;
		}

	}

}
