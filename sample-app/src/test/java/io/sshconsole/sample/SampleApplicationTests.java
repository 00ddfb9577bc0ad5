package io.sshconsole.sample;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import io.sshconsole.boot.test.LocalSshPort;
import io.sshconsole.sample.OpenSshClient.Result;
import io.sshconsole.sample.OpenSshClient.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the whole sample with the client that its users have.
 */
@SpringBootTest(properties = { "ssh-console.port=0", "roastery.pace=1h" })
@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	private static final User USER = new User("user", "espresso");

	private static final User ADMIN = new User("admin", "ristretto");

	@TempDir
	static Path hostKeys;

	@TempDir
	Path directory;

	@Autowired
	OrderBook orders;

	@Autowired
	CoffeeStore store;

	@LocalSshPort
	int port;

	private OpenSshClient ssh;

	@DynamicPropertySource
	static void keepHostKeysApart(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.host-key-directory", () -> hostKeys.resolve("keys"));
	}

	@BeforeEach
	void findClient() throws IOException {
		String hostKey = Files.readString(hostKeys.resolve("keys/ssh_host_ed25519_key.pub")).strip();
		this.ssh = OpenSshClient.create(this.directory, this.port, hostKey);
	}

	@Test
	void helpListsWhatTheUserMayRun() throws Exception {
		Result result = this.ssh.run(USER, "help");
		assertThat(result.err()).isEmpty();
		assertThat(result.out()).contains("orders list", "orders import").doesNotContain("orders cancel");
		assertThat(result.status()).isZero();
		assertThat(this.ssh.run(ADMIN, "help").out()).contains("orders cancel");
	}

	@Test
	void aWrongPasswordDoesNotGetIn() throws Exception {
		Result result = this.ssh.run(new User("user", "ristretto"), "help");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).contains("Permission denied");
	}

	@Test
	void listsOrdersByStatus() throws Exception {
		this.orders.place("Tea House", "Sidamo", 3);
		long cancelled = this.orders.place("Tea House", "Yirgacheffe", 7).id();
		this.orders.update(cancelled, Order::cancel);
		assertThat(this.ssh.run(USER, "orders list --status placed -n 1").out()).contains("\tPLACED\t3\tSidamo\t")
			.hasLineCount(1);
		assertThat(this.ssh.run(USER, "orders list --status=CANCELLED").out()).contains(cancelled + "\tCANCELLED\t7\t")
			.doesNotContain("PLACED");
	}

	@Test
	void aLineThatMakesNoSenseIsStatusTwo() throws Exception {
		assertThat(this.ssh.run(USER, "orders list --status BURNT").status()).isEqualTo(2);
		assertThat(this.ssh.run(USER, "orders show").status()).isEqualTo(2);
	}

	@Test
	void aCommandThatDoesNotExistIsStatus127() throws Exception {
		assertThat(this.ssh.run(USER, "oders list").status()).isEqualTo(127);
	}

	@Test
	void anOrderThatDoesNotExistIsOneClearLine() throws Exception {
		Result result = this.ssh.run(USER, "orders show 7");
		assertThat(result.status()).isEqualTo(1);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).isEqualTo("There is no order 7.\n");
	}

	@Test
	void onlyAnAdministratorCancels() throws Exception {
		long id = this.orders.place("Tea House", "Sidamo", 3).id();
		assertThat(this.ssh.run(USER, "orders cancel --yes " + id).status()).isEqualTo(126);
		assertThat(this.orders.find(id)).map(Order::status).contains(OrderStatus.PLACED);
		assertThat(this.ssh.run(ADMIN, "orders cancel --yes " + id).status()).isZero();
		assertThat(this.orders.find(id)).map(Order::status).contains(OrderStatus.CANCELLED);
	}

	@Test
	void aScriptMustSayYesToCancel() throws Exception {
		long id = this.orders.place("Tea House", "Sidamo", 3).id();
		Result result = this.ssh.run(ADMIN, "orders cancel " + id);
		assertThat(result.status()).isEqualTo(2);
		assertThat(result.err()).contains("Cancel 3 kg of Sidamo for Tea House?").contains("--yes");
		assertThat(this.orders.find(id)).map(Order::status).contains(OrderStatus.PLACED);
	}

	@Test
	void whatIsPlacedCanBeReadAsJson() throws Exception {
		Result result = this.ssh.run(USER, "orders place 'Tea House' Sidamo --kilograms 3 -o json | json .customer");
		assertThat(result.out()).isEqualTo("\"Tea House\"\n");
		assertThat(result.status()).isZero();
	}

	@Test
	void anOrderOfTooMuchIsRefused() throws Exception {
		int before = this.orders.all().size();
		Result result = this.ssh.run(USER, "orders place 'Tea House' Sidamo -k 501");
		assertThat(result.status()).isEqualTo(2);
		assertThat(result.err()).contains("--kilograms").contains("500");
		assertThat(this.orders.all()).hasSize(before);
	}

	@Test
	void anOrderWithoutACoffeeLetsTheCustomerChoose() throws Exception {
		Result result = this.ssh.run(USER, "orders place 'Tea House'", "3\n");
		assertThat(result.err()).contains("3) Sidamo\n").endsWith("Which coffee? ");
		assertThat(result.out()).contains("coffee\tSidamo\n");
		assertThat(this.ssh.run(USER, "orders place 'Tea House'").status()).isEqualTo(1);
	}

	@Test
	void theImporterWantsAPin() throws Exception {
		assertThat(this.ssh.run(USER, "coffee buy Yirgacheffe 5", "12\n").err())
			.isEqualTo("PIN: The importer knows no such PIN.\n");
		Result result = this.ssh.run(USER, "coffee buy Yirgacheffe 5", "1234\n");
		assertThat(result.out()).isEqualTo("coffee\tYirgacheffe\nkilograms\t65\n");
	}

	@Test
	void coffeeIsThrownAwayOnceAnAdministratorApproves() throws Exception {
		GreenCoffee before = new GreenCoffee("House Espresso", 120);
		Process waiting = this.ssh.start(USER, "coffee discard 'House Espresso' 20");
		try {
			String request = awaitRequest();
			assertThat(request).endsWith(" user: coffee discard 'House Espresso' 20\n");
			String id = request.substring(0, request.indexOf(' '));
			assertThat(this.ssh.run(USER, "approve " + id).status()).isEqualTo(126);
			assertThat(this.store.all()).contains(before);
			assertThat(this.ssh.run(ADMIN, "approve " + id).status()).isZero();
			assertThat(waiting.waitFor()).isZero();
			assertThat(this.store.all()).contains(new GreenCoffee("House Espresso", 100));
		}
		finally {
			waiting.destroy();
		}
	}

	@Test
	void nothingIsThrownAwayThatAnAdministratorRefuses() throws Exception {
		int before = this.store.add("Yirgacheffe", 0).orElseThrow().kilograms();
		Process waiting = this.ssh.start(USER, "coffee discard Yirgacheffe 1");
		try {
			String request = awaitRequest();
			this.ssh.run(ADMIN, "refuse " + request.substring(0, request.indexOf(' ')));
			assertThat(waiting.waitFor()).isEqualTo(126);
			assertThat(this.store.all()).extracting(GreenCoffee::coffee, GreenCoffee::kilograms)
				.contains(tuple("Yirgacheffe", before));
		}
		finally {
			waiting.destroy();
		}
	}

	private String awaitRequest() {
		return await().atMost(1, TimeUnit.MINUTES)
			.until(() -> this.ssh.run(ADMIN, "approvals").out(), (list) -> !list.isEmpty());
	}

	@Test
	void aBatchTellsHowFarItIs() throws Exception {
		Result result = this.ssh.run(USER, "coffee roast Sidamo -k 5 --time 100ms");
		assertThat(result.out()).isEqualTo("Roasted 5 kg of Sidamo, 30 kg are left.\n");
		assertThat(result.err()).contains("Roasting Sidamo", "50%", "100%");
	}

	@Test
	void aBatchThatIsCancelledGoesBackToTheStore(CapturedOutput log) throws Exception {
		Process process = this.ssh.start(USER, "coffee roast 'Decaf Huila' -k 20 --time 1h");
		GreenCoffee all = new GreenCoffee("Decaf Huila", 20);
		await().until(() -> !this.store.all().contains(all));
		process.destroy();
		await().until(() -> this.store.all().contains(all));
		await().until(() -> log.toString().contains("user ran 'coffee roast' for "));
	}

	@Test
	void importsWhatItReads() throws Exception {
		Result result = this.ssh.run(USER, "orders import", "Tea House,Sidamo,3\nCafé Nebenan,House Espresso,12\n");
		assertThat(result.out()).isEqualTo("Orders placed: 2\n");
		assertThat(result.status()).isZero();
		assertThat(this.orders.all()).last().extracting(Order::customer).isEqualTo("Café Nebenan");
	}

	@Test
	void importsNothingOfAnInputWithABadLine() throws Exception {
		int before = this.orders.all().size();
		Result result = this.ssh.run(USER, "orders import", "Tea House,Sidamo,3\nTea House,Sidamo,many\n");
		assertThat(result.status()).isEqualTo(65);
		assertThat(result.err()).isEqualTo("Line 2 is not customer,coffee,kilograms.\n");
		assertThat(this.orders.all()).hasSize(before);
	}

	@Test
	void exportsBytesAsTheyAre() throws Exception {
		Result result = this.ssh.run(USER, "orders export");
		assertThat(result.status()).isZero();
		try (InputStream csv = new GZIPInputStream(new ByteArrayInputStream(result.bytes()))) {
			assertThat(new String(csv.readAllBytes(), StandardCharsets.UTF_8)).startsWith("1001,")
				.hasLineCount(this.orders.all().size());
		}
	}

	@Test
	void watchesUntilTheClientGoesAway() throws Exception {
		Process process = this.ssh.start(USER, "orders watch");
		try (BufferedReader lines = process.inputReader()) {
			await().until(() -> {
				this.orders.place("Tea House", "Sidamo", 3);
				return lines.ready();
			});
			assertThat(lines.readLine()).contains("\tPLACED\t3\tSidamo\tTea House\t");
		}
		finally {
			process.destroy();
		}
		await().until(() -> !this.orders.isWatched());
	}

}
