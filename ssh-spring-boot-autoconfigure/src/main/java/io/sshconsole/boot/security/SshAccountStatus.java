package io.sshconsole.boot.security;

import org.springframework.security.authentication.AccountStatusUserDetailsChecker;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsChecker;

/**
 * Refuses users who are locked, disabled or expired, whatever they prove. An expired
 * password is one of these reasons, unless each way in asks for the password anyway:
 * there it can be changed.
 */
public final class SshAccountStatus implements UserDetailsChecker {

	/**
	 * Looks at the password last, so who passes all but that has passed the others.
	 */
	private final UserDetailsChecker checker = new AccountStatusUserDetailsChecker();

	private final boolean passwordIsAlwaysProven;

	/**
	 * Creates the check.
	 * @param passwordIsAlwaysProven whether nobody gets in without a password that has
	 * not expired
	 */
	public SshAccountStatus(boolean passwordIsAlwaysProven) {
		this.passwordIsAlwaysProven = passwordIsAlwaysProven;
	}

	@Override
	public void check(UserDetails user) {
		try {
			this.checker.check(user);
		}
		catch (CredentialsExpiredException ex) {
			if (!this.passwordIsAlwaysProven) {
				throw ex;
			}
		}
	}

}
