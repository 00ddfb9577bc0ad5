package io.sshconsole.boot.matrix;

import java.util.Hashtable;

import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Asks a directory by binding to it as the user, as Spring Security's LDAP support does.
 */
class LdapBindProvider implements AuthenticationProvider {

	private final LdapDirectory directory;

	LdapBindProvider(LdapDirectory directory) {
		this.directory = directory;
	}

	@Override
	public Authentication authenticate(Authentication login) {
		Hashtable<String, String> environment = new Hashtable<>();
		environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
		environment.put(Context.PROVIDER_URL, this.directory.url());
		environment.put(Context.SECURITY_AUTHENTICATION, "simple");
		environment.put(Context.SECURITY_PRINCIPAL, LdapDirectory.dn(login.getName()));
		environment.put(Context.SECURITY_CREDENTIALS, String.valueOf(login.getCredentials()));
		try {
			new InitialDirContext(environment).close();
		}
		catch (NamingException ex) {
			throw new BadCredentialsException("Wrong", ex);
		}
		return UsernamePasswordAuthenticationToken.authenticated(login.getName(), null,
				AuthorityUtils.createAuthorityList("read"));
	}

	@Override
	public boolean supports(Class<?> type) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
	}

}
