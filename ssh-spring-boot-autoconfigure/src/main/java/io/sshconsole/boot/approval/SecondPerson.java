package io.sshconsole.boot.approval;

import java.text.Normalizer;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.SshProof;
import io.sshconsole.boot.security.SshProofs;

/**
 * Tells whether two sessions can be two persons. Where that is not sure, they are one.
 */
final class SecondPerson {

	private SecondPerson() {
	}

	/**
	 * Compares two sessions.
	 * @param one a session
	 * @param other another session
	 * @return {@code false} if the name or the principal is the same, if both were opened
	 * with the same key, or if one was opened with a break-glass credential
	 */
	static boolean isOther(SshSession one, SshSession other) {
		return !folded(one.username()).equals(folded(other.username()))
				&& !folded(one.authentication().getName()).equals(folded(other.authentication().getName()))
				&& Collections.disjoint(keys(one), keys(other)) && !isGuest(one) && !isGuest(other);
	}

	/**
	 * Whoever issues a credential may use it himself, under any name.
	 */
	private static boolean isGuest(SshSession session) {
		return BreakGlassCredentials.isGuest(session.authentication());
	}

	/**
	 * Folds names that a directory may take for the same: many do not tell {@code Ada}
	 * from {@code ada}, but return the name as it was typed.
	 */
	private static String folded(String name) {
		return Normalizer.normalize(name, Normalizer.Form.NFKC)
			.strip()
			.toUpperCase(Locale.ROOT)
			.toLowerCase(Locale.ROOT);
	}

	private static Set<String> keys(SshSession session) {
		return session.attribute(SshProofs.class)
			.map((proofs) -> proofs.proofs()
				.stream()
				.map(SshProof::fingerprint)
				.filter(Objects::nonNull)
				.collect(Collectors.toSet()))
			.orElse(Set.of());
	}

}
