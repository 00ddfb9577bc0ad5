package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyPermissionsTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final KeyPermissions NARROW = narrow();

	@Test
	void allowsAllAtFirst() {
		assertThat(KeyPermissions.ALL.features()).containsExactlyInAnyOrder(KeyFeature.values());
		assertThat(KeyPermissions.ALL.forcedCommand()).isEmpty();
		assertThat(KeyPermissions.ALL.securityKeys()).isEqualTo(SecurityKeyPolicy.TOUCH);
		assertThat(KeyPermissions.ALL.refusal(InetAddress.getLoopbackAddress(), Instant.MAX)).isEmpty();
	}

	@Test
	void intersectionWithAllChangesNothing() {
		assertThat(NARROW.intersect(KeyPermissions.ALL)).contains(NARROW);
		assertThat(KeyPermissions.ALL.intersect(NARROW)).contains(NARROW);
		assertThat(NARROW.intersect(NARROW)).contains(NARROW);
		assertThat(KeyPermissions.ALL.intersect(KeyPermissions.ALL)).containsSame(KeyPermissions.ALL);
	}

	@Test
	void intersectionAllowsWhatBothAllow() throws SshException {
		KeyPermissions other = KeyPermissions.builder()
			.restrict()
			.allow(KeyFeature.USER_RC, true)
			.expiry(NOW.minusSeconds(1))
			.environment("A", "other")
			.environment("C", "3")
			.sources(SourceAddresses.ofPatterns("10.1.0.0/16"))
			.permitOpen(ForwardTargets.open(List.of("b:2")))
			.touchRequired(false)
			.principals(List.of("ada", "eve"))
			.build();
		KeyPermissions both = NARROW.intersect(other).orElseThrow();
		assertThat(both.features()).isEmpty();
		assertThat(both.forcedCommand()).contains("date");
		assertThat(both.expiry()).contains(NOW.minusSeconds(1));
		assertThat(both.environment()).containsOnly(Map.entry("A", "1"), Map.entry("B", "2"), Map.entry("C", "3"));
		assertThat(both.sources()).isEqualTo(NARROW.sources().and(other.sources()));
		assertThat(both.permitOpen().contains("a", 1)).isFalse();
		assertThat(both.permitListen().contains("x", 8080)).isTrue();
		assertThat(both.permitListen().contains("x", 8081)).isFalse();
		assertThat(both.securityKeys()).isEqualTo(new SecurityKeyPolicy(true, true));
		assertThat(both.principals()).contains(Set.of("ada"));
		assertThat(other.intersect(NARROW).orElseThrow().features()).isEmpty();
	}

	@Test
	void twoForcedCommandsContradictEachOther() {
		KeyPermissions first = KeyPermissions.builder().forcedCommand("a").build();
		KeyPermissions second = KeyPermissions.builder().forcedCommand("b").build();
		assertThat(first.intersect(second)).isEmpty();
		assertThat(first.intersect(first).flatMap(KeyPermissions::forcedCommand)).contains("a");
		assertThat(KeyPermissions.ALL.intersect(second).flatMap(KeyPermissions::forcedCommand)).contains("b");
	}

	@Test
	void refusesElsewhereAndTooLate() throws Exception {
		assertThat(NARROW.refusal(InetAddress.getByName("10.1.1.1"), NOW)).isEmpty();
		assertThat(NARROW.refusal(InetAddress.getByName("192.0.2.1"), NOW)).get().asString().contains("192.0.2.1");
		assertThat(NARROW.refusal(InetAddress.getByName("10.1.1.1"), NOW.plusSeconds(1))).get()
			.asString()
			.contains("expired");
	}

	@Test
	void cannotBeChanged() {
		KeyPermissions.Builder builder = KeyPermissions.builder();
		KeyPermissions before = builder.build();
		builder.restrict().environment("A", "b");
		assertThat(before).isEqualTo(KeyPermissions.ALL);
	}

	private static KeyPermissions narrow() {
		try {
			return KeyPermissions.builder()
				.restrict()
				.allow(KeyFeature.PTY, true)
				.forcedCommand("date")
				.sources(SourceAddresses.ofPatterns("10.0.0.0/8"))
				.expiry(NOW)
				.environment("A", "1")
				.environment("B", "2")
				.permitOpen(ForwardTargets.open(List.of("a:1", "b:2")))
				.permitListen(ForwardTargets.listen(List.of("8080")))
				.verificationRequired(true)
				.principals(List.of("ada", "bob"))
				.build();
		}
		catch (SshException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
