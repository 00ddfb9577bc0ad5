package io.sshconsole.boot.security;

import java.io.IOException;
import java.util.List;

import io.sshconsole.ssh.keys.SshPublicKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * All stores of keys as one. A store that fails has no keys and does not keep the others
 * from answering.
 */
final class AuthorizedKeysLookup {

	private static final Log logger = LogFactory.getLog(AuthorizedKeysLookup.class);

	private final List<AuthorizedKeysService> services;

	AuthorizedKeysLookup(List<AuthorizedKeysService> services) {
		this.services = List.copyOf(services);
	}

	boolean isAuthorized(String username, SshPublicKey key) {
		for (AuthorizedKeysService service : this.services) {
			if (isAuthorized(service, username, key)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAuthorized(AuthorizedKeysService service, String username, SshPublicKey key) {
		try {
			return service.loadAuthorizedKeys(username).contains(key);
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("Authorized keys of '" + LoggedText.of(username) + "' could not be read", ex);
			return false;
		}
	}

}
