package io.sshconsole.boot.security;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares passwords with those of the console's own users. That is the same work for
 * each name, whether somebody has it or not.
 */
public final class ConsoleUsersAuthenticationProvider implements AuthenticationProvider {

	private final EqualCostPasswordEncoder encoder;

	private final DaoAuthenticationProvider provider;

	/**
	 * Creates the provider. Passwords are compared by the encodings that they name.
	 * @param users the users
	 */
	public ConsoleUsersAuthenticationProvider(ConsoleUsers users) {
		this(users, PasswordEncoderFactories::createDelegatingPasswordEncoder);
	}

	ConsoleUsersAuthenticationProvider(ConsoleUsers users, Supplier<PasswordEncoder> encoder) {
		this.encoder = new EqualCostPasswordEncoder(encoder, users::passwords);
		this.provider = new DaoAuthenticationProvider(users);
		this.provider.setPasswordEncoder(this.encoder);
	}

	@Override
	public @Nullable Authentication authenticate(Authentication request) throws AuthenticationException {
		try {
			return this.provider.authenticate(request);
		}
		catch (InternalAuthenticationServiceException ex) {
			// A file that cannot be read must not tell its users from the others
			this.encoder.spend(String.valueOf(request.getCredentials()));
			throw ex;
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return this.provider.supports(authentication);
	}

}
