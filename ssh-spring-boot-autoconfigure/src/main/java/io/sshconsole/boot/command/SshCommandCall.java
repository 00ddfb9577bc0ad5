package io.sshconsole.boot.command;

import org.jspecify.annotations.Nullable;

/**
 * A command with its arguments, ready to be authorized and run once.
 */
public interface SshCommandCall {

	/**
	 * Returns the object that the method is called on.
	 * @return the bean, maybe a proxy; the same at each call
	 */
	Object bean();

	/**
	 * Returns what the method is called with.
	 * @return one per parameter of the method
	 */
	@Nullable Object[] arguments();

	/**
	 * Returns how the result is to be written.
	 * @return what {@code -o} said, or {@code null} without it
	 */
	default @Nullable OutputFormat format() {
		return null;
	}

	/**
	 * Returns whether {@code --yes} was given.
	 * @return {@code true} if all questions are answered with yes
	 */
	default boolean isConfirmed() {
		return false;
	}

	/**
	 * Runs the command on the calling thread.
	 * @return its result, which is not written yet; {@code null} for none
	 * @throws Throwable what the command threw
	 */
	@Nullable Object run() throws Throwable;

}
