package io.sshconsole.boot.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Twenty thousand failed log-ins from as many addresses, half of them at one name.
 */
class ManyFailedLoginsTests {

	private static final int ATTEMPTS = 20_000;

	private static final int THREADS = 8;

	private static final int MAX_ENTRIES = 1000;

	/**
	 * Without delays, which would only make the test slow.
	 */
	private static final ThrottlePolicy POLICY = new ThrottlePolicy(true, 10, 10, Duration.ofHours(1),
			Duration.ofHours(1), Duration.ofHours(1), 64, MAX_ENTRIES, true);

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	private final SshPublicKey key = HostKeys.generate().publicKey();

	private final AtomicInteger events = new AtomicInteger();

	private final AtomicInteger looks = new AtomicInteger();

	private final LoginThrottle throttle = new LoginThrottle(POLICY, (event) -> this.events.incrementAndGet(),
			(username, address) -> false);

	private final SshAuthenticationBridge bridge = new SshAuthenticationBridge(new Users(),
			List.of(SshAuthenticationMethod.PUBLICKEY, SshAuthenticationMethod.PASSWORD), List.of(), null,
			new DefaultAuthenticationEventPublisher(), List.of(this.throttle), null);

	/**
	 * A line for each of them is right in a log, and too much here.
	 */
	@BeforeEach
	void logLess() {
		this.logging.setLogLevel(SshAuthenticationBridge.class.getName(), LogLevel.WARN);
	}

	@AfterEach
	void logAgain() {
		this.logging.setLogLevel(SshAuthenticationBridge.class.getName(), null);
	}

	@Test
	void twentyThousandFailedLoginsKeepNobodyOutAndFillNoMemory() throws Exception {
		comeIn("ada", "192.0.2.1");
		attack();
		assertThat(this.throttle.size()).isLessThanOrEqualTo(MAX_ENTRIES);
		// The name under attack was looked at until it was blocked, the others each time
		assertThat(this.looks).hasValueBetween(ATTEMPTS / 2, ATTEMPTS / 2 + 10 + THREADS);
		assertThat(this.events).hasValue(1);
		assertThat(this.bridge.authenticatePassword("ada", "secret", details("203.0.113.1"))).isEmpty();
		assertThat(this.bridge.authenticatePassword("ada", "secret", details("192.0.2.1"))).isPresent();
		assertThat(this.bridge.authenticatePublicKey("ada", this.key, details("203.0.113.1"))).isPresent();
		assertThat(this.bridge.authenticatePassword("bob", "secret", details("203.0.113.1"))).isPresent();
	}

	private void attack() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> parts = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				int part = i;
				parts.add(threads.submit(() -> attack(part)));
			}
			for (Future<?> part : parts) {
				part.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void attack(int part) {
		Random random = new Random(part);
		byte[] ipv6 = new byte[16];
		byte[] ipv4 = new byte[4];
		for (int i = 0; i < ATTEMPTS / THREADS; i++) {
			byte[] address = (i % 4 < 2) ? ipv4 : ipv6;
			random.nextBytes(address);
			address[0] = (i % 4 < 2) ? (byte) 10 : 0x20;
			String name = (i % 2 == 0) ? "ada" : part + "-" + i + "x".repeat(200);
			assertThat(this.bridge.authenticatePassword(name, "guess" + i, details(text(address)))).isEmpty();
		}
	}

	private static String text(byte[] address) {
		try {
			return InetAddress.getByAddress(address).getHostAddress();
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void comeIn(String username, String address) {
		Transport transport = mock(Transport.class);
		given(transport.username()).willReturn(Optional.of(username));
		given(transport.remoteAddress()).willReturn(new InetSocketAddress(address, 4711));
		this.throttle.authenticated(transport, "password");
	}

	private static SshAuthenticationDetails details(String address) {
		return new SshAuthenticationDetails(address, "42", "SSH-2.0-test");
	}

	private final class Users implements SshAuthenticator {

		@Override
		public Authentication authenticate(Authentication request) {
			ManyFailedLoginsTests.this.looks.incrementAndGet();
			if (request instanceof SshPublicKeyAuthentication || "secret".equals(request.getCredentials())) {
				return UsernamePasswordAuthenticationToken.authenticated(request.getName(), null, List.of());
			}
			throw new BadCredentialsException("Bad credentials");
		}

	}

}
