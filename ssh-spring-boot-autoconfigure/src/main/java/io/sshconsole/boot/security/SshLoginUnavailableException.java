package io.sshconsole.boot.security;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Nobody could log in: none of the configured methods has users to work with. The server
 * does not start instead of refusing everybody.
 */
public class SshLoginUnavailableException extends RuntimeException {

	public SshLoginUnavailableException(List<SshAuthenticationMethod> methods) {
		super("No user can log in by "
				+ methods.stream().map(SshAuthenticationMethod::wireName).collect(Collectors.joining(" or ")));
	}

}
