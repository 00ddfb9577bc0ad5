package io.sshconsole.boot.security;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.sshconsole.boot.security.BreakGlassIssuers.Standing;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;

/**
 * Credentials for emergencies: each opens one account once, from one address, for a short
 * time. Only their hashes are kept, in memory. For any thread; the lock guards the open
 * ones.
 */
public final class BreakGlassCredentials {

	/**
	 * The factor that such a credential proves.
	 */
	public static final String FACTOR_AUTHORITY = "FACTOR_SSH_BREAK_GLASS";

	/**
	 * Credentials that are open at a time. An emergency needs few, and each is a way in.
	 */
	private static final int MAX_OPEN = 16;

	private static final Log logger = LogFactory.getLog(BreakGlassCredentials.class);

	private final SecureRandom random = new SecureRandom();

	private final Duration maxTime;

	private final BreakGlassIssuers issuers;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final ReentrantLock lock = new ReentrantLock();

	private final List<Open> open = new ArrayList<>();

	/**
	 * Creates an empty store.
	 * @param maxTime the longest time for which a credential is good
	 * @param issuers tells whether an issuer still could issue what is taken
	 * @param events hears of all that is issued, used, refused and withdrawn
	 */
	public BreakGlassCredentials(Duration maxTime, BreakGlassIssuers issuers, ApplicationEventPublisher events) {
		this(maxTime, issuers, events, Clock.systemUTC());
	}

	BreakGlassCredentials(Duration maxTime, BreakGlassIssuers issuers, ApplicationEventPublisher events, Clock clock) {
		this.maxTime = maxTime;
		this.issuers = issuers;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Tells whether somebody came in by such a credential.
	 * @param user the user
	 * @return whether he has the factor
	 */
	public static boolean isGuest(Authentication user) {
		return user.getAuthorities()
			.stream()
			.anyMatch((authority) -> FACTOR_AUTHORITY.equals(authority.getAuthority()));
	}

	/**
	 * Returns the credential that somebody came in by.
	 * @param user the user
	 * @return what may be told of it, or empty if he came in otherwise
	 */
	public static Optional<BreakGlassTicket> ticket(Authentication user) {
		return (user.getPrincipal() instanceof BreakGlassPrincipal guest) ? Optional.of(guest.ticket())
				: Optional.empty();
	}

	/**
	 * Issues a credential.
	 * @param issuer who answers for it; the log-in has his authorities and no others
	 * @param username the name to log in with, in the same spelling
	 * @param address where the log-in comes from
	 * @param time how long it is good
	 * @return the credential, which nobody can ask for again
	 * @throws IllegalArgumentException if the time is not positive or too long
	 * @throws IllegalStateException if too many are open
	 * @throws AccessDeniedException if the issuer is locked, disabled, expired or set up
	 * twice by now, or the thread is interrupted
	 */
	public BreakGlassCredential issue(Authentication issuer, String username, InetAddress address, Duration time) {
		if (time.isNegative() || time.isZero() || time.compareTo(this.maxTime) > 0) {
			throw new IllegalArgumentException(
					"it must be positive and at most " + this.maxTime.toSeconds() + " seconds");
		}
		String secret = BreakGlassForm.draw(this.random);
		byte[] hash = hash(secret);
		Open credential = new Open(
				new BreakGlassTicket(HexFormat.of().formatHex(hash, 0, 4), issuer.getName(), username,
						address.getHostAddress(), this.clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS)),
				address, hash, authorities(issuer), standing(issuer));
		this.lock.lock();
		try {
			forgetOld();
			if (this.open.size() >= MAX_OPEN) {
				throw new IllegalStateException("There are " + MAX_OPEN + " open credentials");
			}
			this.open.add(credential);
		}
		finally {
			this.lock.unlock();
		}
		tell(SshBreakGlassEvent.Kind.ISSUED, credential.ticket, null);
		return new BreakGlassCredential(secret, credential.ticket);
	}

