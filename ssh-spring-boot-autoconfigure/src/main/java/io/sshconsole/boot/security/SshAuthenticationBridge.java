package io.sshconsole.boot.security;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.boot.security.SshInteractiveAuthenticator.Proven;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Question;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Refused;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Step;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * What authentication asks of a server, put to an {@link SshAuthenticator}. Whatever goes
 * wrong is a refusal, and all refusals look alike to the peer; the log tells them apart.
 */
public final class SshAuthenticationBridge {

	private static final Log logger = LogFactory.getLog(SshAuthenticationBridge.class);

	private static final Refused REFUSED = new Refused(new BadCredentialsException("Refused"));

	private final SshAuthenticator authenticator;

	private final List<SshAuthenticationMethod> methods;

	private final LoginGate gate;

	private final AuthenticationEventPublisher eventPublisher;

	private final List<SshInteractiveAuthenticator> dialogues;

	private final PasswordChange passwordChange;

	/**
	 * Creates the bridge.
	 * @param authenticator decides who a user is
	 * @param methods what may be offered, preferred first
	 * @param dialogues what {@code keyboard-interactive} may be, preferred first
	 * @param entry decides which users may enter at all, or {@code null} for all of them
	 * @param eventPublisher is told of refusals that the authenticator does not know of
	 * @param guards all of them must let a proof pass before it is looked at
	 * @param passwordChanger sets another password in place of an expired one;
	 * {@code null} if that is done elsewhere
	 * @throws SshLoginUnavailableException if none of the methods can work
	 */
	public SshAuthenticationBridge(SshAuthenticator authenticator, List<SshAuthenticationMethod> methods,
			List<SshInteractiveAuthenticator> dialogues, @Nullable AuthorizationManager<SshAuthenticationDetails> entry,
			AuthenticationEventPublisher eventPublisher, List<SshLoginGuard> guards,
			@Nullable SshPasswordChanger passwordChanger) {
		this.authenticator = authenticator;
		this.dialogues = List.copyOf(dialogues);
		this.methods = methods.stream().filter(this::canWork).toList();
		if (this.methods.isEmpty()) {
			throw new SshLoginUnavailableException(methods);
		}
		this.gate = new LoginGate(guards, entry, eventPublisher);
		this.eventPublisher = eventPublisher;
		this.passwordChange = new PasswordChange(passwordChanger, this.gate, this::authenticatePassword);
	}

	private boolean canWork(SshAuthenticationMethod method) {
		return (method == SshAuthenticationMethod.KEYBOARD_INTERACTIVE) ? !this.dialogues.isEmpty()
				: this.authenticator.supports(method);
	}

	/**
	 * Returns what every user may try, known or not.
	 * @return methods, preferred first
	 */
	public List<SshAuthenticationMethod> methods() {
		return this.methods;
	}

	/**
	 * Checks a password. One that is right but has expired is refused.
	 * @param username the name the peer claims
	 * @param password what was typed
	 * @param details where it comes from
	 * @return the user, or empty if refused
	 */
	public Optional<Authentication> authenticatePassword(String username, String password,
			SshAuthenticationDetails details) {
		return checkPassword(username, password, details).user();
	}

	/**
	 * Checks a password.
	 * @param username the name the peer claims
	 * @param password what was typed
	 * @param details where it comes from
	 * @return the user; neither user nor question if refused; a question if the password
	 * has expired and can be changed
	 */
	public SshPasswordResult checkPassword(String username, String password, SshAuthenticationDetails details) {
		var request = UsernamePasswordAuthenticationToken.unauthenticated(username, password);
		try {
			return SshPasswordResult.of(authenticate(SshAuthenticationMethod.PASSWORD, request, details));
		}
		catch (CredentialsExpiredException ex) {
			return this.passwordChange.ask(username, password, details);
		}
	}

	/**
	 * Refuses to change a password that nobody has found to be expired. It is not even
	 * looked at: if it were right that would be a log-in, with all that one does, of
	 * somebody who is refused.
	 * @param username the name the peer claims
	 * @param details where it comes from
	 * @return neither user nor question
	 */
	public SshPasswordResult refusePasswordChange(String username, SshAuthenticationDetails details) {
		return this.passwordChange.refuse(username, details);
	}

