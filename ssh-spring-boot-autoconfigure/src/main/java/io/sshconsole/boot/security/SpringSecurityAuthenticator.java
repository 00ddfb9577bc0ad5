package io.sshconsole.boot.security;

import java.time.Clock;
import java.util.List;

import io.sshconsole.ssh.keys.KeyDecision;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsChecker;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * The login that needs no code: passwords go to an {@code AuthenticationManager}, keys to
 * the stores of keys. The two never mix, because a manager of the application has not
 * been written for tokens that it does not know.
 */
public final class SpringSecurityAuthenticator implements SshAuthenticator {

	private final @Nullable AuthenticationManager passwords;

	private final AuthorizedKeysLookup keys;

	private final @Nullable AuthenticationManager keyUsers;

	/**
	 * Creates the login.
	 * @param passwords checks passwords and publishes its own events, or {@code null} to
	 * refuse them
	 * @param users the owners of the keys, or {@code null} to refuse keys
	 * @param keys the stores of keys
	 * @param trust what holds for the keys of all users
	 * @param accountStatus refuses owners of keys whose accounts are closed
	 * @param eventPublisher is told of logins by key
	 */
	public SpringSecurityAuthenticator(@Nullable AuthenticationManager passwords, @Nullable UserDetailsService users,
			List<AuthorizedKeysService> keys, SshKeyTrust trust, UserDetailsChecker accountStatus,
			AuthenticationEventPublisher eventPublisher) {
		this.passwords = passwords;
		this.keys = new AuthorizedKeysLookup(keys, trust, Clock.systemUTC());
		this.keyUsers = (users != null && this.keys.hasKeys())
				? keyManager(new SshPublicKeyAuthenticationProvider(users, this.keys, accountStatus), eventPublisher)
				: null;
	}

	private static AuthenticationManager keyManager(AuthenticationProvider provider,
			AuthenticationEventPublisher eventPublisher) {
		ProviderManager manager = new ProviderManager(provider);
		manager.setAuthenticationEventPublisher(eventPublisher);
		return manager;
	}

	@Override
	public Authentication authenticate(Authentication request) throws AuthenticationException {
		AuthenticationManager manager = (request instanceof SshPublicKeyAuthentication) ? this.keyUsers
				: this.passwords;
		if (manager == null) {
			throw new BadCredentialsException("Method is not available");
		}
		return manager.authenticate(request);
	}

	@Override
	public boolean supports(SshAuthenticationMethod method) {
		return switch (method) {
			case PASSWORD -> this.passwords != null;
			case PUBLICKEY -> this.keyUsers != null;
			case KEYBOARD_INTERACTIVE -> false;
		};
	}

	@Override
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
		return this.keyUsers != null
				&& this.keys.check(username, key, details.address()) instanceof KeyDecision.Granted;
	}

}
