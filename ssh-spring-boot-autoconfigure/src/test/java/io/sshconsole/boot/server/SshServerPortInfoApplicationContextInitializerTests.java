package io.sshconsole.boot.server;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SshServerPortInfoApplicationContextInitializer}.
 */
class SshServerPortInfoApplicationContextInitializerTests {

	private static final String PROPERTY = "local.ssh-console.port";

	private final SshServerPortInfoApplicationContextInitializer initializer = new SshServerPortInfoApplicationContextInitializer();

	@Test
	void publishesThePortForTheContextAndItsParents() {
		try (GenericApplicationContext parent = new GenericApplicationContext();
				GenericApplicationContext child = new GenericApplicationContext(parent)) {
			parent.refresh();
			publish(child, 4711);
			assertThat(child.getEnvironment().getProperty(PROPERTY)).isEqualTo("4711");
			assertThat(parent.getEnvironment().getProperty(PROPERTY)).isEqualTo("4711");
		}
	}

	@Test
	void keepsThePortsOfOtherServers() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("server.ports", new HashMap<>(Map.of("local.server.port", 8080))));
			publish(context, 4711);
			assertThat(context.getEnvironment().getProperty("local.server.port")).isEqualTo("8080");
			assertThat(context.getEnvironment().getProperty(PROPERTY)).isEqualTo("4711");
		}
	}

	@Test
	void publishesTheNewPortAfterARestart() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			publish(context, 4711);
			context.publishEvent(new SshServerStartedEvent(this, new InetSocketAddress("127.0.0.1", 4712)));
			assertThat(context.getEnvironment().getProperty(PROPERTY)).isEqualTo("4712");
		}
	}

	private void publish(GenericApplicationContext context, int port) {
		this.initializer.initialize(context);
		context.refresh();
		context.publishEvent(new SshServerStartedEvent(this, new InetSocketAddress("127.0.0.1", port)));
	}

}
