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
	 * Largest {@code packet_length} afterwards that can be set, OpenSSH's limit.
	 */
	static final int MAX_PACKET = 256 * 1024;

	private final AlgorithmPreferences algorithms;

	private final Moduli moduli;

	private final String softwareVersion;

	private final String identification;

	private final RekeyLimits rekeying;

	private final Duration answerTimeout;

	private final int maxPacketSize;

	private final long maxBytesBeforeAuthentication;

	private final int maxPendingAnswers;

	private final SecureRandom random;

	private TransportConfig(Builder builder) {
		this.algorithms = builder.algorithms;
		this.moduli = builder.moduli;
		this.softwareVersion = builder.softwareVersion;
		this.identification = "SSH-2.0-" + builder.softwareVersion;
		this.rekeying = builder.rekeying;
		this.answerTimeout = builder.answerTimeout;
		this.maxPacketSize = builder.maxPacketSize;
		this.maxBytesBeforeAuthentication = builder.maxBytesBeforeAuthentication;
		this.maxPendingAnswers = builder.maxPendingAnswers;
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
		builder.rekeying = this.rekeying;
		builder.answerTimeout = this.answerTimeout;
		builder.maxPacketSize = this.maxPacketSize;
		builder.maxBytesBeforeAuthentication = this.maxBytesBeforeAuthentication;
		builder.maxPendingAnswers = this.maxPendingAnswers;
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
		return this.identification;
	}

	public long rekeyAfter() {
		return this.rekeying.after();
	}

	public long rekeyAfterPackets() {
		return this.rekeying.afterPackets();
	}

	public Duration rekeyInterval() {
		return this.rekeying.interval();
	}

	public Duration keyExchangeTimeout() {
		return this.rekeying.timeout();
	}

	public Duration answerTimeout() {
		return this.answerTimeout;
	}

	public int maxPacketSize() {
		return this.maxPacketSize;
	}

	public long maxBytesBeforeAuthentication() {
		return this.maxBytesBeforeAuthentication;
	}

	public int maxPendingAnswers() {
		return this.maxPendingAnswers;
	}

	public int maxRekeysPerMinute() {
		return this.rekeying.perMinute();
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

		private RekeyLimits rekeying = RekeyLimits.DEFAULT;

		private Duration answerTimeout = Duration.ofSeconds(10);

		private int maxPacketSize = MAX_PACKET;

		private long maxBytesBeforeAuthentication = 1024 * 1024;

		private int maxPendingAnswers = 1024;

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
			this.rekeying = this.rekeying.withAfter(bytes);
			return this;
		}

		/**
		 * Sets after how many packets in one direction new keys are made (RFC 4344 §3.1):
		 * beyond the sequence number's range packets could be replayed.
		 * @param packets from 16 to 2^31, which is the default
		 * @return this builder
		 * @throws IllegalArgumentException if it is out of this range
		 */
		public Builder rekeyAfterPackets(long packets) {
			this.rekeying = this.rekeying.withAfterPackets(packets);
			return this;
		}

		/**
		 * Sets after what time new keys are made, if data flows at all.
		 * @param interval positive; default one hour
		 * @return this builder
		 * @throws IllegalArgumentException if it is not positive
		 */
		public Builder rekeyInterval(Duration interval) {
			this.rekeying = this.rekeying.withInterval(interval);
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
			this.rekeying = this.rekeying.withTimeout(timeout);
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
			this.answerTimeout = Bounds.positive("answerTimeout", timeout);
			return this;
		}

		/**
		 * Sets the largest packet of a user: a length that is made up must not make us
		 * hold more. Before authentication the limit is 35 000 bytes, which every
		 * implementation must read (RFC 4253 §6.1).
		 * @param bytes from 35 000 to 256 KiB, which is the default
		 * @return this builder
		 * @throws IllegalArgumentException if it is out of this range
		 */
		public Builder maxPacketSize(int bytes) {
			this.maxPacketSize = (int) Bounds.within("maxPacketSize", bytes, MAX_PACKET_BEFORE_AUTHENTICATION,
					MAX_PACKET);
			return this;
		}

		/**
		 * Sets how much is read before authentication: strangers must not keep us
		 * working. Re-keying is refused in that phase, so this also bounds what one key
		 * protects.
		 * @param bytes at least 64 KiB; default 1 MiB
		 * @return this builder
		 * @throws IllegalArgumentException if it is less
		 */
		public Builder maxBytesBeforeAuthentication(long bytes) {
			this.maxBytesBeforeAuthentication = Bounds.within("maxBytesBeforeAuthentication", bytes, 64 * 1024,
					Long.MAX_VALUE);
			return this;
		}

		/**
		 * Sets how many answers may wait to be sent. Beyond it the peer asks but does not
		 * read the answers, and would fill our memory with them.
		 * @param count at least 16; default 1024
		 * @return this builder
		 * @throws IllegalArgumentException if it is less
		 */
		public Builder maxPendingAnswers(int count) {
			this.maxPendingAnswers = (int) Bounds.within("maxPendingAnswers", count, 16, Integer.MAX_VALUE);
			return this;
		}

		/**
		 * Sets how many key exchanges the peer may begin in a minute without moving data
		 * between them. Each costs us a signature, so a flood of them would keep us
		 * computing.
		 * @param count from 1 to 1 000 000; default 60
		 * @return this builder
		 * @throws IllegalArgumentException if it is out of this range
		 */
		public Builder maxRekeysPerMinute(int count) {
			this.rekeying = this.rekeying.withPerMinute(count);
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

	}

}