	private Standing standing(Authentication issuer) {
		try {
			return this.issuers.standing(issuer.getName());
		}
		catch (AuthenticationException ex) {
			throw new AccessDeniedException("The issuer may not issue: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Everything but factors: those say how somebody has proven who he is, and that is
	 * the issuer's own.
	 */
	private static List<GrantedAuthority> authorities(Authentication issuer) {
		List<GrantedAuthority> authorities = new ArrayList<>();
		for (GrantedAuthority authority : issuer.getAuthorities()) {
			if (!String.valueOf(authority.getAuthority()).startsWith("FACTOR_")) {
				authorities.add(authority);
			}
		}
		return List.copyOf(authorities);
	}

	/**
	 * Uses a credential up. One that is typed where it is not for is used up, too: it is
	 * no secret any more.
	 * @param username the name that is logged in with
	 * @param secret what was typed, with or without dashes, in capitals or not
	 * @param address where the log-in comes from
	 * @return what the user may, or empty if it does not even look like a credential
	 * @throws BadCredentialsException if it does, and is not good for him, there and now
	 */
	Optional<BreakGlassLogin> take(String username, String secret, InetAddress address) {
		byte[] hash = hash(secret);
		Open credential = remove((open) -> MessageDigest.isEqual(open.hash, hash));
		if (credential == null) {
			if (BreakGlassForm.matches(secret)) {
				throw new BadCredentialsException("No such credential for emergencies");
			}
			return Optional.empty();
		}
		if (!credential.isFor(username, address)) {
			throw refused(credential,
					"it was typed for '" + LoggedText.of(username) + "' from " + address.getHostAddress());
		}
		List<GrantedAuthority> authorities = remaining(credential);
		tell(SshBreakGlassEvent.Kind.USED, credential.ticket, null);
		return Optional.of(new BreakGlassLogin(credential.ticket, authorities));
	}

	/**
	 * Tells whether a log-in would take this for a credential, good or not. Nothing is
	 * used up.
	 * @param secret what was typed, with or without dashes, in capitals or not
	 * @return whether it is open or looks like one
	 */
	boolean isOneOrLooksLikeIt(String secret) {
		byte[] hash = hash(secret);
		this.lock.lock();
		try {
			forgetOld();
			return BreakGlassForm.matches(secret)
					|| this.open.stream().anyMatch((open) -> MessageDigest.isEqual(open.hash, hash));
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<GrantedAuthority> remaining(Open credential) {
		try {
			return this.issuers.remaining(credential.ticket.issuer(), credential.standing, credential.authorities);
		}
		catch (AuthenticationException ex) {
			throw refused(credential, "its issuer could not issue it now: " + ex.getMessage());
		}
	}

	private BadCredentialsException refused(Open credential, String reason) {
		logger.warn("Credential " + credential.ticket.id() + " of '" + LoggedText.of(credential.ticket.issuer())
				+ "' is refused and no longer good: " + reason);
		tell(SshBreakGlassEvent.Kind.REFUSED, credential.ticket, reason);
		return new BadCredentialsException("Credential is refused");
	}

	/**
	 * Takes a credential back.
	 * @param id its public name
	 * @return whether it was open
	 */
	public boolean withdraw(String id) {
		Open credential = remove((open) -> open.ticket.id().equals(id));
		if (credential != null) {
			tell(SshBreakGlassEvent.Kind.WITHDRAWN, credential.ticket, null);
		}
		return credential != null;
	}

	/**
	 * Returns what is open.
	 * @return the tickets, oldest first
	 */
	public List<BreakGlassTicket> tickets() {
		this.lock.lock();
		try {
			forgetOld();
			return this.open.stream().map(Open::ticket).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells whether somebody is expected.
	 * @param username the name that is logged in with
	 * @param address where the log-in comes from
	 * @return whether a credential is open for him there
	 */
	public boolean isExpected(String username, InetAddress address) {
		this.lock.lock();
		try {
			forgetOld();
			return this.open.stream().anyMatch((open) -> open.isFor(username, address));
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Open remove(Predicate<Open> wanted) {
		this.lock.lock();
		try {
			forgetOld();
			for (Open credential : this.open) {
				if (wanted.test(credential)) {
					this.open.remove(credential);
					return credential;
				}
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void forgetOld() {
		Instant now = this.clock.instant();
		this.open.removeIf((credential) -> !now.isBefore(credential.ticket.until()));
	}

	private void tell(SshBreakGlassEvent.Kind kind, BreakGlassTicket ticket, @Nullable String reason) {
		this.events.publishEvent(new SshBreakGlassEvent(this, kind, ticket, reason));
	}

	private static byte[] hash(String secret) {
		try {
			return MessageDigest.getInstance("SHA-256")
				.digest(BreakGlassForm.plain(secret).getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A credential that nobody has used yet.
	 *
	 * @param ticket what may be told of it
	 * @param address where the log-in must come from
	 * @param hash of the secret
	 * @param authorities what the user may
	 * @param standing what the user store knew of the issuer
	 */
	private record Open(BreakGlassTicket ticket, InetAddress address, byte[] hash, List<GrantedAuthority> authorities,
			Standing standing) {

		boolean isFor(String username, InetAddress from) {
			return this.ticket.username().equals(username) && this.address.equals(from);
		}

	}

}