	/**
	 * Tells whether a signature of this key would be worth making. Publishes nothing: a
	 * client asks for keys that it never uses.
	 * @param username the name the peer claims
	 * @param key the key it offers
	 * @param details where it comes from
	 * @return whether the key is one of this user's and may be used from there
	 */
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
		try {
			return this.methods.contains(SshAuthenticationMethod.PUBLICKEY)
					&& this.authenticator.isPublicKeyAcceptable(username, key, details);
		}
		catch (RuntimeException ex) {
			logger.error("Key of '" + LoggedText.of(username) + "' could not be looked up", ex);
			return false;
		}
	}

	/**
	 * Checks a key whose signature has been verified.
	 * @param username the name the peer claims
	 * @param key the key whose private half the peer owns
	 * @param details where it comes from
	 * @return the user, or empty if refused
	 */
	public Optional<Authentication> authenticatePublicKey(String username, SshPublicKey key,
			SshAuthenticationDetails details) {
		return authenticate(SshAuthenticationMethod.PUBLICKEY,
				SshPublicKeyAuthentication.unauthenticated(username, key), details);
	}

	private Optional<Authentication> authenticate(SshAuthenticationMethod method, AbstractAuthenticationToken request,
			SshAuthenticationDetails details) {
		request.setDetails(details);
		LoginAttempt attempt = new LoginAttempt(method, request, details);
		if (!this.methods.contains(method)) {
			return this.gate.refuse(attempt, "method is not offered");
		}
		if (!this.gate.admits(attempt)) {
			return Optional.empty();
		}
		if ("".equals(request.getCredentials())) {
			// Some stores, LDAP first of all, take an empty password for an anonymous
			// login
			return this.gate.refuse(attempt, new BadCredentialsException("Empty password"), "empty password");
		}
		try {
			@Nullable Authentication user = this.authenticator.authenticate(request);
			if (user == null || !user.isAuthenticated()) {
				return this.gate.refuse(attempt, "not authenticated");
			}
			return this.gate.enter(attempt, user);
		}
		catch (AuthenticationServiceException ex) {
			logger.error("User '" + LoggedText.of(request.getName()) + "' could not be authenticated", ex);
			return Optional.empty();
		}
		catch (CredentialsExpiredException ex) {
			if (method == SshAuthenticationMethod.PASSWORD && this.passwordChange.isPossible()) {
				this.gate.log(attempt, "expired, another one is asked for");
				throw ex;
			}
			return this.gate.refuse(attempt, ex.getClass().getSimpleName());
		}
		catch (AuthenticationException ex) {
			return this.gate.refuse(attempt, ex.getClass().getSimpleName());
		}
		catch (RuntimeException ex) {
			logger.error("User '" + LoggedText.of(request.getName()) + "' could not be authenticated", ex);
			return Optional.empty();
		}
	}

	/**
	 * Starts a dialogue. What comes of it is judged like any other proof.
	 * @param username the name the peer claims, under which guards hear of it, as of any
	 * other proof: what earlier proofs were about may have another name
	 * @param submethods names of dialogues that the client would like
	 * @param request who is to prove something
	 * @return a question; a user with the factor; or a refusal
	 */
	public Step startInteractive(String username, List<String> submethods, SshInteractiveRequest request) {
		if (this.methods.contains(SshAuthenticationMethod.KEYBOARD_INTERACTIVE)) {
			SshInteractiveAuthenticator dialogue = submethods.stream()
				.flatMap((name) -> this.dialogues.stream().filter((candidate) -> candidate.name().equals(name)))
				.findFirst()
				.orElse(this.dialogues.get(0));
			var attempt = LoginAttempt.withoutSecret(SshAuthenticationMethod.KEYBOARD_INTERACTIVE, username,
					request.details());
			return interactive(dialogue, attempt, request, () -> dialogue.start(request));
		}
		return REFUSED;
	}

	/**
	 * Goes on with a dialogue, be it of a login or of a user who is in already.
	 */
	private Step interactive(SshInteractiveAuthenticator dialogue, LoginAttempt attempt, SshInteractiveRequest request,
			Supplier<Step> next) {
		if (!this.gate.admits(attempt)) {
			return REFUSED;
		}
		try {
			Step step = next.get();
			if (step instanceof Question question) {
				return new Question(question.query(),
						(answers) -> interactive(dialogue, attempt, request, () -> question.answers().apply(answers)));
			}
			if (step instanceof Proven proven) {
				return prove(dialogue, request, attempt, proven.user());
			}
			throw ((Refused) step).reason();
		}
		catch (AuthenticationServiceException ex) {
			logger.error("User '" + LoggedText.of(request.username()) + "' could not be authenticated", ex);
		}
		catch (AuthenticationException ex) {
			this.gate.refuse(attempt, ex, ex.getClass().getSimpleName());
		}
		catch (RuntimeException ex) {
			logger.error("User '" + LoggedText.of(request.username()) + "' could not be authenticated", ex);
		}
		return REFUSED;
	}

	private Step prove(SshInteractiveAuthenticator dialogue, SshInteractiveRequest request, LoginAttempt attempt,
			Authentication user) {
		if (!user.isAuthenticated() || !user.getName().equals(request.username())) {
			throw new BadCredentialsException("Dialogue proved somebody else");
		}
		Optional<Authentication> entered = this.gate.enter(attempt, SshFactors.add(user, dialogue.factor()));
		entered.ifPresent(this.eventPublisher::publishAuthenticationSuccess);
		return entered.<Step>map(Proven::new).orElse(REFUSED);
	}

}
