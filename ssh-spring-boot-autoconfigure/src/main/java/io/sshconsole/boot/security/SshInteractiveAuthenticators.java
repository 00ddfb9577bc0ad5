package io.sshconsole.boot.security;

import java.util.List;

/**
 * All dialogues in which users can prove something.
 *
 * @param all the dialogues, preferred first
 */
public record SshInteractiveAuthenticators(List<SshInteractiveAuthenticator> all) {

	public SshInteractiveAuthenticators {
		all = List.copyOf(all);
	}

	/**
	 * Returns those that open a session without any other proof.
	 * @return the dialogues, preferred first
	 */
	public List<SshInteractiveAuthenticator> sufficient() {
		return this.all.stream().filter(SshInteractiveAuthenticator::isSufficient).toList();
	}

}
