package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a key or a certificate allows whoever logs in with it. Immutable.
 *
 * @param features what is allowed besides running commands
 * @param forcedCommand what runs instead of anything that the client asks for
 * @param sources from where the key may be used
 * @param expiry the last second in which the key may be used
 * @param environment variables that are added to the session's
 * @param permitOpen where forwarded connections may go to
 * @param permitListen where forwarded connections may come in
 * @param securityKeys what a security key must have made sure of
 * @param principals the names of which a certificate must have one, instead of the user's
 */
public record KeyPermissions(Set<KeyFeature> features, Optional<String> forcedCommand, SourceAddresses sources,
		Optional<Instant> expiry, Map<String, String> environment, ForwardTargets permitOpen,
		ForwardTargets permitListen, SecurityKeyPolicy securityKeys, Optional<Set<String>> principals) {

	/**
	 * What a key allows of which nothing else was said.
	 */
	public static final KeyPermissions ALL = builder().build();

	public KeyPermissions {
		features = Set.copyOf(features);
		environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
		principals = principals.map(Set::copyOf);
	}

	/**
	 * Starts with everything allowed.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Tells whether a feature is allowed.
	 * @param feature the feature
	 * @return whether it is
	 */
	public boolean allows(KeyFeature feature) {
		return this.features.contains(feature);
	}

	/**
	 * Tells whether the key may be used.
	 * @param address where its user is
	 * @param time the present time
	 * @return why not; empty if it may
	 */
	public Optional<String> refusal(InetAddress address, Instant time) {
		if (this.expiry.isPresent() && time.getEpochSecond() > this.expiry.get().getEpochSecond()) {
			return Optional.of("it expired at " + this.expiry.get());
		}
		if (!this.sources.contains(address)) {
			return Optional.of("it may be used from " + this.sources + ", not from " + address.getHostAddress());
		}
		return Optional.empty();
	}

	/**
	 * Joins the permissions of two keys, or of a key and an authority.
	 * @param other the other ones
	 * @return what both allow; empty if they force different commands, then nothing is
	 * allowed at all
	 */
	public Optional<KeyPermissions> intersect(KeyPermissions other) {
		if (this.forcedCommand.isPresent() && other.forcedCommand.isPresent()
				&& !this.forcedCommand.equals(other.forcedCommand)) {
			return Optional.empty();
		}
		if (equals(other)) {
			return Optional.of(this);
		}
		Set<KeyFeature> both = EnumSet.noneOf(KeyFeature.class);
		both.addAll(this.features);
		both.retainAll(other.features);
		Map<String, String> variables = new LinkedHashMap<>(other.environment);
		variables.putAll(this.environment);
		return Optional.of(new KeyPermissions(both, this.forcedCommand.or(other::forcedCommand),
				this.sources.and(other.sources), earlier(this.expiry, other.expiry), variables,
				this.permitOpen.and(other.permitOpen), this.permitListen.and(other.permitListen),
				this.securityKeys.and(other.securityKeys), common(this.principals, other.principals)));
	}

	private static Optional<Instant> earlier(Optional<Instant> first, Optional<Instant> second) {
		return Stream.of(first, second).flatMap(Optional::stream).min(Instant::compareTo);
	}

	private static Optional<Set<String>> common(Optional<Set<String>> first, Optional<Set<String>> second) {
		return first.map((names) -> {
			Set<String> both = new LinkedHashSet<>(names);
			second.ifPresent(both::retainAll);
			return both;
		}).or(() -> second);
	}

	/**
	 * Collects permissions, beginning with all.
	 */
	public static final class Builder {

		private final Set<KeyFeature> features = EnumSet.allOf(KeyFeature.class);

		private final Map<String, String> environment = new LinkedHashMap<>();

		private @Nullable String forcedCommand;

		private SourceAddresses sources = SourceAddresses.ANY;

		private @Nullable Instant expiry;

		private ForwardTargets permitOpen = ForwardTargets.ANY;

		private ForwardTargets permitListen = ForwardTargets.ANY;

		private SecurityKeyPolicy securityKeys = SecurityKeyPolicy.TOUCH;

		private @Nullable Set<String> principals;

		private Builder() {
		}

		/**
		 * Takes all features back.
		 * @return this builder
		 */
		public Builder restrict() {
			this.features.clear();
			return this;
		}

		public Builder allow(KeyFeature feature, boolean allowed) {
			if (allowed) {
				this.features.add(feature);
			}
			else {
				this.features.remove(feature);
			}
			return this;
		}

		public Builder forcedCommand(String forcedCommand) {
			this.forcedCommand = forcedCommand;
			return this;
		}

		public Builder sources(SourceAddresses sources) {
			this.sources = this.sources.and(sources);
			return this;
		}

		/**
		 * Sets when the key may be used for the last time. Of several times the first
		 * counts.
		 * @param expiry the last second
		 * @return this builder
		 */
		public Builder expiry(Instant expiry) {
			this.expiry = (this.expiry != null && this.expiry.isBefore(expiry)) ? this.expiry : expiry;
			return this;
		}

		/**
		 * Adds a variable. Of several values the first counts.
		 * @param name its name
		 * @param value its value
		 * @return this builder
		 */
		public Builder environment(String name, String value) {
			this.environment.putIfAbsent(name, value);
			return this;
		}

		public Builder permitOpen(ForwardTargets targets) {
			this.permitOpen = targets;
			return this;
		}

		public Builder permitListen(ForwardTargets targets) {
			this.permitListen = targets;
			return this;
		}

		public Builder touchRequired(boolean required) {
			this.securityKeys = new SecurityKeyPolicy(required, this.securityKeys.verificationRequired());
			return this;
		}

		public Builder verificationRequired(boolean required) {
			this.securityKeys = new SecurityKeyPolicy(this.securityKeys.touchRequired(), required);
			return this;
		}

		public Builder principals(Collection<String> principals) {
			this.principals = Set.copyOf(new LinkedHashSet<>(principals));
			return this;
		}

		public KeyPermissions build() {
			return new KeyPermissions(this.features, Optional.ofNullable(this.forcedCommand), this.sources,
					Optional.ofNullable(this.expiry), this.environment, this.permitOpen, this.permitListen,
					this.securityKeys, Optional.ofNullable(this.principals));
		}

	}

}
