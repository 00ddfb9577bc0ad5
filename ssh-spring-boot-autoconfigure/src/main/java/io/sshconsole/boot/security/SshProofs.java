package io.sshconsole.boot.security;

import java.util.List;

/**
 * All proofs of a log-in. A session has them as an attribute.
 *
 * @param proofs in the order in which they were given
 * @param details where they came from
 */
public record SshProofs(List<SshProof> proofs, SshAuthenticationDetails details) {

	public SshProofs {
		proofs = List.copyOf(proofs);
	}

}
