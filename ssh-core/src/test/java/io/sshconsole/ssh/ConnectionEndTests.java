package io.sshconsole.ssh;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionEndTests {

	/**
	 * Otherwise an application that stops would be gone when its audit is told of the
	 * last log-outs.
	 */
	@Test
	void connectionIsLiveUntilItsEndWasHeardOf() throws Exception {
		CompletableFuture<Boolean> live = new CompletableFuture<>();
		AtomicReference<TestServer> server = new AtomicReference<>();
		TransportListener listener = new TransportListener() {

			@Override
			public void closed(Transport transport, @Nullable Throwable cause) {
				live.complete(server.get().transports().contains(transport));
			}

		};
		try (TestServer started = TestServer.start((builder) -> builder.listener(listener))) {
			server.set(started);
			ScriptedPeer.connect(started.port()).identify().close();
			assertThat(live.get(30, TimeUnit.SECONDS)).isTrue();
		}
	}

}
