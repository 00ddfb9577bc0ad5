package io.sshconsole.boot.recording;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.shell.SshRecorder;
import io.sshconsole.boot.shell.SshRecording;
import io.sshconsole.ssh.connection.PtyRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;

/**
 * Records sessions in files in the format asciicast v2.
 */
public final class AsciicastRecorder implements SshRecorder {

	private static final Logger logger = LoggerFactory.getLogger(AsciicastRecorder.class);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private final RecordingSettings settings;

	private final RecordingDirectory directory;

	private final RecordingPolicy policy;

	private final List<Pattern> mask;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final AtomicLong count = new AtomicLong();

	/**
	 * Creates a recorder, and deletes recordings that are too old.
	 * @param settings what is recorded, and where
	 * @param roleHierarchy which authorities contain others, or {@code null}
	 * @param events is told of recordings
	 * @param clock tells the time
	 * @throws IOException if the directory cannot be used
	 */
	public AsciicastRecorder(RecordingSettings settings, @Nullable RoleHierarchy roleHierarchy,
			ApplicationEventPublisher events, Clock clock) throws IOException {
		this.settings = settings;
		this.directory = new RecordingDirectory(settings, clock);
		this.policy = new RecordingPolicy(settings, roleHierarchy);
		this.mask = settings.mask().stream().map(Pattern::compile).toList();
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Returns what is recorded, and where.
	 * @return the settings
	 */
	public RecordingSettings settings() {
		return this.settings;
	}

	@Override
	public Optional<SshRecording> record(SshSession session, String line, Optional<PtyRequest> pty) throws IOException {
		if (!this.policy.isRecorded(session)) {
			return Optional.empty();
		}
		try {
			AsciicastRecording recording = new AsciicastRecording(this.directory, this.settings,
					new LineMask(this.mask), name(session), title(session), line, pty);
			tell(session, recording);
			return Optional.of(recording);
		}
		catch (IOException ex) {
			logger.warn("The session {} cannot be recorded", session.id(), ex);
			if (this.settings.required()) {
				throw ex;
			}
			return Optional.empty();
		}
	}

	private void tell(SshSession session, AsciicastRecording recording) {
		try {
			this.events.publishEvent(
					new SshRecordingStartedEvent(session.authentication().getName(), session.id(), recording.path()));
		}
		catch (RuntimeException ex) {
			logger.warn("The start of the recording {} was not told", recording.path(), ex);
		}
	}

	private static String title(SshSession session) {
		return session.username() + BreakGlassCredentials.ticket(session.authentication())
			.map((ticket) -> " (break-glass of " + ticket.issuer() + ")")
			.orElse("") + " in " + session.id();
	}

	/**
	 * Makes a name without that of the user, who may have chosen it.
	 */
	private String name(SshSession session) {
		return TIME.format(this.clock.instant()) + "-" + session.id().replaceAll("[^A-Za-z0-9-]", "_") + "-"
				+ this.count.incrementAndGet();
	}

}
