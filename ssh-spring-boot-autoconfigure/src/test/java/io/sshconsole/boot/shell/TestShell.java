package io.sshconsole.boot.shell;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import io.sshconsole.boot.terminal.ColourMode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Shells with the commands of a console, the prompt {@code app> } and no banner.
 */
final class TestShell {

	final ShellNotices notices = new ShellNotices();

	private final TestConsole console;

	private SshShellPrompt prompt = (context) -> "app> ";

	private SshShellBanner banner = (session, terminal, out) -> {
	};

	private @Nullable HistoryFiles histories;

	private ColourMode colours = ColourMode.AUTO;

	private EditMode editMode = EditMode.EMACS;

	private Duration idleTimeout = Duration.ZERO;

	private Duration idleWarning = Duration.ZERO;

	TestShell(TestConsole console) {
		this.console = console;
	}

	TestShell prompt(SshShellPrompt prompt) {
		this.prompt = prompt;
		return this;
	}

	TestShell banner(SshShellBanner banner) {
		this.banner = banner;
		return this;
	}

	TestShell histories(HistoryFiles histories) {
		this.histories = histories;
		return this;
	}

	TestShell colours(ColourMode colours) {
		this.colours = colours;
		return this;
	}

	TestShell editMode(EditMode editMode) {
		this.editMode = editMode;
		return this;
	}

	TestShell idle(Duration timeout, Duration warning) {
		this.idleTimeout = timeout;
		this.idleWarning = warning;
		return this;
	}

	SshShells shells() {
		CompletionValues values = new CompletionValues(BeanUtils::instantiateClass, Thread::new,
				SecurityContextHolder.getContextHolderStrategy());
		return new SshShells(this.console.lines(), this.console.executor(), values, this.prompt, this.banner,
				this.notices, this.histories,
				new SshShellSettings("", "more> ", this.editMode, 100, null, this.idleTimeout, this.idleWarning));
	}

	SshShell open(ThreadFactory threads) {
		return new SshShell(this.console.session(), shells(), this.colours, threads);
	}

	/**
	 * Opens a shell for a client in memory.
	 */
	TestClient start(String terminal) {
		return start(terminal, (client) -> client);
	}

	TestClient start(String terminal, UnaryOperator<TestClient> settings) {
		TestClient client = settings.apply(new TestClient());
		SshShell shell = open(client.threads());
		ShellChannel channel = client.channel(Optional.of(client.ptyOf(terminal)), Map.of());
		return client.start(() -> shell.run(channel));
	}

}
