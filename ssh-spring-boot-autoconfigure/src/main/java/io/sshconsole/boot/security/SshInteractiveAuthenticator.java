package io.sshconsole.boot.security;

import java.util.List;
import java.util.function.Function;

import io.sshconsole.ssh.auth.InteractiveQuery;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * A dialogue that proves one factor: rounds of questions and answers
 * ({@code keyboard-interactive}, RFC 4256). A bean of this type is offered to those who
 * log in, and asked where a command demands its factor. It publishes no events of its
 * own.
 * <p>
 * Runs on the thread of a connection or a command and may block. Names that do not exist
 * should get the same questions as those that do.
 */
public interface SshInteractiveAuthenticator {

	/**
	 * Returns the name by which clients choose among several.
	 * @return a word such as {@code totp}
	 */
	String name();

	/**
	 * Returns what a user has proven in the end.
	 * @return an authority such as {@code FACTOR_TOTP}
	 */
	String factor();

	/**
	 * Tells whether this proof alone may open a session. One that is only worth something
	 * together with another one, such as a code of six digits, is offered in chains
	 * ({@code ssh-console.authentication.required}) and never alone.
	 * @return {@code false} unless overridden
	 */
	default boolean isSufficient() {
		return false;
	}

	/**
	 * Tells whether a user has what it takes, such as a secret that he shares with the
	 * server. Asked only about users who are in: a log-in that skipped a question would
	 * tell strangers about him.
	 * @param username the account
	 * @return {@code true} unless overridden
	 */
	default boolean isAvailable(String username) {
		return true;
	}

	/**
	 * Begins a dialogue.
	 * @param request who is to prove something
	 * @return usually the first question
	 * @throws AuthenticationException the same as a refusal; an
	 * {@code AuthenticationServiceException} if it cannot be decided at all
	 */
	Step start(SshInteractiveRequest request) throws AuthenticationException;

	/**
	 * How a dialogue goes on.
	 */
	sealed interface Step {

	}

	/**
	 * There is something to ask.
	 *
	 * @param query the questions
	 * @param answers takes the answers, as many as there are questions; what it throws is
	 * as in {@link #start}
	 */
	record Question(InteractiveQuery query, Function<List<String>, Step> answers) implements Step {

	}

	/**
	 * The user has proven it.
	 *
	 * @param user the user, authenticated, of the name that the request has; the factor
	 * is added to what the user has
	 */
	record Proven(Authentication user) implements Step {

	}

	/**
	 * The user has not.
	 *
	 * @param reason for the log and for events; the peer never learns it
	 */
	record Refused(AuthenticationException reason) implements Step {

	}

}
