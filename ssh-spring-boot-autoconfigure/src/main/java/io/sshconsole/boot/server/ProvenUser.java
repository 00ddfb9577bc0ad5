package io.sshconsole.boot.server;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.security.SshFactors;
import io.sshconsole.boot.security.SshProof;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Who a connection has proven to be, by one proof after the other. Used by the thread of
 * the connection alone.
 */
final class ProvenUser {

	private final List<SshProof> proofs = new ArrayList<>();

	/**
	 * The user behind each proof, with the factors of all proofs up to it.
	 */
	private final List<Authentication> users = new ArrayList<>();

	/**
	 * Adds a proof.
	 * @param proof the proof
	 * @param user who it proves to be there
	 * @return the user with all factors, or {@code null} if it is another one than before
	 */
	@Nullable Authentication add(SshProof proof, Authentication user) {
		Authentication earlier = last();
		if (earlier != null && !earlier.getName().equals(user.getName())) {
			return null;
		}
		this.proofs.add(proof);
		this.users.add((earlier != null) ? SshFactors.merge(user, earlier) : user);
		return last();
	}

	/**
	 * Takes back the last proof, as if it had not been given.
	 */
	void removeLast() {
		this.proofs.remove(this.proofs.size() - 1);
		this.users.remove(this.users.size() - 1);
	}

	/**
	 * Returns who has been proven so far.
	 * @return the user with all factors, or {@code null} before the first proof
	 */
	@Nullable Authentication last() {
		return this.users.isEmpty() ? null : this.users.get(this.users.size() - 1);
	}

	List<SshProof> proofs() {
		return this.proofs;
	}

}
