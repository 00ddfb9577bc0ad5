package io.sshconsole.ssh.wire;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The root of every checked failure. It is an {@link IOException}, so that the streams of
 * a channel throw it as it is.
 */
public class SshException extends IOException {

	public SshException(String message) {
		super(message);
	}

	public SshException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
