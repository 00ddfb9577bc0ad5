package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.security.SshLoginUnavailableException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that a login needs users, and keys if it is to be by key.
 */
class SshLoginUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<SshLoginUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SshLoginUnavailableException cause) {
		return new FailureAnalysis(cause.getMessage()
				+ ": there are no users for it. Keys alone are no users, and of several beans of one type none is used"
				+ " unless it is primary.", UnsafeSshAddressFailureAnalyzer.HOW_TO_LOG_IN, cause);
	}

}
