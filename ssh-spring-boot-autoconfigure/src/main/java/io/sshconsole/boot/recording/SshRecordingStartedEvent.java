package io.sshconsole.boot.recording;

import java.nio.file.Path;
import java.util.Map;

import io.sshconsole.boot.event.SshAuditable;

/**
 * A recording has begun. It ties a file to a session.
 *
 * @param auditPrincipal the user
 * @param session the session's identifier
 * @param file the first file of the recording
 */
public record SshRecordingStartedEvent(String auditPrincipal, String session, Path file) implements SshAuditable {

	@Override
	public String auditType() {
		return "SSH_RECORDING_STARTED";
	}

	@Override
	public Map<String, Object> auditData() {
		return Map.of("session", this.session, "file", String.valueOf(this.file.getFileName()));
	}

}
