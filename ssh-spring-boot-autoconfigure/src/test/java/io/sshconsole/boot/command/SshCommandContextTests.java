package io.sshconsole.boot.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class SshCommandContextTests {

	private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

	private final SshCommandContextBuilder contexts = SshCommandContext.builder(new TestConsole().session())
		.in(new ByteArrayInputStream("Ada\n".getBytes(StandardCharsets.UTF_8)))
		.out(this.screen);

	@Test
	void withoutATerminalQuestionsUseTheStreams() throws IOException {
		SshTerminal terminal = this.contexts.build().terminal();
		assertThat(terminal.isInteractive()).isFalse();
		assertThat(terminal.readLine("Name? ")).contains("Ada");
		assertThat(this.screen).hasToString("Name? ");
	}

	@Test
	void standardInputOfATerminalAnswersNothing() throws IOException {
		SshCommandContext context = this.contexts.terminal("xterm", () -> new WindowSize(80, 24, 0, 0)).build();
		assertThat(context.terminal().readSecret("Password? ")).isEmpty();
	}

	@Test
	void eachContextHasItsTerminal() {
		List<SshCommandContext> seen = new ArrayList<>();
		this.contexts.terminal((context) -> {
			seen.add(context);
			return mock(SshTerminal.class);
		});
		SshCommandContext one = this.contexts.build();
		SshCommandContext two = this.contexts.build();
		assertThat(seen).containsExactly(one, two);
		assertThat(one.terminal()).isNotSameAs(two.terminal());
	}

	@Test
	void inFrontOfAPipeOnlyStandardOutputGoesElsewhere() {
		ByteArrayOutputStream pipe = new ByteArrayOutputStream();
		this.contexts.terminal("xterm", () -> new WindowSize(80, 24, 0, 0)).line("a | b");
		SshCommandContext piped = this.contexts.copy().pipedTo(pipe).build();
		piped.out().println("data");
		piped.err().println("trouble");
		assertThat(pipe).hasToString("data\n");
		assertThat(this.screen).hasToString("trouble\n");
		assertThat(piped.isInteractive()).isFalse();
		assertThat(piped.line()).isEqualTo("a | b");
		assertThat(this.contexts.build().isInteractive()).isTrue();
	}

}
