package io.sshconsole.boot.security;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/**
 * A user who signed with a private key. It exists only for keys whose signature has been
 * verified; whether the key is one of this user's is what authenticating it means.
 */
public final class SshPublicKeyAuthentication extends AbstractAuthenticationToken {

	private final Object principal;

	/**
	 * Lost when serialised: the login is over by then.
	 */
	private final transient @Nullable SshPublicKey key;

	private final transient @Nullable KeyPermissions permissions;

	private SshPublicKeyAuthentication(Object principal, @Nullable SshPublicKey key,
			@Nullable KeyPermissions permissions, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.principal = principal;
		this.key = key;
		this.permissions = permissions;
	}

	private SshPublicKeyAuthentication(Builder builder) {
		super(builder);
		this.principal = builder.principal;
		this.key = builder.key;
		this.permissions = builder.permissions;
	}

	/**
	 * Makes the request to log in.
	 * @param username the name the peer claims
	 * @param key the key whose signature was verified
	 * @return a token that is not authenticated
	 */
	public static SshPublicKeyAuthentication unauthenticated(String username, SshPublicKey key) {
		return new SshPublicKeyAuthentication(username, key, null, List.of());
	}

	/**
	 * Makes the answer to such a request, for a key that allows everything.
	 * @param principal the user, usually {@code UserDetails}
	 * @param key the user's key
	 * @param authorities all of the user's authorities
	 * @return a token that is authenticated
	 */
	public static SshPublicKeyAuthentication authenticated(Object principal, SshPublicKey key,
			Collection<? extends GrantedAuthority> authorities) {
		return authenticated(principal, key, KeyPermissions.ALL, authorities);
	}

	/**
	 * Makes the answer to such a request.
	 * @param principal the user, usually {@code UserDetails}
	 * @param key the user's key
	 * @param permissions what the key allows; the server enforces it
	 * @param authorities all of the user's authorities
	 * @return a token that is authenticated
	 */
	public static SshPublicKeyAuthentication authenticated(Object principal, SshPublicKey key,
			KeyPermissions permissions, Collection<? extends GrantedAuthority> authorities) {
		SshPublicKeyAuthentication authentication = new SshPublicKeyAuthentication(principal, key, permissions,
				authorities);
		authentication.setAuthenticated(true);
		return authentication;
	}

	/**
	 * Returns the key. It is public, and stays when credentials are erased.
	 * @return the key, or {@code null} after serialisation
	 */
	@Override
	public @Nullable SshPublicKey getCredentials() {
		return this.key;
	}

	/**
	 * Returns what the key allows, such as one command only.
	 * @return the permissions; empty before authentication and after serialisation
	 */
	public Optional<KeyPermissions> permissions() {
		return Optional.ofNullable(this.permissions);
	}

	@Override
	public Object getPrincipal() {
		return this.principal;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other);
	}

	@Override
	public int hashCode() {
		return super.hashCode();
	}

	@Override
	public Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * Copies a token, so that factors of several logins can be merged.
	 */
	public static final class Builder extends AbstractAuthenticationBuilder<Builder> {

		private Object principal;

		private @Nullable SshPublicKey key;

		private final @Nullable KeyPermissions permissions;

		private Builder(SshPublicKeyAuthentication authentication) {
			super(authentication);
			this.principal = authentication.principal;
			this.key = authentication.key;
			this.permissions = authentication.permissions;
		}

		@Override
		public Builder principal(@Nullable Object principal) {
			if (principal == null) {
				throw new IllegalArgumentException("'principal' must not be null");
			}
			this.principal = principal;
			return this;
		}

		@Override
		public Builder credentials(@Nullable Object credentials) {
			if (credentials != null && !(credentials instanceof SshPublicKey)) {
				throw new IllegalArgumentException("'credentials' must be an SshPublicKey");
			}
			this.key = (SshPublicKey) credentials;
			return this;
		}

		@Override
		public SshPublicKeyAuthentication build() {
			return new SshPublicKeyAuthentication(this);
		}

	}

}
