package io.sshconsole.boot.server;

import java.util.List;
import java.util.Locale;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandGroup;
import io.sshconsole.boot.security.LoginBlock;
import io.sshconsole.boot.security.LoginThrottle;

/**
 * The commands {@code throttle}: see who is blocked, and let him try again.
 */
@SshCommandGroup(name = "throttle", description = "Log-ins that are blocked.")
public class ThrottleCommand {

	private final LoginThrottle throttle;

	/**
	 * Creates the commands.
	 * @param throttle what blocks
	 */
	public ThrottleCommand(LoginThrottle throttle) {
		this.throttle = throttle;
	}

	@SshCommand(name = "throttle list", description = "Lists the networks and users whose passwords are not looked at.")
	List<Block> list() {
		return this.throttle.blocks().stream().map(Block::of).toList();
	}

	@SshCommand(name = "throttle lift", description = "Forgets the failures of a network or a user.")
	void lift(@SshArgument(description = "The network or the user, as 'throttle list' tells it.") String name) {
		if (!this.throttle.lift(name)) {
			throw new SshCommandException("No log-in of '" + name + "' has failed");
		}
	}

	/**
	 * A network or a user that is blocked.
	 *
	 * @param kind what it is
	 * @param name its name
	 * @param failures how many log-ins have failed
	 * @param seconds how much longer
	 */
	public record Block(String kind, String name, int failures, long seconds) {

		static Block of(LoginBlock block) {
			return new Block(block.peer().kind().name().toLowerCase(Locale.ROOT), block.peer().name(), block.failures(),
					block.left().toSeconds());
		}

	}

}
