package io.sshconsole.boot.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.keys.HostKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartWhenReady}.
 */
class StartWhenReadyTests {

	private final SshServerLifecycle lifecycle = new SshServerLifecycle(
			() -> SshServer.builder().port(0).hostKeys(List.of(HostKeys.generate())).build(), new InetSocketAddress(0),
			(event) -> {
			}, SshServerStart.WHEN_READY);

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final StartWhenReady listener = new StartWhenReady(this.context, this.lifecycle);

	@AfterEach
	void stop() {
		this.lifecycle.stop();
	}

	@Test
	void readinessOfAChildIsNotOurs() {
		this.listener.onApplicationEvent(ready(new GenericApplicationContext(this.context)));
		assertThat(this.lifecycle.isRunning()).isFalse();
		this.listener.onApplicationEvent(ready(this.context));
		assertThat(this.lifecycle.isRunning()).isTrue();
	}

	private static ApplicationReadyEvent ready(GenericApplicationContext context) {
		return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
	}

}
