package io.sshconsole.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * Explains a wrong value under {@code ssh-console}. Comes before Boot's own analysis,
 * which prints the value as it stands in the environment: here it may be a password.
 */
@Order(0)
class InvalidSshPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure,
			InvalidConfigurationPropertyValueException cause) {
		if (!cause.getName().startsWith(SshConsoleProperties.PREFIX + ".")) {
			return null;
		}
		return new FailureAnalysis("The value '" + cause.getValue() + "' of the property '" + cause.getName()
				+ "' is not valid: " + cause.getReason(), "Correct the property.", cause);
	}

}
