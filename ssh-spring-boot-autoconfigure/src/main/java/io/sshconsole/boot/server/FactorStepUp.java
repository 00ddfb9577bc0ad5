package io.sshconsole.boot.server;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.SshStepUp;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshFactors;
import io.sshconsole.boot.security.SshInteractiveAuthenticator;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Proven;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Question;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Refused;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Step;
import io.sshconsole.boot.security.SshInteractiveRequest;
import io.sshconsole.boot.security.SshProofs;
import io.sshconsole.boot.security.SshUserLookup;
import io.sshconsole.boot.terminal.PlainText;
import io.sshconsole.ssh.auth.InteractiveQuery;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * Asks for factors by the dialogues of log-ins, and for the password. What is typed is
 * judged as in a log-in: the same throttle, events and account status. A proof adds its
 * factor to the session and nothing else.
 */
public final class FactorStepUp implements SshStepUp {

	/**
	 * Answers to one question, as most programs take.
	 */
	private static final int MAX_ATTEMPTS = 3;

	private static final InteractiveQuery PASSWORD = new InteractiveQuery("", "").secret("Password: ");

	private static final Refused REFUSED = new Refused(new BadCredentialsException("Refused"));

	private static final Log logger = LogFactory.getLog(FactorStepUp.class);

	private final SshAuthenticationBridge authentication;

	private final ProvableFactors factors;

	private final SshUserLookup users;

	private final int maxFailures;

	/**
	 * Held while a factor is added or a question is counted: two channels of a connection
	 * must not lose one.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Creates the step-up.
	 * @param authentication judges what is typed; it has all the dialogues
	 * @param dialogues what can be proven, preferred first
	 * @param passwords whether there are passwords
	 * @param users tells who is locked by now
	 * @param maxFailures failed attempts after which nobody is asked any more on a
	 * connection
	 */
	public FactorStepUp(SshAuthenticationBridge authentication, List<SshInteractiveAuthenticator> dialogues,
			boolean passwords, SshUserLookup users, int maxFailures) {
		this.authentication = authentication;
		this.factors = new ProvableFactors(dialogues, passwords);
		this.users = users;
		this.maxFailures = maxFailures;
	}

	@Override
	public List<String> missing(SshSession session, Predicate<Authentication> permitted) {
		return this.factors.missing(session).apply(permitted);
	}

	@Override
	public Function<Predicate<Authentication>, List<String>> missing(SshSession session) {
		return this.factors.missing(session);
	}

	@Override
	public boolean prove(List<String> factors, SshCommandContext context) throws IOException {
		Optional<SshProofs> proofs = context.session().attribute(SshProofs.class);
		if (proofs.isEmpty()) {
			return false;
		}
		try {
			for (String factor : factors) {
				if (!prove(factor, proofs.get().details(), context)) {
					return false;
				}
			}
			return true;
		}
		catch (EOFException ex) {
			// The user does not want to
			return false;
		}
	}

	private boolean prove(String factor, SshAuthenticationDetails details, SshCommandContext context)
			throws IOException {
		SshSession session = context.session();
		Authentication user = session.authentication();
		SshInteractiveRequest request = new SshInteractiveRequest(user.getName(), details, user);
		if (!isOpen(request)) {
			return false;
		}
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			if (!takeAttempt(session)) {
				context.err().println("Too many failures on this connection.");
				return false;
			}
			boolean failed = false;
			try {
				Step step = start(factor, request, session);
				boolean asked = step instanceof Question;
				while (step instanceof Question question) {
					step = question.answers().apply(answers(question.query(), context));
				}
				if (asked) {
					// Who waits for a check may type his secret again, and it must not
					// become a line
					dropInput(context);
				}
				if (step instanceof Proven proven && proves(proven.user(), factor, user)) {
					raise(session, factor);
					return true;
				}
				failed = asked;
			}
			finally {
				if (!failed) {
					giveBackAttempt(session);
				}
			}
			context.err().println("Not accepted.");
			if (!failed) {
				return false;
			}
		}
		return false;
	}

	/**
	 * Counts an attempt before its question: any number of channels may ask at the same
	 * time.
	 */
	private boolean takeAttempt(SshSession session) {
		this.lock.lock();
		try {
			int taken = session.attribute(Attempts.class).map(Attempts::taken).orElse(0);
			if (taken >= this.maxFailures) {
				return false;
			}
			session.attribute(Attempts.class, new Attempts(taken + 1));
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void giveBackAttempt(SshSession session) {
		this.lock.lock();
		try {
			session.attribute(Attempts.class)
				.ifPresent((attempts) -> session.attribute(Attempts.class, new Attempts(attempts.taken() - 1)));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Asks the user store again: the account may have been locked since the log-in.
	 */
	private boolean isOpen(SshInteractiveRequest request) {
		try {
			return this.users.load(request).isAuthenticated();
		}
		catch (RuntimeException ex) {
			logger.info("Asked no factor of '" + PlainText.line(request.username()) + "' from "
					+ request.details().remoteAddress() + ": " + ex.getClass().getSimpleName());
			return false;
		}
	}

	private Step start(String factor, SshInteractiveRequest request, SshSession session) {
		return this.factors.dialogue(factor, request.username())
			.map((dialogue) -> this.authentication.startInteractive(session.username(), List.of(dialogue.name()),
					request))
			.orElseGet(() -> FactorGrantedAuthority.PASSWORD_AUTHORITY.equals(factor)
					? new Question(PASSWORD, (answers) -> password(answers.get(0), request, session)) : REFUSED);
	}

	private Step password(String password, SshInteractiveRequest request, SshSession session) {
		return this.authentication.authenticatePassword(session.username(), password, request.details())
			.<Step>map(Proven::new)
			.orElse(REFUSED);
	}

	/**
	 * What the application takes for a password may be something else, and then proves
	 * another factor.
	 */
	private static boolean proves(Authentication proven, String factor, Authentication user) {
		return proven.isAuthenticated() && proven.getName().equals(user.getName()) && SshFactors.has(proven, factor);
	}

	private void raise(SshSession session, String factor) {
		this.lock.lock();
		try {
			session.raise(SshFactors.add(session.authentication(), factor));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Puts the questions of a round. What was typed before they could be read was meant
	 * for something else.
	 */
	private static List<String> answers(InteractiveQuery query, SshCommandContext context) throws IOException {
		Stream.of(query.name(), query.instructions())
			.flatMap(String::lines)
			.map(PlainText::line)
			.forEach(context.err()::println);
		dropInput(context);
		List<String> answers = new ArrayList<>();
		for (InteractiveQuery.Prompt prompt : query.prompts()) {
			String text = PlainText.line(prompt.text());
			answers.add(prompt.echo() ? context.terminal().readLine(text).orElseThrow(EOFException::new)
					: secret(text, context));
		}
		return answers;
	}

	private static void dropInput(SshCommandContext context) {
		if (context.terminal().dropInput()) {
			context.err().println("What was typed ahead is dropped.");
		}
	}

	private static String secret(String prompt, SshCommandContext context) throws IOException {
		char[] typed = context.terminal().readSecret(prompt).orElseThrow(EOFException::new);
		String secret = String.valueOf(typed);
		Arrays.fill(typed, '\0');
		return secret;
	}

	/**
	 * The attempts on a connection that failed, or that somebody is asked for now.
	 *
	 * @param taken how many
	 */
	private record Attempts(int taken) {

	}

}
