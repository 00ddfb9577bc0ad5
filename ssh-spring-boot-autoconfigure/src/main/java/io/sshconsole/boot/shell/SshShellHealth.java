package io.sshconsole.boot.shell;

import java.util.Optional;

/**
 * Tells prompts how the application is.
 */
@FunctionalInterface
public interface SshShellHealth {

	/**
	 * Finds out how the application is.
	 * @return a status such as {@code UP} or {@code DOWN}, or empty if nobody knows
	 */
	Optional<String> status();

}
