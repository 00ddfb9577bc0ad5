package io.sshconsole.boot.security;

import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * The change of an expired password in the middle of a log-in (RFC 4252 §8): rounds of
 * questions until a new one lets the user in.
 */
final class PasswordChange {

	private static final Log logger = LogFactory.getLog(SshAuthenticationBridge.class);

	private final @Nullable SshPasswordChanger changer;

	private final LoginGate gate;

	private final Login login;

	/**
	 * Creates the change.
	 * @param changer sets the new password; {@code null} if that is done elsewhere
	 * @param gate decides whether a change is looked at, and hears of refusals
	 * @param login what a new password must pass
	 */
	PasswordChange(@Nullable SshPasswordChanger changer, LoginGate gate, Login login) {
		this.changer = changer;
		this.gate = gate;
		this.login = login;
	}

	boolean isPossible() {
		return this.changer != null;
	}

	/**
	 * Asks for a password in place of the one that was found to have expired.
	 */
	SshPasswordResult ask(String username, String expired, SshAuthenticationDetails details) {
		return ask("Your password has expired. Choose another one.", username, expired, details);
	}

	private SshPasswordResult ask(String prompt, String username, String expired, SshAuthenticationDetails details) {
		return SshPasswordResult.ask(prompt,
				(oldPassword, newPassword) -> change(username, expired, oldPassword, newPassword, details));
	}

	private SshPasswordResult change(String username, String expired, String oldPassword, String newPassword,
			SshAuthenticationDetails details) {
		SshPasswordChanger changer = this.changer;
		LoginAttempt attempt = attempt(username, details);
		if (changer == null || !this.gate.admits(attempt)) {
			return SshPasswordResult.of(Optional.empty());
		}
		if (!oldPassword.equals(expired)) {
			return refused(attempt, new BadCredentialsException("Another old password"));
		}
		if (newPassword.isEmpty() || newPassword.equals(oldPassword)) {
			return ask("The new password must be another one.", username, expired, details);
		}
		try {
			changer.changePassword(username, oldPassword, newPassword);
			logger.info("Password of '" + LoggedText.of(username) + "' was changed from " + details.remoteAddress());
		}
		catch (IllegalArgumentException ex) {
			return ask("The new password is not acceptable. " + ex.getMessage(), username, expired, details);
		}
		catch (AuthenticationException ex) {
			return refused(attempt, ex);
		}
		catch (RuntimeException ex) {
			logger.error("Password of '" + LoggedText.of(username) + "' could not be changed", ex);
			return SshPasswordResult.of(Optional.empty());
		}
		return SshPasswordResult.of(this.login.by(username, newPassword, details));
	}

	/**
	 * Refuses to change a password that nobody has found to be expired.
	 */
	SshPasswordResult refuse(String username, SshAuthenticationDetails details) {
		LoginAttempt attempt = attempt(username, details);
		return this.gate.admits(attempt) ? refused(attempt, new BadCredentialsException("Change was not asked for"))
				: SshPasswordResult.of(Optional.empty());
	}

	private static LoginAttempt attempt(String username, SshAuthenticationDetails details) {
		return LoginAttempt.withoutSecret(SshAuthenticationMethod.PASSWORD, username, details);
	}

	private SshPasswordResult refused(LoginAttempt attempt, AuthenticationException reason) {
		return SshPasswordResult.of(this.gate.refuse(attempt, reason,
				"password was not changed: " + LoggedText.of(String.valueOf(reason.getMessage()))));
	}

	/**
	 * The log-in with a password.
	 */
	@FunctionalInterface
	interface Login {

		Optional<Authentication> by(String username, String password, SshAuthenticationDetails details);

	}

}
