package io.sshconsole.boot.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.util.unit.DataSize;

/**
 * What is recorded, where, and for how long it is kept.
 *
 * @param directory where the files are
 * @param required whether a session that cannot be recorded must not be
 * @param users who is recorded
 * @param authorities with which authorities users are recorded; all are if these and the
 * users are empty
 * @param maxSize size at which a recording goes on in another file
 * @param maxAge age at which a file is deleted, zero for never
 * @param maxTotalSize size of all files from which on the oldest are deleted, zero for
 * none
 * @param mask regular expressions of what is hidden in lines of output
 */
public record RecordingSettings(Path directory, boolean required, List<String> users, List<String> authorities,
		DataSize maxSize, Duration maxAge, DataSize maxTotalSize, List<String> mask) {

	public RecordingSettings {
		users = List.copyOf(users);
		authorities = List.copyOf(authorities);
		mask = List.copyOf(mask);
	}

}
