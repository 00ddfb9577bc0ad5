package io.sshconsole.boot.approval;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.SshProof;
import io.sshconsole.boot.security.SshProofs;
import io.sshconsole.boot.security.Usernames;

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
		return !isSame(one, other) && !isGuest(one) && !isGuest(other);
	}

	/**
	 * Tells whether two sessions are taken for one person whoever it is.
	 * @param one a session
	 * @param other another session
	 * @return {@code true} if the name or the principal is the same, or both were opened
	 * with the same key
	 */
	static boolean isSame(SshSession one, SshSession other) {
		return Usernames.uniform(one.username()).equals(Usernames.uniform(other.username()))
				|| Usernames.uniform(one.authentication().getName())
					.equals(Usernames.uniform(other.authentication().getName()))
				|| !Collections.disjoint(keys(one), keys(other));
	}

	/**
	 * Whoever issues a credential may use it himself, under any name.
	 */
	private static boolean isGuest(SshSession session) {
		return BreakGlassCredentials.isGuest(session.authentication());
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
