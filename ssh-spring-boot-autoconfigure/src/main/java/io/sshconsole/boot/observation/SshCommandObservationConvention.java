package io.sshconsole.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags of the observation of commands. A bean of this type replaces the usual
 * ones.
 */
public interface SshCommandObservationConvention extends ObservationConvention<SshCommandObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof SshCommandObservationContext;
	}

}
