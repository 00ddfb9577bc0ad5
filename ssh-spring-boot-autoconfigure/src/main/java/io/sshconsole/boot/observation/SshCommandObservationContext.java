package io.sshconsole.boot.observation;

import java.util.Optional;
import java.util.OptionalInt;

import io.micrometer.observation.Observation;
import io.sshconsole.boot.command.SshSession;
import org.jspecify.annotations.Nullable;

/**
 * What is observed of one command. It has neither arguments nor results: they could be
 * secrets.
 */
public class SshCommandObservationContext extends Observation.Context {

	private final SshSession session;

	private final @Nullable String command;

	private volatile @Nullable Integer status;

	/**
	 * Creates the context of a command that starts.
	 * @param session who runs it
	 * @param command the name of the command, or {@code null} if there is none of that
	 * name
	 */
	public SshCommandObservationContext(SshSession session, @Nullable String command) {
		this.session = session;
		this.command = command;
	}

	/**
	 * Returns who runs the command.
	 * @return the session
	 */
	public SshSession session() {
		return this.session;
	}

	/**
	 * Returns the name of the command.
	 * @return the name, or empty if nothing is called so
	 */
	public Optional<String> command() {
		return Optional.ofNullable(this.command);
	}

	/**
	 * Returns how the command ended.
	 * @return the exit status, or empty while it runs
	 */
	public OptionalInt status() {
		Integer status = this.status;
		return (status != null) ? OptionalInt.of(status) : OptionalInt.empty();
	}

	void ended(int status) {
		this.status = status;
	}

}
