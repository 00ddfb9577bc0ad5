package io.sshconsole.boot.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.ssh.connection.WindowSize;

import org.springframework.security.access.prepost.PreAuthorize;

/**
 * Commands to try sessions with.
 */
class TestCommands {

	@SshCommand(name = "say", description = "Says it.")
	String say(@SshArgument String text, @SshOption boolean loud) {
		return loud ? text.toUpperCase(Locale.ROOT) : text;
	}

	@SshCommand(name = "print", description = "Writes it without a line end.")
	void print(@SshArgument String text, SshCommandContext context) {
		context.out().print(text);
	}

	@SshCommand(name = "fail")
	void fail(@SshArgument int status) {
		throw new SshCommandException("It failed.", status);
	}

	@SshCommand(name = "sleep")
	void sleep(SshCommandContext context) throws InterruptedException {
		context.out().println("asleep");
		new CountDownLatch(1).await();
	}

	@SshCommand(name = "nap", description = "Waits for half a second.")
	String nap() throws InterruptedException {
		new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
		return "rested";
	}

	@SshCommand(name = "spin")
	Stream<String> spin() {
		return Stream.generate(() -> "row");
	}

	@SshCommand(name = "size")
	String size(SshCommandContext context) throws IOException {
		context.out().println(text(context));
		new BufferedReader(new InputStreamReader(context.in(), context.charset())).readLine();
		return text(context);
	}

	private static String text(SshCommandContext context) {
		return context.terminalType().orElse("none") + " "
				+ context.terminalSize().map(WindowSize::columns).map(String::valueOf).orElse("?");
	}

	@SshCommand(name = "cat")
	String cat(SshCommandContext context) throws IOException {
		return "<" + new String(context.in().readAllBytes(), context.charset()).replace("\n", "|") + ">";
	}

	@SshCommand(name = "line")
	String line(SshCommandContext context) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = context.in().read(); c >= 0 && c != '\n'; c = context.in().read()) {
			line.append((char) c);
		}
		return "<" + line + ">";
	}

	@SshCommand(name = "sandwich make", description = "Makes one.")
	@PreAuthorize("hasRole('ADMIN')")
	String make() {
		return "made";
	}

	@SshCommand(name = "sandwich list", description = "Lists them.")
	String list() {
		return "none";
	}

}
