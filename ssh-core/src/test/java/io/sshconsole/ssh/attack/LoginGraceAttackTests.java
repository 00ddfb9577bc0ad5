package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that hold a place and do not log in (CVE-2024-6387 was what became of it).
 */
class LoginGraceAttackTests {

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack(
			(builder) -> builder.limits((limits) -> limits.loginGraceTime(Duration.ofSeconds(1))));

	@Test
	void peersThatFallSilentAnywhereAreClosed() throws IOException {
		List<ScriptedPeer> peers = new ArrayList<>();
		for (HalfOpen state : HalfOpen.values()) {
			peers.add(state.enter(attack));
		}
		for (ScriptedPeer peer : peers) {
			peer.awaitClosed();
		}
		attack.server().awaitQuiet();
		assertThat(attack.recorder().events()).hasSize(peers.size() + 1).containsOnly("ended", "failed alice password");
	}

	/**
	 * The time is for the whole log-in, not for each byte or message.
	 */
	@Test
	void peersThatAlwaysSendALittleAreClosed() throws IOException {
		ScriptedPeer slowLine = attack.connect();
		ScriptedPeer slowMessages = attack.authenticating();
		Await.until("no connection", () -> {
			trickle(slowLine, slowMessages);
			return attack.server().transports().isEmpty();
		});
		assertThat(attack.recorder().events()).containsOnly("ended");
		assertThat(attack.recorder().causes()).isEmpty();
	}

	private static void trickle(ScriptedPeer slowLine, ScriptedPeer slowMessages) {
		try {
			if (slowMessages.sequence() % 200 == 0) {
				slowLine.sendLine("S");
			}
			slowMessages.send(ClientMessages.ignore(0));
		}
		catch (IOException ex) {
			// One of them is closed already
		}
	}

}
