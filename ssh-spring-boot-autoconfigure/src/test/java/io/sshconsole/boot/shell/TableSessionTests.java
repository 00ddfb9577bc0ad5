package io.sshconsole.boot.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TableSessionTests {

	private final TestConsole console = new TestConsole(new People());

	private final TestClient client = new TestClient();

	@Test
	void aTableFitsTheTerminalOfItsSession() throws Exception {
		assertThat(run("people", new WindowSize(24, 10, 0, 0))).isEqualTo("""
				name                 age
				Augusta Ada King, …   36
				""".replace("\n", "\r\n"));
	}

	@Test
	void aTerminalOfUnknownSizeHasEightyColumns() throws Exception {
		assertThat(run("people", new WindowSize(0, 0, 0, 0)))
			.contains("Augusta Ada King, Countess of Lovelace   36\r\n");
	}

	private String run(String line, WindowSize size) throws Exception {
		Optional<PtyRequest> pty = Optional.of(new PtyRequest("dumb", size, Map.of()));
		assertThat(this.client.exec(this.console, line, pty, Map.of()).status()).isZero();
		return this.client.screen();
	}

	static class People {

		@SshCommand(name = "people")
		List<Person> people() {
			return List.of(new Person("Augusta Ada King, Countess of Lovelace", 36));
		}

	}

	record Person(String name, int age) {

	}

}
