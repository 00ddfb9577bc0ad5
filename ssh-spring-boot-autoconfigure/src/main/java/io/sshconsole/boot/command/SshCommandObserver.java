package io.sshconsole.boot.command;

/**
 * Hears of each program that runs or is refused, on its thread, inside its security and
 * logging context. Beans of this type are asked in their order; what one throws is
 * logged.
 */
@FunctionalInterface
public interface SshCommandObserver {

	/**
	 * What stands in the place of a name where the line means no command.
	 */
	String REFUSAL = "refusal";

	/**
	 * What stands in the place of a name while the user is asked for a factor, before any
	 * command of the line starts.
	 */
	String STEP_UP = "step-up";

	/**
	 * A program starts.
	 * @param name the name of a command or filter, {@link #REFUSAL} if there is none that
	 * the line could mean, or {@link #STEP_UP}
	 * @param context who runs it, with what
	 * @return hears of the end
	 */
	Run started(String name, SshCommandContext context);

	/**
	 * A program that runs.
	 */
	@FunctionalInterface
	interface Run {

		/**
		 * The program has failed and is about to end, on the same thread. An end that
		 * somebody wanted is no failure: Ctrl-C, a client that is gone, {@code exit}.
		 * @param cause what a command threw, or its result while it was written
		 */
		default void failed(Throwable cause) {
		}

		/**
		 * The program has ended, on the same thread.
		 * @param status its exit status
		 */
		void ended(int status);

	}

}
