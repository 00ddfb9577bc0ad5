package io.sshconsole.boot.server;

import java.time.Duration;

import io.sshconsole.boot.command.SshSession;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * A command has ended, or was refused. Published on its thread, before its user learns of
 * the end.
 */
public class SshCommandExecutedEvent extends ApplicationEvent {

	private final transient SshSession session;

	private final @Nullable String command;

	private final String line;

	private final int status;

	private final Duration duration;

	/**
	 * Creates the event.
	 * @param source who publishes it
	 * @param session who ran the command
	 * @param command its name, or {@code null} if the line means none
	 * @param line the line, with its secrets masked
	 * @param status the exit status
	 * @param duration how long it ran
	 */
	public SshCommandExecutedEvent(Object source, SshSession session, @Nullable String command, String line, int status,
			Duration duration) {
		super(source);
		this.session = session;
		this.command = command;
		this.line = line;
		this.status = status;
		this.duration = duration;
	}

	/**
	 * Returns who ran the command.
	 * @return the session
	 */
	public SshSession getSession() {
		return this.session;
	}

	/**
	 * Returns the name of the command.
	 * @return the name, or {@code null} if the line means no command
	 */
	public @Nullable String getCommand() {
		return this.command;
	}

	/**
	 * Returns the whole line of which the command is a part.
	 * @return the line with stars in the place of secrets
	 */
	public String getLine() {
		return this.line;
	}

	/**
	 * Returns how it ended.
	 * @return the exit status
	 */
	public int getStatus() {
		return this.status;
	}

	/**
	 * Returns how long it ran.
	 * @return the time from its start to its end
	 */
	public Duration getDuration() {
		return this.duration;
	}

}
