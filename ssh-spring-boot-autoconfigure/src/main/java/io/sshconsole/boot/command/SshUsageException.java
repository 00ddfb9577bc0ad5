package io.sshconsole.boot.command;

/**
 * A line that cannot be run as it was typed: exit status 2 and one line on standard
 * error. A command may throw it for arguments that do not go together.
 */
public class SshUsageException extends SshCommandException {

	public SshUsageException(String message) {
		super(message, SshExitStatus.USAGE);
	}

}
