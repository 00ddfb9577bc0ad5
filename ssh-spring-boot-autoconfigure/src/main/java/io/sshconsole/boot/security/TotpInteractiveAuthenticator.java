package io.sshconsole.boot.security;

import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import io.sshconsole.ssh.auth.InteractiveQuery;

import org.springframework.security.authentication.BadCredentialsException;

/**
 * Asks for the code of an authenticator app (RFC 6238). A code counts once, and none that
 * is older than one that counted; another instance of the application does not know of
 * it.
 */
public final class TotpInteractiveAuthenticator implements SshInteractiveAuthenticator {

	private static final InteractiveQuery QUERY = new InteractiveQuery("", "").secret("Verification code: ");

	/**
	 * Stands for the secret of users who have none, so that they cost the same time.
	 */
	private static final byte[] NO_SECRET = new byte[20];

	private final SshTotpSecrets secrets;

	private final SshUserLookup users;

	private final Clock clock;

	/**
	 * The time step of the last code that counted, by user: a store that finds ada as
	 * ADA, too, must not take a code twice. Only users with a secret who knew a code are
	 * here.
	 */
	private final Map<String, Long> used = new ConcurrentHashMap<>();

	/**
	 * Creates the dialogue.
	 * @param secrets the users' secrets
	 * @param users the users
	 * @param clock tells the time
	 */
	public TotpInteractiveAuthenticator(SshTotpSecrets secrets, SshUserLookup users, Clock clock) {
		this.secrets = secrets;
		this.users = users;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "totp";
	}

	@Override
	public String factor() {
		return SshFactors.TOTP_AUTHORITY;
	}

	@Override
	public boolean isAvailable(String username) {
		return this.secrets.secret(username) != null;
	}

	@Override
	public Step start(SshInteractiveRequest request) {
		return new Question(QUERY, (answers) -> verify(request, answers.get(0)));
	}

	private Step verify(SshInteractiveRequest request, String answer) {
		String username = request.username();
		String secret = this.secrets.secret(username);
		OptionalLong step = Totp.match((secret != null) ? Totp.decode(secret) : NO_SECRET, answer.strip(),
				this.clock.instant());
		if (secret == null || step.isEmpty()) {
			return new Refused(new BadCredentialsException("Wrong code"));
		}
		if (!isFirstUse(username, step.getAsLong())) {
			return new Refused(new BadCredentialsException("Code was used before"));
		}
		return new Proven(this.users.load(request));
	}

	private boolean isFirstUse(String username, long step) {
		boolean[] first = new boolean[1];
		this.used.compute(Usernames.uniform(username), (name, last) -> {
			first[0] = last == null || last < step;
			return first[0] ? step : last;
		});
		return first[0];
	}

}
