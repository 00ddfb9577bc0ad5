package io.sshconsole.boot.command;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.security.core.Authentication;
import org.springframework.util.Assert;

/**
 * Who runs commands: a user who logged in over one connection. For any thread.
 */
public final class SshSession {

	private final String id;

	private final String username;

	private final Map<Class<?>, Object> attributes = new ConcurrentHashMap<>();

	private volatile Authentication authentication;

	/**
	 * Creates a session.
	 * @param id the connection's identifier, the same as in the log
	 * @param username the name that was logged in with
	 * @param authentication what Spring Security knows about the user
	 */
	public SshSession(String id, String username, Authentication authentication) {
		this.id = id;
		this.username = username;
		this.authentication = authentication;
	}

	/**
	 * Returns the connection's identifier.
	 * @return the same as in the log
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the name that was logged in with.
	 * @return the name of the account
	 */
	public String username() {
		return this.username;
	}

	/**
	 * Returns what Spring Security knows about the user now.
	 * @return the user, authenticated
	 */
	public Authentication authentication() {
		return this.authentication;
	}

	/**
	 * Takes over what the user has proven in addition. Commands of the connection that
	 * start later have it.
	 * @param raised the same user with more authorities
	 * @throws IllegalArgumentException if it is another user, or is not authenticated
	 */
	public void raise(Authentication raised) {
		Assert.isTrue(raised.isAuthenticated() && raised.getName().equals(this.authentication.getName()),
				"'raised' must be the same user");
		this.authentication = raised;
	}

	/**
	 * Returns what somebody has noted about the session.
	 * @param <T> the type
	 * @param type its type, which is its name, too
	 * @return the attribute, or empty
	 */
	public <T> Optional<T> attribute(Class<T> type) {
		return Optional.ofNullable(this.attributes.get(type)).map(type::cast);
	}

	/**
	 * Notes something about the session, for as long as the connection lasts.
	 * @param <T> the type
	 * @param type its type; there is one attribute of each
	 * @param value the attribute
	 */
	public <T> void attribute(Class<T> type, T value) {
		this.attributes.put(type, value);
	}

	@Override
	public String toString() {
		return this.id + " (" + this.username + ")";
	}

}
