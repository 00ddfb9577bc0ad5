package io.sshconsole.boot.security;

import java.io.IOException;

import io.sshconsole.ssh.keys.AuthorizedKeys;

/**
 * A store of the keys with which users may log in. All beans of this type are asked, and
 * those of the properties as well; one that knows the key is enough.
 */
@FunctionalInterface
public interface AuthorizedKeysService {

	/**
	 * Loads the keys of one user. The name is what the peer claims and may be anything.
	 * @param username the name the peer claims
	 * @return this user's keys; none for a name that is not known
	 * @throws IOException if they cannot be read; the user has no keys then
	 */
	AuthorizedKeys loadAuthorizedKeys(String username) throws IOException;

}
