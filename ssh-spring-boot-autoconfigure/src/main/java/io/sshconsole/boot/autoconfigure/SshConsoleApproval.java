package io.sshconsole.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Commands that a second person has to approve.
 *
 * @param timeLimit Time for which a command waits to be approved.
 * @param maxPending Number of commands that may wait at the same time.
 * @param maxPendingPerUser Number of commands of one user that may wait at the same time,
 * against one who takes all places.
 */
public record SshConsoleApproval(@DefaultValue("5m") @DurationUnit(ChronoUnit.SECONDS) Duration timeLimit,
		@DefaultValue("32") int maxPending, @DefaultValue("4") int maxPendingPerUser) {

	private static final PropertyCheck check = new PropertyCheck("approval.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleApproval DEFAULT = new SshConsoleApproval(Duration.ofMinutes(5), 32, 4);

	public SshConsoleApproval {
		check.positive("time-limit", timeLimit);
		check.positive("max-pending", maxPending);
		check.positive("max-pending-per-user", maxPendingPerUser);
	}

}
