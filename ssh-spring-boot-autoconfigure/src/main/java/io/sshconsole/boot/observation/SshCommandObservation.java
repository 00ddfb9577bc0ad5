package io.sshconsole.boot.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observation of the console. Sessions have none: they last for hours, and nobody
 * reads a trace of that length.
 */
public enum SshCommandObservation implements ObservationDocumentation {

	/**
	 * One command, from its start to its exit status.
	 */
	COMMAND {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultSshCommandObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinality.values();
		}

	};

	/**
	 * Names with few values, for meters and traces.
	 */
	public enum LowCardinality implements KeyName {

		/**
		 * Name of the command; {@code unknown} for what is none, because whoever logs in
		 * could type a new name for each meter.
		 */
		COMMAND("command"),

		/**
		 * How it ended: {@code success}, {@code error}, {@code usage}, {@code denied},
		 * {@code unknown} or {@code interrupted}; {@code none} while it runs.
		 */
		OUTCOME("outcome");

		private final String key;

		LowCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Names with many values, for traces alone.
	 */
	public enum HighCardinality implements KeyName {

		/**
		 * The name that was logged in with.
		 */
		USER("user"),

		/**
		 * The connection's identifier, the same as in the log.
		 */
		SESSION("session");

		private final String key;

		HighCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
