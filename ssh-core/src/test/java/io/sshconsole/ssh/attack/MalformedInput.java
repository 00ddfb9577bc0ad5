package io.sshconsole.ssh.attack;

import java.io.IOException;

import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.wire.DisconnectException.Reason;

/**
 * One row of the {@link MalformedInputBatteryTests}.
 *
 * @param name what it is
 * @param reason why the server ends the connection
 * @param attacker sends it
 */
record MalformedInput(String name, Reason reason, Attacker attacker) {

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Connects, goes as far as it has to, and sends one input.
	 */
	interface Attacker {

		ScriptedPeer attack() throws IOException;

	}

}
