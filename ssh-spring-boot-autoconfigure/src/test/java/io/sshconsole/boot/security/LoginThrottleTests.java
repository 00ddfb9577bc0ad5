package io.sshconsole.boot.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.security.ThrottledPeer.Kind;
import io.sshconsole.ssh.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LoginThrottle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoginThrottleTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final String HERE = "192.0.2.1";

	private final List<Object> events = new ArrayList<>();

	private final List<Duration> pauses = new ArrayList<>();

	/**
	 * The clock's scale wraps while something is blocked.
	 */
	private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

	private final LoginThrottle throttle = throttle(100, true);

	@Test
	void fourthAttemptWaitsAndTheEleventhIsNotLookedAt() {
		for (int i = 0; i < 10; i++) {
			assertThat(attempt("ada", HERE)).isTrue();
		}
		assertThat(this.pauses).extracting(Duration::toMillis)
			.containsExactly(250L, 500L, 1000L, 2000L, 3000L, 3000L, 3000L);
		assertThat(attempt("ada", HERE)).isFalse();
	}

	@Test
	void blockEndsAndTheNextOneIsTwiceAsLong() {
		fail(10, "ada", HERE);
		pass(Duration.ofSeconds(59));
		assertThat(admits("ada", HERE)).isFalse();
		pass(Duration.ofSeconds(1));
		assertThat(attempt("ada", HERE)).isTrue();
		pass(Duration.ofSeconds(119));
		assertThat(admits("ada", HERE)).isFalse();
		pass(Duration.ofSeconds(1));
		assertThat(admits("ada", HERE)).isTrue();
	}

	@Test
	void noBlockIsLongerThanTheLongest() {
		fail(10, "ada", HERE);
		for (int minutes = 1; minutes < 128; minutes *= 2) {
			pass(Duration.ofMinutes(Math.min(minutes, 60)));
			fail(1, "ada", HERE);
		}
		pass(Duration.ofHours(1).minusSeconds(1));
		assertThat(admits("ada", HERE)).isFalse();
		pass(Duration.ofSeconds(1));
		assertThat(admits("ada", HERE)).isTrue();
	}

	@Test
	void failuresAreForgottenAfterTheWindow() {
		fail(9, "ada", HERE);
		pass(Duration.ofMinutes(15));
		fail(9, "ada", HERE);
		assertThat(admits("ada", HERE)).isTrue();
	}

	@Test
	void failuresWhileItIsBlockedDoNotProlongTheBlock() {
		fail(10, "ada", HERE);
		fail(10, "ada", HERE);
		pass(MINUTE);
		assertThat(admits("ada", HERE)).isTrue();
	}

	@Test
	void oneNetworkThatTriesManyUsersIsBlocked() {
		for (int i = 0; i < 10; i++) {
			fail(1, "user" + i, HERE);
		}
		assertThat(admits("ada", HERE)).isFalse();
		assertThat(admits("ada", "192.0.2.2")).isTrue();
	}

	@Test
	void oneUserWhoIsTriedFromManyNetworksIsBlocked() {
		for (int i = 0; i < 10; i++) {
			fail(1, "ada", "198.51.100." + i);
		}
		assertThat(admits("ada", HERE)).isFalse();
		assertThat(admits("bob", HERE)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "IDA", "Ida ", "I\uFF24A", "\u0131da" })
	void anotherSpellingOfTheNameIsTheSameUser(String spelling) {
		for (int i = 0; i < 10; i++) {
			fail(1, "ida", "198.51.100." + i);
		}
		assertThat(admits(spelling, HERE)).isFalse();
	}

	@Test
	void keyIsNeitherCountedNorStopped() {
		fail(10, "ada", HERE);
		assertThat(this.throttle.admits(SshAuthenticationMethod.PUBLICKEY, "ada", details(HERE))).isTrue();
		for (int i = 0; i < 10; i++) {
			this.throttle.failed(SshAuthenticationMethod.PUBLICKEY, "bob", details("192.0.2.2"));
		}
		assertThat(admits("bob", "192.0.2.2")).isTrue();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void attackOnANameDoesNotKeepItsOwnerOutWhereHeHasBeenBefore() {
		enter("ada", HERE, "publickey");
		for (int i = 0; i < 10; i++) {
			fail(1, "ada", "198.51.100." + i);
		}
		assertThat(admits("ada", "192.0.2.2")).isFalse();
		assertThat(admits("ada", HERE)).isTrue();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void networkThatIsKnownIsBlockedLikeAnyOther() {
		enter("ada", HERE, "password");
		fail(10, "ada", HERE);
		assertThat(admits("ada", HERE)).isFalse();
		assertThat(admits("ada", "192.0.2.2")).isTrue();
	}

	@Test
	void ownerWhoMistypedHasACleanSlateOnceHeIsIn() {
		fail(9, "ada", HERE);
		enter("ada", HERE, "password");
		fail(9, "ada", HERE);
		assertThat(admits("ada", HERE)).isTrue();
	}

	@Test
	void logInsOfAnAttackerHimselfDoNotTakeHisGuessesBack() {
		for (int i = 0; i < 5; i++) {
			fail(2, "ada", HERE);
			enter("mallory", HERE, "password");
		}
		assertThat(admits("ada", HERE)).isFalse();
		assertThat(admits("mallory", HERE)).isFalse();
	}

	@Test
	void ownFailureOfAnAttackerDoesNotMakeTheOthersHis() {
		fail(1, "mallory", HERE);
		fail(8, "ada", HERE);
		enter("mallory", HERE, "password");
		fail(1, "ada", HERE);
		assertThat(admits("ada", HERE)).isFalse();
	}

	@Test
	void logInByKeyTakesNoGuessesOfAPasswordBack() {
		for (int i = 0; i < 5; i++) {
			fail(2, "ada", HERE);
			enter("ada", HERE, "publickey");
		}
		assertThat(admits("ada", HERE)).isFalse();
	}

	@Test
	void ownerDoesNotClearTheCountOfThoseWhoAttackHisName() {
		for (int i = 0; i < 10; i++) {
			fail(1, "ada", "198.51.100." + i);
			enter("ada", HERE, "password");
		}
		assertThat(admits("ada", "203.0.113.1")).isFalse();
	}

	@Test
	void oneProofOfSeveralTakesNothingBack() {
		for (int i = 0; i < 10; i++) {
			this.throttle.succeeded(SshAuthenticationMethod.PASSWORD, "ada", details(HERE));
			fail(1, "ada", HERE);
		}
		assertThat(admits("ada", HERE)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "2001:db8::1, 2001:db8::ffff:1, false", "2001:db8::1, 2001:db8:0:1::1, true",
			"192.0.2.1, 192.0.2.2, true", "::ffff:192.0.2.1, 192.0.2.1, false" })
	void hostsOfOneIpv6NetworkAreNotToldApart(String attacker, String other, boolean admitted) {
		for (int i = 0; i < 10; i++) {
			fail(1, "user" + i, attacker);
		}
		assertThat(admits("ada", other)).isEqualTo(admitted);
	}

	@Test
	void prefixOfTheNetworkNeedNotBeWholeBytes() throws Exception {
		InetAddress address = InetAddress.getByName("2001:db8:ffff:ffff::1");
		assertThat(Network.of(address, 64).text()).isEqualTo("2001:db8:ffff:ffff:0:0:0:0/64");
		assertThat(Network.of(address, 60).text()).isEqualTo("2001:db8:ffff:fff0:0:0:0:0/60");
		assertThat(Network.of(address, 35).text()).isEqualTo("2001:db8:e000:0:0:0:0:0/35");
		assertThat(Network.of(address, 128).text()).isEqualTo("2001:db8:ffff:ffff:0:0:0:1/128");
	}

	@Test
	void loopbackIsNoNetworkButUsersCountThere() {
		for (int i = 0; i < 20; i++) {
			fail(1, "user" + i, "127.0.0.1");
		}
		assertThat(admits("ada", "127.0.0.1")).isTrue();
		enter("ada", "127.0.0.1", "password");
		fail(10, "ada", "127.0.0.1");
		assertThat(admits("ada", "127.0.0.1")).isFalse();
		assertThat(admits("ada", HERE)).isFalse();
	}

	@Test
	void loopbackIsANetworkIfItIsNotExempt() {
		LoginThrottle strict = throttle(100, false);
		for (int i = 0; i < 10; i++) {
			strict.failed(SshAuthenticationMethod.PASSWORD, "user" + i, details("::1"));
		}
		assertThat(strict.admits(SshAuthenticationMethod.PASSWORD, "ada", details("::1"))).isFalse();
	}

	@Test
	void eventsTellOfChangesAndNotOfAttempts() {
		fail(10, "ada", HERE);
		for (int i = 0; i < 10; i++) {
			attempt("ada", HERE);
		}
		assertThat(this.events).filteredOn(SshLoginDelayedEvent.class::isInstance)
			.extracting((event) -> ((SshLoginDelayedEvent) event).getPeer().toString())
			.containsExactly("network '192.0.2.1'", "user 'ada'");
		assertThat(this.events).filteredOn(SshLoginBlockedEvent.class::isInstance)
			.hasSize(2)
			.first()
			.isInstanceOfSatisfying(SshLoginBlockedEvent.class, (event) -> {
				assertThat(event.getFailures()).isEqualTo(10);
				assertThat(event.getTime()).isEqualTo(MINUTE);
				assertThat(event.auditType()).isEqualTo("SSH_LOGIN_BLOCKED");
				assertThat(event.auditPrincipal()).isNull();
				assertThat(event.auditData()).containsEntry("kind", "NETWORK")
					.containsEntry("peer", HERE)
					.containsEntry("failures", 10)
					.containsEntry("blockMillis", 60000L);
			});
	}

	@Test
	void tellsWhoIsBlockedAndForHowLong() {
		fail(9, "bob", "192.0.2.2");
		assertThat(this.throttle.blocks()).isEmpty();
		fail(10, "ada", HERE);
		pass(Duration.ofSeconds(20));
		assertThat(this.throttle.blocks()).containsExactly(
				new LoginBlock(new ThrottledPeer(Kind.NETWORK, HERE), 10, Duration.ofSeconds(40)),
				new LoginBlock(new ThrottledPeer(Kind.USER, "ada"), 10, Duration.ofSeconds(40)));
		pass(Duration.ofSeconds(40));
		assertThat(this.throttle.blocks()).isEmpty();
	}

	@Test
	void blockThatIsLiftedIsForgottenAndNoOther() {
		fail(10, "ada", HERE);
		assertThat(this.throttle.lift("eve")).isFalse();
		assertThat(this.throttle.lift(HERE)).isTrue();
		assertThat(admits("bob", HERE)).isTrue();
		assertThat(admits("ada", HERE)).isFalse();
		assertThat(this.throttle.lift("Ada")).isTrue();
		assertThat(admits("ada", HERE)).isTrue();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void nameCannotForgeALineOfTheLog(CapturedOutput output) {
		String name = "ada\n2026-01-01 WARN root is in\u001B[2J";
		fail(10, name, HERE);
		assertThat(output).contains("user 'ada?2026-01-01 warn root is in?[2j'").doesNotContain("\u001B");
		assertThat(this.events).filteredOn(SshLoginBlockedEvent.class::isInstance)
			.allSatisfy((event) -> assertThat(((SshLoginBlockedEvent) event).auditData().get("peer").toString())
				.doesNotContain("\n", "\u001B"));
	}

	@Test
	void listenerThatFailsChangesNothing() {
		LoginThrottle unheard = new LoginThrottle(policy(100, true), (event) -> {
			throw new IllegalStateException("no mail");
		}, LoginThrottleTests::nobody, () -> this.now, this.pauses::add);
		for (int i = 0; i < 10; i++) {
			unheard.failed(SshAuthenticationMethod.PASSWORD, "ada", details(HERE));
		}
		assertThat(unheard.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isFalse();
	}

	@Test
	void remembersNoMoreThanItMay() {
		LoginThrottle small = throttle(5, true);
		for (int i = 0; i < 1000; i++) {
			small.failed(SshAuthenticationMethod.PASSWORD, "user" + i, details("198.51.100." + i % 256));
		}
		assertThat(small.size()).isEqualTo(5);
	}

	@Test
	void userUnderAttackIsNotForgottenForUsersWhoAreNot() {
		LoginThrottle small = throttle(5, true);
		for (int i = 0; i < 10; i++) {
			small.failed(SshAuthenticationMethod.PASSWORD, "ada", details("198.51.100." + i));
			for (int j = 0; j < 4; j++) {
				small.failed(SshAuthenticationMethod.PASSWORD, "user" + i + "-" + j, details("203.0.113." + j));
			}
		}
		assertThat(small.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isFalse();
	}

	@Test
	void thoseWhoWaitDoNotTakeThePlacesOfAll() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		CyclicBarrier waiting = new CyclicBarrier(17);
		LoginThrottle slow = new LoginThrottle(policy(100, true), this.events::add, LoginThrottleTests::nobody,
				() -> this.now, (time) -> {
					try {
						waiting.await(30, TimeUnit.SECONDS);
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
					end.await();
				});
		for (int i = 0; i < 5; i++) {
			slow.failed(SshAuthenticationMethod.PASSWORD, "ada", details(HERE));
		}
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			Thread thread = new Thread(() -> slow.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE)));
			thread.start();
			threads.add(thread);
		}
		waiting.await(30, TimeUnit.SECONDS);
		assertThat(slow.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isFalse();
		assertThat(slow.admits(SshAuthenticationMethod.PASSWORD, "bob", details("192.0.2.2"))).isTrue();
		end.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
	}

	@Test
	void placesOfThoseWhoHaveWaitedAreFree() {
		for (int i = 0; i < 20; i++) {
			fail(3, "user" + i, "198.51.100." + i);
			assertThat(admits("user" + i, "198.51.100." + i)).isTrue();
		}
		assertThat(this.pauses).hasSize(20);
	}

	@Test
	void attemptsThatWaitedTogetherAreNotAllLookedAt() {
		LoginThrottle[] holder = new LoginThrottle[1];
		holder[0] = new LoginThrottle(policy(100, true), this.events::add, LoginThrottleTests::nobody, () -> this.now,
				(time) -> {
					for (int i = 0; i < 10; i++) {
						holder[0].failed(SshAuthenticationMethod.PASSWORD, "ada", details(HERE));
					}
				});
		for (int i = 0; i < 5; i++) {
			holder[0].failed(SshAuthenticationMethod.PASSWORD, "ada", details(HERE));
		}
		assertThat(holder[0].admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isFalse();
	}

	@Test
	void interruptedWaitIsARefusal() {
		LoginThrottle interrupted = new LoginThrottle(policy(100, true), this.events::add, LoginThrottleTests::nobody,
				() -> this.now, (time) -> {
					throw new InterruptedException();
				});
		for (int i = 0; i < 5; i++) {
			interrupted.failed(SshAuthenticationMethod.PASSWORD, "ada", details(HERE));
		}
		assertThat(interrupted.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void switchedOffItStopsNobody() {
		LoginThrottle off = new LoginThrottle(new ThrottlePolicy(false, 0, 1, MINUTE, MINUTE, MINUTE, 64, 10, false),
				this.events::add, LoginThrottleTests::nobody, () -> this.now, this.pauses::add);
		off.failed(SshAuthenticationMethod.PASSWORD, "ada", details(HERE));
		assertThat(off.admits(SshAuthenticationMethod.PASSWORD, "ada", details(HERE))).isTrue();
		assertThat(this.events).isEmpty();
	}

	private boolean attempt(String username, String address) {
		boolean admitted = admits(username, address);
		if (admitted) {
			fail(1, username, address);
		}
		return admitted;
	}

	@Test
	void stolenKeyMakesNoHomeInWhichCodesAreGuessed() {
		for (int i = 0; i < 10; i++) {
			enter("ada", "198.51.100." + i, "publickey");
			assertThat(admitsCode("Ada", "198.51.100." + i)).isTrue();
			failCode("ada", "198.51.100." + i);
		}
		enter("ada", HERE, "publickey");
		assertThat(admitsCode("ada", HERE)).isFalse();
		assertThat(admitsCode("ada", "198.51.100.1")).isFalse();
		assertThat(admitsCode("bob", HERE)).isTrue();
		assertThat(this.throttle.blocks()).extracting((block) -> block.peer().name()).containsExactly("ada");
		assertThat(this.throttle.lift("ada")).isTrue();
		assertThat(admitsCode("ada", HERE)).isTrue();
	}

	@Test
	void loginsTakeNoWrongCodesBack() {
		for (int i = 0; i < 10; i++) {
			failCode("ada", HERE);
			enter("ada", HERE, "password");
		}
		assertThat(admitsCode("ada", "192.0.2.2")).isFalse();
	}

	@Test
	void attackOnANameDoesNotKeepItsOwnerFromProvingACode() {
		for (int i = 0; i < 10; i++) {
			fail(1, "ada", "198.51.100." + i);
			failCode("bob", "198.51.101." + i);
		}
		assertThat(admits("ada", HERE)).isFalse();
		assertThat(admitsCode("ada", HERE)).isTrue();
		assertThat(admits("bob", HERE)).isTrue();
	}

	@Test
	void wrongCodesCountAgainstTheirNetworkToo() {
		for (int i = 0; i < 10; i++) {
			failCode("user" + i, HERE);
		}
		assertThat(admitsCode("ada", HERE)).isFalse();
		assertThat(admits("ada", HERE)).isFalse();
	}

	private boolean admitsCode(String username, String address) {
		return this.throttle.inSession()
			.admits(SshAuthenticationMethod.KEYBOARD_INTERACTIVE, username, details(address));
	}

	private void failCode(String username, String address) {
		this.throttle.inSession().failed(SshAuthenticationMethod.KEYBOARD_INTERACTIVE, username, details(address));
	}

	private boolean admits(String username, String address) {
		return this.throttle.admits(SshAuthenticationMethod.PASSWORD, username, details(address));
	}

	private void fail(int times, String username, String address) {
		for (int i = 0; i < times; i++) {
			this.throttle.failed(SshAuthenticationMethod.PASSWORD, username, details(address));
		}
	}

	private void enter(String username, String address, String method) {
		Transport transport = mock(Transport.class);
		given(transport.username()).willReturn(Optional.of(username));
		given(transport.remoteAddress()).willReturn(new InetSocketAddress(address, 4711));
		this.throttle.authenticated(transport, method);
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

	private LoginThrottle throttle(int maxEntries, boolean exemptLoopback) {
		return new LoginThrottle(policy(maxEntries, exemptLoopback), this.events::add, LoginThrottleTests::nobody,
				() -> this.now, this.pauses::add);
	}

	private static ThrottlePolicy policy(int maxEntries, boolean exemptLoopback) {
		return new ThrottlePolicy(true, 3, 10, MINUTE, Duration.ofHours(1), Duration.ofMinutes(15), 64, maxEntries,
				exemptLoopback);
	}

	private static boolean nobody(String username, InetAddress address) {
		return false;
	}

	private static SshAuthenticationDetails details(String address) {
		return new SshAuthenticationDetails(address, "42", "SSH-2.0-test");
	}

}
