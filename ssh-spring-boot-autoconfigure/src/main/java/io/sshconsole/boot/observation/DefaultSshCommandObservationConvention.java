package io.sshconsole.boot.observation;

import java.util.OptionalInt;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.observation.SshCommandObservation.HighCardinality;
import io.sshconsole.boot.observation.SshCommandObservation.LowCardinality;

/**
 * The usual names and tags of the observation of commands.
 */
public class DefaultSshCommandObservationConvention implements SshCommandObservationConvention {

	private static final String NAME = "ssh.console.command";

	private static final String UNKNOWN = "unknown";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(SshCommandObservationContext context) {
		return "ssh " + context.command().orElse(UNKNOWN);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(SshCommandObservationContext context) {
		return KeyValues.of(LowCardinality.COMMAND.withValue(context.command().orElse(UNKNOWN)),
				LowCardinality.OUTCOME.withValue(outcome(context.status())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(SshCommandObservationContext context) {
		return KeyValues.of(HighCardinality.USER.withValue(context.session().username()),
				HighCardinality.SESSION.withValue(context.session().id()));
	}

	private static String outcome(OptionalInt status) {
		if (status.isEmpty()) {
			return KeyValue.NONE_VALUE;
		}
		return switch (status.getAsInt()) {
			case 0 -> "success";
			case SshExitStatus.USAGE -> "usage";
			case SshExitStatus.NOT_PERMITTED -> "denied";
			case SshExitStatus.UNKNOWN -> UNKNOWN;
			case SshExitStatus.INTERRUPTED, SshExitStatus.OUTPUT_GONE -> "interrupted";
			default -> "error";
		};
	}

}
