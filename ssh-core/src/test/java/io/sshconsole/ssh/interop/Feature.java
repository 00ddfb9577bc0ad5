package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.transport.TransportConfig;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client must be able to do with the server, one row each.
 */
enum Feature {

	PASSWORD("log in by password", Feature::greet),

	ED25519("log in by Ed25519 key", UserKey.ED25519),

	ECDSA_256("log in by ECDSA key, P-256", UserKey.ECDSA_256),

	ECDSA_384("log in by ECDSA key, P-384", UserKey.ECDSA_384),

	ECDSA_521("log in by ECDSA key, P-521", UserKey.ECDSA_521),

	RSA("log in by RSA key", UserKey.RSA),

	MLKEM768("exchange keys by ML-KEM-768 and X25519",
			(client) -> settings(client).algorithms(only("mlkem768x25519-sha256"))),

	SNTRUP761("exchange keys by NTRU Prime and X25519",
			(client) -> settings(client)
				.algorithms(only("sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com"))),

	EXEC("run a command", Feature::exec),

	SHELL("use a shell with a terminal", Feature::shell),

	SUBSYSTEM("use a subsystem", Feature::subsystem),

	DOWNLOAD("receive 64 MiB", Feature::download),

	UPLOAD("send 64 MiB", Feature::upload),

	REKEY_BY_SERVER("get new keys when the server asks", Feature::rekeyByServer,
			(client) -> settings(client).rekeyAfter(client.rekeyAfter())),

	REKEY_BY_CLIENT("get new keys when it asks itself", Feature::rekeyByClient);

	/**
	 * Why a client lacks a key exchange.
	 */
	static final String NO_SUCH_METHOD = "This version has no such key exchange method.";

	static final long MUCH = 64L * 1024 * 1024;

	static final long SOME = 4L * 1024 * 1024;

	private final String title;

	private final @Nullable UserKey key;

	private final Check check;

	private final Function<Client, TransportConfig.Builder> settings;

	Feature(String title, Check check) {
		this(title, null, check, Feature::settings);
	}

	Feature(String title, UserKey key) {
		this(title, key, Feature::greet, Feature::settings);
	}

	Feature(String title, Function<Client, TransportConfig.Builder> settings) {
		this(title, null, Feature::greet, settings);
	}

	Feature(String title, Check check, Function<Client, TransportConfig.Builder> settings) {
		this(title, null, check, settings);
	}

	Feature(String title, @Nullable UserKey key, Check check, Function<Client, TransportConfig.Builder> settings) {
		this.title = title;
		this.key = key;
		this.check = check;
		this.settings = settings;
	}

	/**
	 * Returns the kind of key to log in with.
	 * @return {@code null} for a password
	 */
	@Nullable UserKey key() {
		return this.key;
	}

	TransportConfig config(Client client) {
		return this.settings.apply(client).build();
	}

	void show(Client client, Visit visit) throws Exception {
		this.check.run(client, visit);
	}

	private static TransportConfig.Builder settings(Client client) {
		return TransportConfig.builder().algorithms(client.algorithms());
	}

	private static AlgorithmPreferences only(String... kex) {
		return AlgorithmPreferences.MODERN.withKex(List.of(kex));
	}

	private static void greet(Client client, Visit visit) throws Exception {
		try (Conversation session = client.open(visit.exec("echo hello"))) {
			assertThat(session.readLine()).isEqualTo("hello");
			assertThat(session.awaitStatus()).isZero();
		}
	}

	private static void exec(Client client, Visit visit) throws Exception {
		try (Conversation session = client.open(visit.exec("exit 42"))) {
			assertThat(session.readOutput()).isEqualTo("this is out\n");
			assertThat(session.readErrors()).isEqualTo("this is err\n");
			assertThat(session.awaitStatus()).isEqualTo(42);
		}
	}

	private static void shell(Client client, Visit visit) throws Exception {
		try (Conversation session = client.open(visit.shell())) {
			assertThat(session.readLine()).isEqualTo(Visit.TERMINAL);
			session.send("hello\r");
			assertThat(session.readLine()).isEqualTo("You said hello.");
			session.send("exit\r");
			assertThat(session.readOutput()).isEqualTo("Bye.\r\n");
			assertThat(session.awaitStatus()).isEqualTo(3);
		}
	}

	private static void subsystem(Client client, Visit visit) throws Exception {
		try (Conversation session = client.open(visit.subsystem("echo"))) {
			session.send("ping\n");
			assertThat(session.readLine()).isEqualTo("ping");
			session.input().close();
			assertThat(session.readOutput()).isEmpty();
			assertThat(session.awaitStatus()).isZero();
		}
	}

	private static void download(Client client, Visit visit) throws Exception {
		try (Conversation session = client.open(visit.exec("source " + MUCH))) {
			assertThat(Pattern.check(session.output())).isEqualTo(MUCH);
			assertThat(session.awaitStatus()).isZero();
		}
	}

	private static void upload(Client client, Visit visit) throws Exception {
		try (Conversation session = client.open(visit.exec("sink"))) {
			write(session, MUCH);
			assertThat(session.readLine()).isEqualTo(String.valueOf(MUCH));
			assertThat(session.awaitStatus()).isZero();
		}
	}

	private static void rekeyByServer(Client client, Visit visit) throws Exception {
		sendAndReceive(client, visit);
	}

	private static void rekeyByClient(Client client, Visit visit) throws Exception {
		sendAndReceive(client, visit.rekeying());
	}

	/**
	 * Sends and receives at once, and expects new keys meanwhile.
	 */
	private static void sendAndReceive(Client client, Visit visit) throws Exception {
		try (KeyExchanges exchanges = new KeyExchanges(); Conversation session = client.open(visit.exec("cat"))) {
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
				try {
					write(session, SOME);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}, (task) -> new Thread(task).start());
			assertThat(Pattern.check(session.output())).isEqualTo(SOME);
			sent.get();
			assertThat(session.awaitStatus()).isZero();
			assertThat(exchanges.count()).isGreaterThan(1);
		}
	}

	private static void write(Conversation session, long length) throws IOException {
		try (OutputStream input = session.input()) {
			Pattern.write(input, length, (position) -> {
			});
		}
	}

	@Override
	public String toString() {
		return this.title;
	}

	/**
	 * Shows that it works.
	 */
	private interface Check {

		void run(Client client, Visit visit) throws Exception;

	}

}
