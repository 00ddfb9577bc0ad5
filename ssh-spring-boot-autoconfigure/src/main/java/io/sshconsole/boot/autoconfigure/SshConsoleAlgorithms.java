package io.sshconsole.boot.autoconfigure;

import java.util.List;

import io.sshconsole.ssh.kex.AlgorithmKind;
import io.sshconsole.ssh.kex.AlgorithmPreferences;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Algorithms that the server offers. Each list replaces the one of the profile; with a
 * leading "+" it is appended, with "^" put in front, with "-" removed.
 *
 * @param profile Lists to begin with.
 * @param kex Comma-separated list of key exchange methods.
 * @param hostKey Comma-separated list of signature algorithms of host keys.
 * @param cipher Comma-separated list of ciphers.
 * @param mac Comma-separated list of message authentication codes.
 * @param publicKey Comma-separated list of signature algorithms that users may use.
 */
public record SshConsoleAlgorithms(@DefaultValue("modern") Profile profile, @DefaultValue List<String> kex,
		@DefaultValue List<String> hostKey, @DefaultValue List<String> cipher, @DefaultValue List<String> mac,
		@DefaultValue List<String> publicKey) {

	private static final PropertyCheck check = new PropertyCheck("algorithms.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleAlgorithms DEFAULT = new SshConsoleAlgorithms(Profile.MODERN, List.of(), List.of(),
			List.of(), List.of(), List.of());

	/**
	 * Computes what is offered.
	 * @return the lists of the profile, changed as the properties say
	 */
	AlgorithmPreferences preferences() {
		AlgorithmPreferences preferences = this.profile.preferences;
		preferences = edited(preferences, AlgorithmKind.KEX, "kex", this.kex);
		preferences = edited(preferences, AlgorithmKind.HOST_KEY, "host-key", this.hostKey);
		preferences = edited(preferences, AlgorithmKind.CIPHER, "cipher", this.cipher);
		preferences = edited(preferences, AlgorithmKind.MAC, "mac", this.mac);
		return edited(preferences, AlgorithmKind.PUBLIC_KEY, "public-key", this.publicKey);
	}

	private static AlgorithmPreferences edited(AlgorithmPreferences preferences, AlgorithmKind kind, String name,
			List<String> edit) {
		if (edit.isEmpty()) {
			return preferences;
		}
		String names = String.join(",", edit);
		try {
			return preferences.edit(kind, names);
		}
		catch (IllegalArgumentException ex) {
			throw check.invalid(name, names, ex.getMessage() + ".");
		}
	}

	/**
	 * Lists to begin with.
	 */
	public enum Profile {

		/**
		 * What a security scanner finds nothing to say of.
		 */
		MODERN(AlgorithmPreferences.MODERN),

		/**
		 * What old clients and appliances need, behind all that is modern.
		 */
		COMPATIBLE(AlgorithmPreferences.COMPATIBLE);

		private final AlgorithmPreferences preferences;

		Profile(AlgorithmPreferences preferences) {
			this.preferences = preferences;
		}

	}

}
