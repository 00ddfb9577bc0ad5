package io.sshconsole.boot.observation;

import java.net.InetSocketAddress;
import java.util.Optional;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sshconsole.ssh.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshMeters}.
 */
class SshMetersTests {

	private final SshMeters meters = new SshMeters();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@BeforeEach
	void bind() {
		this.meters.bindTo(this.registry);
	}

	@Test
	void allMetersAreThereFromTheStart() {
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsOnly("ssh.console.connections", "ssh.console.sessions", "ssh.console.connections.refused",
					"ssh.console.authentications", "ssh.console.bytes");
		assertThat(this.registry.getMeters()).hasSize(13)
			.allSatisfy((meter) -> assertThat(meter.measure().iterator().next().getValue()).isZero());
	}

	@Test
	void countsConnectionsAndThoseWithAUser() {
		Transport stranger = transport(10, 20);
		Transport ada = transport(1000, 2000);
		given(ada.username()).willReturn(Optional.of("ada"));
		this.meters.connected(stranger);
		this.meters.connected(ada);
		assertThat(gauge("ssh.console.connections")).isEqualTo(2);
		assertThat(gauge("ssh.console.sessions")).isEqualTo(1);
		this.meters.closed(stranger, null);
		this.meters.closed(ada, new IllegalStateException());
		assertThat(gauge("ssh.console.connections")).isZero();
		assertThat(gauge("ssh.console.sessions")).isZero();
	}

	@Test
	void bytesNeverGoBack() {
		Transport first = transport(10, 20);
		Transport second = transport(1000, 2000);
		this.meters.connected(first);
		this.meters.connected(second);
		assertThat(bytes("received")).isEqualTo(1010);
		assertThat(bytes("sent")).isEqualTo(2020);
		this.meters.closed(first, null);
		assertThat(bytes("received")).isEqualTo(1010);
		assertThat(bytes("sent")).isEqualTo(2020);
		given(second.bytesSent()).willReturn(3000L);
		assertThat(bytes("sent")).isEqualTo(3020);
		this.meters.closed(second, null);
		this.meters.closed(second, null);
		assertThat(bytes("sent")).isEqualTo(3020);
	}

	/**
	 * The name of the method is text from the peer: a tag of it would be a way to fill
	 * the memory of whoever keeps the meters.
	 */
	@Test
	void methodsOfAPeersInventionMakeNoMeters() {
		Transport transport = transport(0, 0);
		int before = this.registry.getMeters().size();
		for (int i = 0; i < 100; i++) {
			this.meters.authenticationFailed(transport, "user" + i, "method" + i);
		}
		this.meters.authenticationFailed(transport, "ada", "password");
		this.meters.authenticated(transport, "publickey");
		assertThat(this.registry.getMeters()).hasSize(before);
		assertThat(authentications("other", "failure")).isEqualTo(100);
		assertThat(authentications("password", "failure")).isEqualTo(1);
		assertThat(authentications("password", "success")).isZero();
		assertThat(authentications("publickey", "success")).isEqualTo(1);
		assertThat(authentications("publickey", "failure")).isZero();
	}

	@Test
	void countsThoseWhoAreNotLetIn() {
		this.meters.refused(new InetSocketAddress("203.0.113.7", 4711), "all places are taken");
		Meter refused = this.registry.get("ssh.console.connections.refused").meter();
		assertThat(refused.measure().iterator().next().getValue()).isEqualTo(1);
		assertThat(refused.getId().getTags()).isEmpty();
	}

	@Test
	void severalRegistriesShowTheSame() {
		SimpleMeterRegistry second = new SimpleMeterRegistry();
		this.meters.bindTo(second);
		this.meters.authenticated(transport(0, 0), "password");
		assertThat(authentications("password", "success")).isEqualTo(1);
		assertThat(second.get("ssh.console.authentications")
			.tags("method", "password", "outcome", "success")
			.functionCounter()
			.count()).isEqualTo(1);
	}

	private static Transport transport(long received, long sent) {
		Transport transport = mock(Transport.class);
		given(transport.username()).willReturn(Optional.empty());
		given(transport.bytesReceived()).willReturn(received);
		given(transport.bytesSent()).willReturn(sent);
		return transport;
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	private double bytes(String direction) {
		return this.registry.get("ssh.console.bytes").tag("direction", direction).functionCounter().count();
	}

	private double authentications(String method, String outcome) {
		return this.registry.get("ssh.console.authentications")
			.tags("method", method, "outcome", outcome)
			.functionCounter()
			.count();
	}

}
