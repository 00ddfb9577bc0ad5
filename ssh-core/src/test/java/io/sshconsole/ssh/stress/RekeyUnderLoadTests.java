package io.sshconsole.ssh.stress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.stress.Stream.End;
import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.transport.VirtualThreads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The proof of "the reader posts, writers wait": two peers with real keys, data and
 * requests both ways, and new keys every 64 KiB. Designs in which the reader writes pass
 * with large socket buffers and hang with small ones.
 */
class RekeyUnderLoadTests {

	/**
	 * How much work there is; more for a long run by hand.
	 */
	private static final int FACTOR = Integer.getInteger("ssh-console.tests.stress", 1);

	private static final long REKEY_AFTER = 64 * 1024;

	private static final int CHANNELS = 3;

	private static final long BULK = FACTOR * 2L * 1024 * 1024;

	private static final int CHURN_THREADS = 3;

	private static final int CHURN = FACTOR * 60;

	static List<Arguments> variants() {
		List<Arguments> variants = new ArrayList<>();
		for (int socketBuffers : new int[] { 16 * 1024, 0 }) {
			variants.add(Arguments.of(socketBuffers, false));
			if (Runtime.version().feature() >= 21) {
				variants.add(Arguments.of(socketBuffers, true));
			}
		}
		return variants;
	}

	@ParameterizedTest(name = "socket buffers {0}, virtual threads {1}")
	@MethodSource("variants")
	void bulkDataAndRequestsFlowBothWaysWhileKeysChange(int socketBuffers, boolean virtual) throws Exception {
		try (Peers peers = new Peers(socketBuffers, virtual)) {
			for (int i = 0; i < CHANNELS; i++) {
				peers.bulk(peers.client, new Stream(2 * i, BULK, End.ORDERLY));
				peers.bulk(peers.server, new Stream(2 * i + 1, BULK, End.ORDERLY));
			}
			peers.load.work(() -> peers.ask(peers.client, FACTOR * 1000));
			peers.load.work(() -> peers.ask(peers.server, FACTOR * 1000));
			peers.load.await();
			peers.awaitNoChannels();
		}
	}

	@ParameterizedTest(name = "socket buffers {0}, virtual threads {1}")
	@MethodSource("variants")
	void channelsComeAndGoWhileKeysChange(int socketBuffers, boolean virtual) throws Exception {
		try (Peers peers = new Peers(socketBuffers, virtual)) {
			peers.bulk(peers.client, new Stream(1, BULK, End.ORDERLY));
			peers.bulk(peers.server, new Stream(2, BULK, End.ORDERLY));
			for (int i = 0; i < CHURN_THREADS; i++) {
				Random random = new Random(i);
				peers.load.work(() -> peers.churn(peers.client, random));
				peers.load.work(() -> peers.churn(peers.server, random));
			}
			peers.load.await();
			peers.awaitNoChannels();
		}
	}

	/**
	 * The two sides and what they do.
	 */
	private static final class Peers implements AutoCloseable {

		private final ThreadPoolExecutor flusher;

		private final LoopbackPair pair;

		private final Load load;

		private final LoadedPeer client;

		private final LoadedPeer server;

		private final List<Thread> readers = new ArrayList<>();

		Peers(int socketBuffers, boolean virtual) throws Exception {
			ThreadFactory threads = virtual ? VirtualThreads.factory("load-") : VirtualThreads.platformFactory("load-");
			this.flusher = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
					threads);
			this.load = new Load(threads);
			TransportConfig config = TransportConfig.builder()
				.rekeyAfter(REKEY_AFTER)
				// All of them are due to data
				.maxRekeysPerMinute(1)
				.algorithms(AlgorithmPreferences.MODERN.withKex(List.of("curve25519-sha256")))
				.build();
			this.pair = LoopbackPair.builder()
				.client(config)
				.server(config)
				.socketBuffers(socketBuffers)
				.build()
				.start()
				.share(this.flusher);
			this.client = new LoadedPeer(this.load, this.pair.client(), threads, this.flusher);
			this.server = new LoadedPeer(this.load, this.pair.server(), threads, this.flusher);
			this.readers.add(this.load.run(this.client::read));
			this.readers.add(this.load.run(this.server::read));
		}

		/**
		 * Sends a stream and receives its reverse, with signals beside it.
		 */
		void bulk(LoadedPeer peer, Stream stream) {
			this.load.work(() -> {
				Channel channel = peer.open(stream.toString());
				Thread signals = this.load.run(() -> signal(channel));
				this.load.use(channel, stream);
				signals.join();
				assertThat(channel.exitStatus()).contains(ExitStatus.OK);
			});
		}

		/**
		 * Asks and asks, until the channel ends, which may be while an answer is due.
		 */
		void signal(Channel channel) {
			try {
				for (boolean granted = true; channel.isOpen(); granted = !granted) {
					String name = granted ? LoadedPeer.GRANTED : LoadedPeer.REFUSED;
					boolean answer = channel.request("signal", (out) -> out.writeText(name));
					assertThat(answer).isEqualTo(granted);
					this.load.progress(1);
				}
			}
			catch (IOException ex) {
				assertThat(channel.isOpen()).as("%s", ex).isFalse();
			}
		}

		void ask(LoadedPeer peer, int times) throws Exception {
			for (int i = 0; i < times; i++) {
				assertThat(peer.ask(LoadedPeer.GRANTED)).isTrue();
				assertThat(peer.ask(LoadedPeer.REFUSED)).isFalse();
				this.load.progress(1);
			}
		}

		/**
		 * Opens one channel after the other. Some end in order, some are closed by either
		 * side in the middle of everything.
		 */
		void churn(LoadedPeer peer, Random random) throws Exception {
			for (int i = 0; i < CHURN; i++) {
				Stream stream = new Stream(i, random.nextInt(80_000), End.values()[i % End.values().length]);
				Channel channel = peer.open(stream.toString());
				Thread signals = this.load.run(() -> signal(channel));
				this.load.use(channel, stream);
				signals.join();
			}
		}

		/**
		 * Who serves a channel ends a moment later than who opened it.
		 */
		void awaitNoChannels() throws InterruptedException {
			this.load.await(() -> this.client.openChannels() == 0 && this.server.openChannels() == 0);
		}

		@Override
		public void close() throws InterruptedException {
			this.load.done();
			this.pair.close();
			for (Thread reader : this.readers) {
				reader.join();
			}
			this.flusher.shutdown();
		}

	}

}
