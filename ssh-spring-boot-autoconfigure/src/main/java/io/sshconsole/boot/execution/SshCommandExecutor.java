package io.sshconsole.boot.execution;

import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.command.HelpCommand;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandCall;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.line.CommandList;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import io.sshconsole.boot.line.Stage;
import io.sshconsole.boot.line.Word;
import io.sshconsole.boot.render.ResultWriter;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Runs one line on the calling thread: finds the command, asks whether the user may,
 * parses, calls, writes the result, and says how it ended.
 */
public final class SshCommandExecutor {

	private static final String HELP = "--help";

	private final SshCommandRegistry registry;

	private final SshCommandAuthorizer authorizer;

	private final InterceptorChain interceptors;

	private final ResultWriter results;

	private final CommandFailure failures;

	private final SecurityContextHolderStrategy security;

	/**
	 * Creates an executor.
	 * @param registry the commands
	 * @param authorizer says who may run what
	 * @param interceptors what happens around each call
	 * @param results writes what commands return
	 * @param failures says how exceptions end
	 * @param security where commands expect their security context
	 */
	public SshCommandExecutor(SshCommandRegistry registry, SshCommandAuthorizer authorizer,
			InterceptorChain interceptors, ResultWriter results, CommandFailure failures,
			SecurityContextHolderStrategy security) {
		this.registry = registry;
		this.authorizer = authorizer;
		this.interceptors = interceptors;
		this.results = results;
		this.failures = failures;
		this.security = security;
	}

	/**
	 * Returns the commands that a user may run, for lists and completion.
	 * @param authentication the user
	 * @return the commands by name
	 */
	public List<SshCommandDefinition> permitted(Authentication authentication) {
		return this.registry.commands()
			.stream()
			.filter((command) -> this.authorizer.isPermitted(command, authentication))
			.toList();
	}

	/**
	 * Runs one line.
	 * @param line the line as typed; a blank one and a comment do nothing
	 * @param context who runs it, and its streams; for this run alone
	 * @return the exit status
	 */
	public int execute(String line, SshCommandContext context) {
		int status;
		CommandScope scope = CommandScope.open(context, this.security);
		try {
			status = run(line, context);
		}
		finally {
			scope.close();
		}
		context.flush();
		if (context.isCancelled()) {
			return SshExitStatus.INTERRUPTED;
		}
		return context.isOutputGone() ? SshExitStatus.OUTPUT_GONE : status;
	}

	private int run(String line, SshCommandContext context) {
		CommandList list;
		try {
			list = LineParser.parse(line);
		}
		catch (LineSyntaxException ex) {
			return CommandFailure.report(String.valueOf(ex.getMessage()), SshExitStatus.USAGE, context);
		}
		return list.pipelines().isEmpty() ? 0 : run(list.pipelines().get(0).stages().get(0), context);
	}

	private int run(Stage stage, SshCommandContext context) {
		Optional<SshCommandDefinition> command = this.registry.find(stage.texts());
		if (command.isEmpty()) {
			return runGroup(stage.texts(), context);
		}
		try {
			List<Word> words = stage.words();
			return run(command.get(), words.subList(command.get().words().size(), words.size()), context);
		}
		catch (Throwable ex) {
			return this.failures.end(command.get(), ex, context);
		}
	}

	private int run(SshCommandDefinition command, List<Word> words, SshCommandContext context) throws Throwable {
		if (!this.authorizer.isPermitted(command, context.authentication())) {
			// Before parsing: the messages of the parser tell what options there are
			throw new AccessDeniedException("Access Denied");
		}
		Optional<SshCommandCall> parsed = command.parse(words, context);
		if (parsed.isEmpty()) {
			context.out().print(command.usage(context));
			return 0;
		}
		SshCommandCall call = parsed.get();
		if (call.isConfirmed()) {
			context.confirm();
		}
		this.authorizer.check(command, context.authentication(), call.bean(), call.arguments());
		this.results.write(this.interceptors.run(command, words, call, context), call.format(), context);
		return 0;
	}

	/**
	 * Answers a line that names no command but maybe a group of them.
	 */
	private int runGroup(List<String> words, SshCommandContext context) {
		boolean help = words.get(words.size() - 1).equals(HELP);
		List<String> name = help ? words.subList(0, words.size() - 1) : words;
		String shown = String.join(" ", words);
		List<SshCommandDefinition> group = name.isEmpty() ? List.of() : this.registry.group(name);
		if (group.isEmpty()) {
			return CommandFailure.report(HelpCommand.unknown(shown, permitted(context.authentication())),
					SshExitStatus.UNKNOWN, context);
		}
		List<SshCommandDefinition> permitted = group.stream()
			.filter((command) -> this.authorizer.isPermitted(command, context.authentication()))
			.toList();
		if (permitted.isEmpty()) {
			return CommandFailure.report(shown + ": not permitted", SshExitStatus.NOT_PERMITTED, context);
		}
		if (help) {
			HelpCommand.write(permitted, context.out());
			return 0;
		}
		List<String> next = permitted.stream().map((command) -> command.words().get(name.size())).distinct().toList();
		return CommandFailure.report(shown + ": incomplete, goes on with " + String.join(", ", next),
				SshExitStatus.USAGE, context);
	}

}
