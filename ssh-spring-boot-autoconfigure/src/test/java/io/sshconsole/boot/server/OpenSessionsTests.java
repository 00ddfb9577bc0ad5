package io.sshconsole.boot.server;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link OpenSessions}.
 */
class OpenSessionsTests {

	private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

	private final List<Object> events = new ArrayList<>();

	private final Transport bob = transport("ssh-2", "bob", NOON.plusMillis(2500));

	private final Transport ada = transport("ssh-1", "ada", NOON);

	private final Transport stranger = transport("ssh-3", null, NOON);

	private @Nullable SshServer server = mock(SshServer.class);

	private final OpenSessions sessions = new OpenSessions(() -> Optional.ofNullable(this.server), this.events::add);

	OpenSessionsTests() {
		given(this.server.transports()).willReturn(List.of(this.bob, this.stranger, this.ada));
	}

	@Test
	void listsThoseWhoAreLoggedInFromTheOldest() {
		assertThat(this.sessions.list()).containsExactly(
				new OpenSession("ssh-1", "ada", "203.0.113.7", NOON, "", 2, "SSH-2.0-test"),
				new OpenSession("ssh-2", "bob", "203.0.113.7", NOON.plusSeconds(2), "", 2, "SSH-2.0-test"));
	}

	@Test
	void endsASessionAndTellsWhoDidIt() {
		assertThat(this.sessions.end("ssh-2", "ada")).isTrue();
		verify(this.bob).close("ended by ada");
		verify(this.ada, never()).close(anyString());
		assertThat(this.events).singleElement().isInstanceOfSatisfying(SshSessionEndedEvent.class, (event) -> {
			assertThat(event.auditType()).isEqualTo("SSH_SESSION_ENDED");
			assertThat(event.auditPrincipal()).isEqualTo("ada");
			assertThat(event.auditData()).containsEntry("session", "ssh-2")
				.containsEntry("user", "bob")
				.containsEntry("address", "203.0.113.7");
		});
	}

	@Test
	void nobodyKnownIsAnOperator() {
		this.sessions.end("ssh-1", null);
		verify(this.ada).close("ended by an operator");
	}

	/**
	 * Who has not logged in has no session, and is none of an operator's business.
	 */
	@Test
	void endsNoStrangersAndNobodyTwice() {
		assertThat(this.sessions.end("ssh-3", "ada")).isFalse();
		assertThat(this.sessions.end("ssh-9", "ada")).isFalse();
		verify(this.stranger, never()).close(anyString());
		assertThat(this.events).isEmpty();
	}

	@Test
	void stoppedServerHasNoSessions() {
		this.server = null;
		assertThat(this.sessions.list()).isEmpty();
		assertThat(this.sessions.end("ssh-1", "ada")).isFalse();
	}

	private static Transport transport(String id, @Nullable String user, Instant since) {
		Transport transport = mock(Transport.class);
		given(transport.id()).willReturn(id);
		given(transport.username()).willReturn(Optional.ofNullable(user));
		given(transport.remoteAddress()).willReturn(new InetSocketAddress("203.0.113.7", 4711));
		given(transport.connectedAt()).willReturn(since);
		given(transport.clientVersion()).willReturn("SSH-2.0-test");
		given(transport.serverInterface()).willReturn(Optional.empty());
		given(transport.sessions()).willReturn(2);
		return transport;
	}

}
