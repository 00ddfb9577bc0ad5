package io.sshconsole.boot.observation;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * Meters of connections, log-ins and traffic. All of them are there from the start, so
 * that the first failure is already a rate, and none has a tag whose values a peer could
 * choose.
 */
public class SshMeters implements MeterBinder, TransportListener {

	private static final String PREFIX = "ssh.console.";

	private static final String OTHER_METHOD = "other";

	private final Set<Transport> connections = ConcurrentHashMap.newKeySet();

	private final LongAdder refused = new LongAdder();

	private final Map<String, LongAdder> successes = newCounters();

	private final Map<String, LongAdder> failures = newCounters();

	/**
	 * Keeps a connection that ends from being counted twice, or not at all: a counter
	 * that goes back looks like a restart.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private long receivedBefore;

	private long sentBefore;

	private static Map<String, LongAdder> newCounters() {
		Map<String, LongAdder> counters = new LinkedHashMap<>();
		for (String method : new String[] { "publickey", "password", "keyboard-interactive", OTHER_METHOD }) {
			counters.put(method, new LongAdder());
		}
		return counters;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(PREFIX + "connections", this.connections, Set::size)
			.description("Connections that are open, logged in or not")
			.baseUnit(BaseUnits.CONNECTIONS)
			.register(registry);
		Gauge.builder(PREFIX + "sessions", this, SshMeters::sessions)
			.description("Connections over which a user is logged in")
			.baseUnit(BaseUnits.SESSIONS)
			.register(registry);
		FunctionCounter.builder(PREFIX + "connections.refused", this.refused, LongAdder::sum)
			.description("Connections that were not let in, because of limits or penalties")
			.baseUnit(BaseUnits.CONNECTIONS)
			.register(registry);
		authentications(registry, "success", this.successes);
		authentications(registry, "failure", this.failures);
		bytes(registry, "received", SshMeters::received);
		bytes(registry, "sent", SshMeters::sent);
	}

	private static void authentications(MeterRegistry registry, String outcome, Map<String, LongAdder> counters) {
		counters
			.forEach((method, counter) -> FunctionCounter.builder(PREFIX + "authentications", counter, LongAdder::sum)
				.description("Attempts to log in")
				.tag("method", method)
				.tag("outcome", outcome)
				.register(registry));
	}

	private void bytes(MeterRegistry registry, String direction, ToLongFunction<SshMeters> total) {
		FunctionCounter.builder(PREFIX + "bytes", this, total::applyAsLong)
			.description("Bytes on the wire")
			.baseUnit(BaseUnits.BYTES)
			.tag("direction", direction)
			.register(registry);
	}

	private long sessions() {
		return this.connections.stream().filter((connection) -> connection.username().isPresent()).count();
	}

	private long received() {
		this.lock.lock();
		try {
			return this.receivedBefore + this.connections.stream().mapToLong(Transport::bytesReceived).sum();
		}
		finally {
			this.lock.unlock();
		}
	}

	private long sent() {
		this.lock.lock();
		try {
			return this.sentBefore + this.connections.stream().mapToLong(Transport::bytesSent).sum();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void refused(InetSocketAddress address, String reason) {
		this.refused.increment();
	}

	@Override
	public void connected(Transport transport) {
		this.connections.add(transport);
	}

	@Override
	public void authenticated(Transport transport, String method) {
		count(this.successes, method);
	}

	@Override
	public void authenticationFailed(Transport transport, String username, String method) {
		count(this.failures, method);
	}

	/**
	 * A peer that logs in with methods of its own invention must not make meters.
	 */
	private static void count(Map<String, LongAdder> counters, String method) {
		LongAdder counter = counters.get(counters.containsKey(method) ? method : OTHER_METHOD);
		if (counter != null) {
			counter.increment();
		}
	}

	@Override
	public void closed(Transport transport, @Nullable Throwable cause) {
		this.lock.lock();
		try {
			if (this.connections.remove(transport)) {
				this.receivedBefore += transport.bytesReceived();
				this.sentBefore += transport.bytesSent();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
