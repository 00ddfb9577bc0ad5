package io.sshconsole.boot.security;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.sshconsole.boot.security.FailureCounts.Change;
import io.sshconsole.boot.security.FailureCounts.Standing;
import io.sshconsole.boot.security.ThrottledPeer.Kind;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.TransportListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Slows guessing down, then stops it for a while, by network and by user. Keys cannot be
 * guessed, so they are neither counted nor stopped: whoever attacks a name does not keep
 * its owner out. For any thread; the lock guards the networks that users came from.
 */
public final class LoginThrottle implements SshLoginGuard, TransportListener {

	/**
	 * Attempts that wait at a time. Connections that have not logged in are limited, and
	 * those that wait would take the places of all others.
	 */
	private static final int MAX_WAITING = 16;

	/**
	 * Characters of a name that are remembered, because the same name may become many
	 * times longer in its uniform spelling.
	 */
	private static final int MAX_NAME_LENGTH = 128;

	private static final Log logger = LogFactory.getLog(LoginThrottle.class);

	private final ThrottlePolicy policy;

	private final ApplicationEventPublisher events;

	private final BiPredicate<String, InetAddress> expected;

	private final Pause pause;

	private final FailureCounts networks;

	private final FailureCounts users;

	/**
	 * What users fail to prove who are in. Apart from {@link #users}: strangers who try a
	 * name must not keep its owner from proving something.
	 */
	private final FailureCounts raised;

	private final Semaphore places = new Semaphore(MAX_WAITING);

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Home, Boolean> homes;

	private final SshLoginGuard inSession = new InSession();

	/**
	 * Creates the throttle.
	 * @param policy when it slows down and when it stops
	 * @param events is told when either begins
	 * @param expected whom somebody has vouched for, and where: what strangers do to the
	 * name does not concern him there
	 */
	public LoginThrottle(ThrottlePolicy policy, ApplicationEventPublisher events,
			BiPredicate<String, InetAddress> expected) {
		this(policy, events, expected, System::nanoTime, (time) -> Thread.sleep(time.toMillis()));
	}

	LoginThrottle(ThrottlePolicy policy, ApplicationEventPublisher events, BiPredicate<String, InetAddress> expected,
			LongSupplier nanoTime, Pause pause) {
		this.policy = policy;
		this.events = events;
		this.expected = expected;
		this.pause = pause;
		this.networks = new FailureCounts(policy, nanoTime);
		this.users = new FailureCounts(policy, nanoTime);
		this.raised = new FailureCounts(policy, nanoTime);
		this.homes = new RecentEntries<>(policy.maxEntries());
	}

	/**
	 * Returns when this slows down and when it stops.
	 * @return the policy
	 */
	public ThrottlePolicy policy() {
		return this.policy;
	}

	@Override
	public boolean admits(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
		if (!isCounted(method)) {
			return true;
		}
		Home home = home(username, details.address());
		boolean vouched = home.network() != null && this.expected.test(username, details.address());
		return passes(
				() -> standing(home, (vouched || isKnown(home)) ? Standing.CLEAN : this.users.standing(home.user())));
	}

	private boolean passes(Supplier<Standing> now) {
		Standing standing = now.get();
		if (standing.blocked()) {
			return false;
		}
		// Others have failed while this one waited
		return standing.delay().isZero() || (waited(standing.delay()) && !now.get().blocked());
	}

	private boolean waited(Duration delay) {
		if (!this.places.tryAcquire()) {
			return false;
		}
		try {
			this.pause.pause(delay);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.places.release();
		}
	}

	private Standing standing(Home home, Standing user) {
		Standing network = (home.network() != null) ? this.networks.standing(home.network()) : Standing.CLEAN;
		return new Standing((network.delay().compareTo(user.delay()) > 0) ? network.delay() : user.delay(),
				network.blocked() || user.blocked());
	}

	@Override
	public void failed(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
		if (!isCounted(method)) {
			return;
		}
		Home home = home(username, details.address());
		failed(home, this.users, !isKnown(home));
	}

	private void failed(Home home, FailureCounts users, boolean counted) {
		if (home.network() != null) {
			tell(new ThrottledPeer(Kind.NETWORK, home.network()), this.networks.failed(home.network(), home.user()));
		}
		if (counted) {
			tell(new ThrottledPeer(Kind.USER, home.user()), users.failed(home.user(), home.network()));
		}
	}

