package io.sshconsole.ssh.interop;

import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;

import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every client and everything that it must be able to do. Behind each test nothing of the
 * server may be left. The results make the table in the documentation.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientsTests {

	private static final List<Client> CLIENTS = List.of(new OpenSshClient(), new PuttyClient(), new DropbearClient(),
			PythonClient.paramiko(), PythonClient.asyncSsh(), new CurlClient(), new SshjClient(), new JschClient(),
			new MinaClient());

	private static final ResultsTable results = new ResultsTable(CLIENTS);

	private static final List<Provider> providers = List.of(Security.getProviders());

	@TempDir
	private static Path keys;

	@TempDir
	private Path directory;

	static Stream<Cell> cells() {
		return CLIENTS.stream()
			.flatMap((client) -> Stream.of(Feature.values())
				.filter((feature) -> !client.lacks().containsKey(feature))
				.map((feature) -> new Cell(client, feature)));
	}

	/**
	 * Some of the libraries register providers for the whole Java runtime.
	 */
	@AfterAll
	static void removeProviders() {
		Stream.of(Security.getProviders())
			.filter((provider) -> !providers.contains(provider))
			.forEach((provider) -> Security.removeProvider(provider.getName()));
	}

	@Order(1)
	@ParameterizedTest(name = "{0}")
	@MethodSource("cells")
	void client(Cell cell) throws Exception {
		Client client = cell.client();
		Programs.require(client.name(), client.isInstalled());
		UserKey kind = cell.feature().key();
		Path key = (kind != null) ? kind.file(keys) : null;
		List<SshPublicKey> userKeys = (key != null) ? List.of(UserKey.publicKey(key)) : List.of();
		try (InteropServer server = new InteropServer(userKeys, cell.feature().config(client))) {
			client.show(cell.feature(), new Visit(server, this.directory, key));
			results.add(client, cell.feature(), server.lastClientVersion());
		}
	}

	@Order(2)
	@Test
	void theDocumentationShowsTheseResults() throws Exception {
		results.compareOrWrite();
	}

	/**
	 * One client and one thing to do.
	 *
	 * @param client the client
	 * @param feature what it has to do
	 */
	private record Cell(Client client, Feature feature) {

		@Override
		public String toString() {
			return this.client.name() + " can " + this.feature;
		}

	}

}
