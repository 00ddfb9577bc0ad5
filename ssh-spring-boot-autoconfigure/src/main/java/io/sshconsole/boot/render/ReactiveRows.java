package io.sshconsole.boot.render;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * What is reactive as something to wait for. Needs Reactor.
 */
final class ReactiveRows {

	/**
	 * How many rows a publisher may be ahead of the user who reads.
	 */
	static final int PREFETCH = 32;

	private ReactiveRows() {
	}

	/**
	 * Subscribes to a publisher.
	 * @param result any result
	 * @return a stream of several values or a future of one; what is not reactive is
	 * returned as it is
	 */
	static Object blocking(Object result) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result);
		if (adapter == null) {
			return result;
		}
		Publisher<?> publisher = adapter.toPublisher(result);
		return adapter.isMultiValue() ? Flux.from(publisher).toStream(PREFETCH) : Mono.from(publisher).toFuture();
	}

}