	/**
	 * Returns the guard of factors that users prove who are in. There everybody counts,
	 * wherever he has come from before, and nothing takes failures back but time.
	 */
	@Override
	public SshLoginGuard inSession() {
		return this.inSession;
	}

	private void tell(ThrottledPeer peer, Change change) {
		if (!change.block().isZero()) {
			logger.warn("Log-ins of " + peer + " are not looked at for " + change.block().toSeconds()
					+ " seconds, because " + change.failures() + " have failed");
			publish(new SshLoginBlockedEvent(this, peer, change.failures(), change.block()));
		}
		else if (!change.delay().isZero()) {
			logger.info("Log-ins of " + peer + " are delayed, because " + change.failures() + " have failed");
			publish(new SshLoginDelayedEvent(this, peer, change.failures(), change.delay()));
		}
	}

	private void publish(ApplicationEvent event) {
		try {
			this.events.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A listener to failed log-ins failed", ex);
		}
	}

	/**
	 * Hears that a user is in, by everything that was asked of him. A proof that is only
	 * one of several must not take anything back.
	 */
	@Override
	public void authenticated(Transport transport, String method) {
		transport.username().ifPresent((username) -> {
			Home home = home(username, transport.remoteAddress().getAddress());
			if (home.network() != null) {
				remember(home);
			}
			if (!method.equals(SshAuthenticationMethod.PUBLICKEY.wireName())) {
				forgive(home);
			}
		});
	}

	private void forgive(Home home) {
		this.users.forgive(home.user(), home.network());
		if (home.network() != null) {
			this.networks.forgive(home.network(), home.user());
		}
	}

	private void remember(Home home) {
		this.lock.lock();
		try {
			this.homes.put(home, true);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells whether the user has come from there before. What strangers do to his name
	 * elsewhere does not concern him then; the failures of the network still count.
	 */
	private boolean isKnown(Home home) {
		this.lock.lock();
		try {
			return this.homes.get(home) != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isCounted(SshAuthenticationMethod method) {
		return this.policy.enabled() && method != SshAuthenticationMethod.PUBLICKEY;
	}

	private Home home(String username, InetAddress address) {
		boolean exempt = this.policy.exemptLoopback() && address.isLoopbackAddress();
		return new Home(uniform(username), exempt ? null : Network.of(address, this.policy.ipv6Prefix()).text());
	}

	/**
	 * Many user stores find the same user under all these spellings. Each would have
	 * failures of its own otherwise.
	 */
	private static String uniform(String username) {
		String name = Usernames.uniform(username);
		return name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
	}

	/**
	 * Returns whose passwords are not looked at now.
	 * @return the networks, then the users
	 */
	public List<LoginBlock> blocks() {
		List<LoginBlock> blocks = new ArrayList<>(this.networks.blocks(Kind.NETWORK));
		blocks.addAll(this.users.blocks(Kind.USER));
		blocks.addAll(this.raised.blocks(Kind.USER));
		return blocks;
	}

	/**
	 * Forgets the failures of a network or a user, and ends a block.
	 * @param name as {@link #blocks} tells it
	 * @return whether there were any
	 */
	public boolean lift(String name) {
		boolean network = this.networks.forget(name);
		boolean raised = this.raised.forget(uniform(name));
		return this.users.forget(uniform(name)) || raised || network;
	}

	/**
	 * Returns how much is remembered.
	 * @return the number of networks or of users, whichever is larger; at most
	 * {@link ThrottlePolicy#maxEntries()}
	 */
	public int size() {
		return Math.max(this.networks.size(), Math.max(this.users.size(), this.raised.size()));
	}

	/**
	 * Stands in front of the factors that users prove who are in.
	 */
	private final class InSession implements SshLoginGuard {

		@Override
		public boolean admits(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			Home home = home(username, details.address());
			return !isCounted(method) || passes(() -> standing(home, LoginThrottle.this.raised.standing(home.user())));
		}

		@Override
		public void failed(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			if (isCounted(method)) {
				LoginThrottle.this.failed(home(username, details.address()), LoginThrottle.this.raised, true);
			}
		}

	}

	/**
	 * Lets time pass.
	 */
	@FunctionalInterface
	interface Pause {

		void pause(Duration time) throws InterruptedException;

	}

	/**
	 * A user and where he comes from.
	 *
	 * @param user the name in uniform spelling
	 * @param network the network, or {@code null} if it is not counted
	 */
	private record Home(String user, @Nullable String network) {

	}

}
