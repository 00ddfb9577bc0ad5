package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.server.InvalidHostKeyException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains which host key cannot be used, and why.
 */
class InvalidHostKeyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidHostKeyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidHostKeyException cause) {
		return new FailureAnalysis(
				"The SSH host key '" + cause.getLocation() + "' cannot be used: " + cause.getReason(),
				"Check that the file exists, that the application may read it, and that it is a private key in OpenSSH"
						+ " or PKCS#8 format without a passphrase. 'ssh-keygen -t ed25519 -N \"\" -f <file>' makes one.",
				cause);
	}

}
