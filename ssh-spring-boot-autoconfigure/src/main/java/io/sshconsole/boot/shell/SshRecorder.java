package io.sshconsole.boot.shell;

import java.io.IOException;
import java.util.Optional;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.ssh.connection.PtyRequest;

/**
 * Begins recordings of shells and of single commands. It is asked inside the server, so
 * no user gets around it.
 */
@FunctionalInterface
public interface SshRecorder {

	/**
	 * Records nothing.
	 */
	SshRecorder NONE = (session, line, pty) -> Optional.empty();

	/**
	 * Begins a recording, before anything has run.
	 * @param session the user
	 * @param line what is going to run, its secrets masked; empty for a shell
	 * @param pty the terminal, or empty
	 * @return the recording, or empty if there is none of this user
	 * @throws IOException if there must be one, and it cannot be made; nothing runs then
	 */
	Optional<SshRecording> record(SshSession session, String line, Optional<PtyRequest> pty) throws IOException;

}
