package io.sshconsole.boot.execution;

import java.time.Duration;
import java.util.Optional;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandObserver;

/**
 * What one stage of a pipeline runs.
 *
 * @param name what users and logs call it
 * @param refused whether it only says why the pipeline does not run
 * @param timeLimit how long it may run, zero for ever; empty for the limit of all
 * commands
 * @param body what it does
 */
record Program(String name, boolean refused, Optional<Duration> timeLimit, Body body) {

	static Program refusal(String name, Body body) {
		return new Program(name, true, Optional.of(Duration.ZERO), body);
	}

	/**
	 * What runs on the thread of a stage.
	 */
	@FunctionalInterface
	interface Body {

		/**
		 * Runs to its end.
		 * @param context its streams
		 * @param observed hears why it fails
		 * @return the exit status
		 */
		int run(SshCommandContext context, SshCommandObserver.Run observed);

	}

}
