package io.sshconsole.boot.security;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;

import io.sshconsole.ssh.keys.AuthorizedKeys;
import io.sshconsole.ssh.keys.CertificateAuthority;
import io.sshconsole.ssh.keys.CertificateChecker;
import io.sshconsole.ssh.keys.KeyDecision;
import io.sshconsole.ssh.keys.KeyDecision.Granted;
import io.sshconsole.ssh.keys.KeyDecision.Refused;
import io.sshconsole.ssh.keys.RevokedKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * All stores of keys, and what holds for all users, as one. A store that fails has no
 * keys and does not keep the others from answering; without the list of revoked keys no
 * key is good.
 */
final class AuthorizedKeysLookup {

	private static final Log logger = LogFactory.getLog(AuthorizedKeysLookup.class);

	/**
	 * What is said of a key of which nothing is known, as clients offer many.
	 */
	private static final Refused NOT_LISTED = new Refused("It is not listed");

	private static final int MAX_REASON_LENGTH = 300;

	private final List<AuthorizedKeysService> services;

	private final SshKeyTrust trust;

	private final Clock clock;

	AuthorizedKeysLookup(List<AuthorizedKeysService> services, SshKeyTrust trust, Clock clock) {
		this.services = List.copyOf(services);
		this.trust = trust;
		this.clock = clock;
	}

	boolean hasKeys() {
		return !this.services.isEmpty() || this.trust.hasAuthorities();
	}

	/**
	 * Decides about a key or a certificate, the same way whether or not the user exists.
	 * @param username the name the peer claims
	 * @param key what it offers
	 * @param address where it is
	 * @return what the key allows, or why it is refused
	 */
	KeyDecision check(String username, SshPublicKey key, InetAddress address) {
		RevokedKeys revoked;
		try {
			revoked = this.trust.revoked();
		}
		catch (IOException | RuntimeException ex) {
			logger.error("Revoked keys could not be read, so no key is accepted", ex);
			return new Refused("The list of revoked keys cannot be read");
		}
		if (revoked.isRevoked(key)) {
			return refused(username, key, "The key " + key + " is revoked");
		}
		KeyDecision decision = checkAuthorities(username, key, address, revoked);
		for (AuthorizedKeysService service : this.services) {
			if (decision instanceof Granted) {
				return decision;
			}
			KeyDecision next = check(service, username, key, address, revoked);
			decision = (next != NOT_LISTED) ? next : decision;
		}
		return (decision instanceof Refused refusal) ? refused(username, key, refusal.reason()) : decision;
	}

	private KeyDecision checkAuthorities(String username, SshPublicKey key, InetAddress address, RevokedKeys revoked) {
		if (key.certificate().isPresent() && this.trust.hasAuthorities()) {
			try {
				return checkCertificate(this.trust.authorities(), username, key, address, revoked);
			}
			catch (IOException | RuntimeException ex) {
				logger.error("Trusted authorities could not be read, so none is trusted", ex);
			}
		}
		return NOT_LISTED;
	}

	private KeyDecision check(AuthorizedKeysService service, String username, SshPublicKey key, InetAddress address,
			RevokedKeys revoked) {
		try {
			AuthorizedKeys keys = service.loadAuthorizedKeys(username);
			if (key.certificate().isPresent()) {
				return checkCertificate(keys.authorities(), username, key, address, revoked);
			}
			return keys.permissionsFor(key).isPresent() ? keys.check(key, address, this.clock.instant()) : NOT_LISTED;
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("Authorized keys of '" + LoggedText.of(username) + "' could not be read", ex);
			return NOT_LISTED;
		}
	}

	private KeyDecision checkCertificate(List<CertificateAuthority> authorities, String username, SshPublicKey key,
			InetAddress address, RevokedKeys revoked) {
		return authorities.isEmpty() ? NOT_LISTED
				: new CertificateChecker(authorities, revoked, this.clock).check(key, username, address);
	}

	/**
	 * Refuses a key. A client offers all the keys it has, which is nothing to tell; that
	 * one is listed and yet opens nothing is what an operator looks for.
	 */
	private static KeyDecision refused(String username, SshPublicKey key, String reason) {
		String text = "Key of '" + LoggedText.of(username) + "': " + LoggedText.of(reason, MAX_REASON_LENGTH);
		if (reason.equals(NOT_LISTED.reason())) {
			logger.debug(text + " (" + key.fingerprint() + ")");
		}
		else {
			logger.info(text);
		}
		return new Refused(reason);
	}

}
