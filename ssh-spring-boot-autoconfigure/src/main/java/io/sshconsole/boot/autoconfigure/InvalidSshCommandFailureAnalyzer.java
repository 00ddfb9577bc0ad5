package io.sshconsole.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains which command is declared wrongly.
 */
class InvalidSshCommandFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSshCommandException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSshCommandException cause) {
		return new FailureAnalysis("The SSH commands of the application cannot be used: " + cause.getMessage(),
				"Correct the method with @SshCommand. Each command needs a name of its own, and annotations that protect"
						+ " it must be ones that are enforced.",
				cause);
	}

}
