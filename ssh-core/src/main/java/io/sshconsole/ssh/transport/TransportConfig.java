package io.sshconsole.ssh.transport;

import java.security.SecureRandom;
import java.time.Duration;

import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.Moduli;

/**
 * The settings of the message pipe: algorithms, re-keying, deadlines. Immutable.
 */
public final class TransportConfig {

	/**
	 * Largest {@code packet_length} before authentication, the size every implementation
	 * must read (RFC 4253 §6.1). An unknown peer cannot make us hold more.
	 */
	static final int MAX_PACKET_BEFORE_AUTHENTICATION = 35_000;

	/**
	 * Largest {@code packet_length} afterwards, OpenSSH's limit.
	 */
	static final int MAX_PACKET = 256 * 1024;

	/**
	 * Most bytes that are read before authentication. Re-keying is refused in that phase,
	 * so this also bounds what one key protects.
	 */
	static final long MAX_BYTES_BEFORE_AUTHENTICATION = 1024 * 1024;

	/**
	 * Most bytes under one key: in the smallest packets they are less than 2^31, so that
	 * a peer's sequence numbers do not come round (RFC 4344 §3.1).
	 */
	static final long MAX_REKEY_AFTER = 1L << 35;

	private final AlgorithmPreferences algorithms;

	private final Moduli moduli;

	private final String softwareVersion;

	private final long rekeyAfter;

	private final Duration rekeyInterval;

	private final Duration keyExchangeTimeout;

	private final Duration answerTimeout;

	private final SecureRandom random;

	private TransportConfig(Builder builder) {
		this.algorithms = builder.algorithms;
		this.moduli = builder.moduli;
		this.softwareVersion = builder.softwareVersion;
		this.rekeyAfter = builder.rekeyAfter;
		this.rekeyInterval = builder.rekeyInterval;
		this.keyExchangeTimeout = builder.keyExchangeTimeout;
		this.answerTimeout = builder.answerTimeout;
		this.random = builder.random;
	}

	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a builder that starts with these settings.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.algorithms = this.algorithms;
		builder.moduli = this.moduli;
		builder.softwareVersion = this.softwareVersion;
		builder.rekeyAfter = this.rekeyAfter;
		builder.rekeyInterval = this.rekeyInterval;
		builder.keyExchangeTimeout = this.keyExchangeTimeout;
		builder.answerTimeout = this.answerTimeout;
		builder.random = this.random;
		return builder;
	}

	public AlgorithmPreferences algorithms() {
		return this.algorithms;
	}

	Moduli moduli() {
		return this.moduli;
	}

	/**
	 * Returns our identification (RFC 4253 §4.2).
	 * @return a line without its end
	 */
	String identification() {
		return "SSH-2.0-" + this.softwareVersion;
	}

	long rekeyAfter() {
		return this.rekeyAfter;
	}

	Duration rekeyInterval() {
		return this.rekeyInterval;
	}

	Duration keyExchangeTimeout() {
		return this.keyExchangeTimeout;
	}

	Duration answerTimeout() {
		return this.answerTimeout;
	}

	SecureRandom random() {
		return this.random;
	}

	/**
	 * Collects the settings.
	 */
	public static final class Builder {

		private AlgorithmPreferences algorithms = AlgorithmPreferences.MODERN;

		private Moduli moduli = Moduli.builtIn();

		private String softwareVersion = "SSHConsole_0.1";

		private long rekeyAfter = 1L << 30;

		private Duration rekeyInterval = Duration.ofHours(1);

		private Duration keyExchangeTimeout = Duration.ofSeconds(30);

		private Duration answerTimeout = Duration.ofSeconds(10);

		private SecureRandom random = new SecureRandom();

		private Builder() {
		}

		/**
		 * Sets what is offered. Default: {@link AlgorithmPreferences#MODERN}.
		 * @param algorithms names in order of preference
		 * @return this builder
		 */
		public Builder algorithms(AlgorithmPreferences algorithms) {
			this.algorithms = algorithms;
			return this;
		}

		/**
		 * Sets what a server chooses from in the group exchange, if that is offered at
		 * all. Default: {@link Moduli#builtIn}.
		 * @param moduli groups
		 * @return this builder
		 */
		public Builder moduli(Moduli moduli) {
			this.moduli = moduli;
			return this;
		}

		/**
		 * Sets the software's name in our identification (RFC 4253 §4.2).
		 * @param softwareVersion printable US-ASCII without blanks and minus signs
		 * @return this builder
		 * @throws IllegalArgumentException if it has other characters
		 */
		public Builder softwareVersion(String softwareVersion) {
			if (!softwareVersion.matches("[!-,.-~]{1,200}")) {
				throw new IllegalArgumentException("'softwareVersion' must be printable, without blanks and '-'");
			}
			this.softwareVersion = softwareVersion;
			return this;
		}

		/**
		 * Sets after how many bytes in one direction new keys are made (RFC 4253 §9).
		 * @param bytes 1024 to 2^35; default 1 GiB
		 * @return this builder
		 * @throws IllegalArgumentException if it is less or more
		 */
		public Builder rekeyAfter(long bytes) {
			if (bytes < 1024 || bytes > MAX_REKEY_AFTER) {
				throw new IllegalArgumentException("'rekeyAfter' must be from 1024 to " + MAX_REKEY_AFTER + " bytes");
			}
			this.rekeyAfter = bytes;
			return this;
		}

		/**
		 * Sets after what time new keys are made, if data flows at all.
		 * @param interval positive; default one hour
		 * @return this builder
		 * @throws IllegalArgumentException if it is not positive
		 */
		public Builder rekeyInterval(Duration interval) {
			this.rekeyInterval = positive("rekeyInterval", interval);
			return this;
		}

		/**
		 * Sets how long a key exchange may take. A peer that never answers our KEXINIT
		 * would otherwise keep the old keys in use for ever.
		 * @param timeout positive; default 30 seconds
		 * @return this builder
		 * @throws IllegalArgumentException if it is not positive
		 */
		public Builder keyExchangeTimeout(Duration timeout) {
			this.keyExchangeTimeout = positive("keyExchangeTimeout", timeout);
			return this;
		}

		/**
		 * Sets how long a peer that asks faster than it reads may take to read some of
		 * the answers. Meanwhile nothing is read from it.
		 * @param timeout positive; default 10 seconds
		 * @return this builder
		 * @throws IllegalArgumentException if it is not positive
		 */
		public Builder answerTimeout(Duration timeout) {
			this.answerTimeout = positive("answerTimeout", timeout);
			return this;
		}

		/**
		 * Sets the source of all randomness.
		 * @param random a strong generator
		 * @return this builder
		 */
		public Builder random(SecureRandom random) {
			this.random = random;
			return this;
		}

		public TransportConfig build() {
			return new TransportConfig(this);
		}

		private static Duration positive(String name, Duration duration) {
			if (duration.isNegative() || duration.isZero()) {
				throw new IllegalArgumentException("'" + name + "' must be positive");
			}
			return duration;
		}

	}

}
