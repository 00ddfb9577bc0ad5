package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.security.UnsafeSshAddressException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that a server on a network needs users.
 */
class UnsafeSshAddressFailureAnalyzer extends AbstractFailureAnalyzer<UnsafeSshAddressException> {

	static final String HOW_TO_LOG_IN = """
			Do one of the following:
			  - set 'ssh-console.users.<name>.password', or '.authorized-keys', and '.roles';
			  - define a UserDetailsService bean, and 'ssh-console.authentication.authorized-keys' for logins by key;
			  - define an AuthenticationManager bean, or an SshAuthenticator bean for SSH alone.""";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsafeSshAddressException cause) {
		return new FailureAnalysis(
				"The SSH server would listen on " + cause.getAddress().getHostAddress()
						+ ", but nobody can log in except with a generated password, which is for this machine only.",
				HOW_TO_LOG_IN + "\nOr leave 'ssh-console.address' at a loopback address.", cause);
	}

}
