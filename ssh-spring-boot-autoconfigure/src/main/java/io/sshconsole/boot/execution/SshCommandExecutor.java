package io.sshconsole.boot.execution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.command.HelpCommand;
import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandCall;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.filter.Filters;
import io.sshconsole.boot.line.Stage;
import io.sshconsole.boot.line.Word;
import io.sshconsole.boot.render.ResultWriter;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Runs one command of a line on the calling thread: finds it, asks whether the user may,
 * parses, calls, writes the result, and says how it ended. Lines are run by a
 * {@link SshLineRunner}.
 */
public final class SshCommandExecutor {

	private static final String HELP = "--help";

	private final SshCommandRegistry registry;

	private final SshCommandAccess access;

	private final SshCommandAuthorizer authorizer;

	private final FactorQuestions factors;

	private final InterceptorChain interceptors;

	private final ResultWriter results;

	private final CommandFailure failures;

	private final SshCommandObserver observer;

	private final SecurityContextHolderStrategy security;

	/**
	 * Creates an executor.
	 * @param registry the commands
	 * @param access says who may run what, and who is asked for more
	 * @param interceptors what happens around each call
	 * @param results writes what commands return
	 * @param failures says how exceptions end
	 * @param observer hears of each run
	 * @param security where commands expect their security context
	 */
	public SshCommandExecutor(SshCommandRegistry registry, SshCommandAccess access, InterceptorChain interceptors,
			ResultWriter results, CommandFailure failures, SshCommandObserver observer,
			SecurityContextHolderStrategy security) {
		this.registry = registry;
		this.access = access;
		this.authorizer = access.authorizer();
		this.factors = new FactorQuestions(access);
		this.interceptors = interceptors;
		this.results = results;
		this.failures = failures;
		this.observer = observer;
		this.security = security;
	}

	/**
	 * Returns the commands that a user at a prompt is told of, also those that will ask
	 * him for a factor more.
	 * @param session the user
	 * @return the commands by name
	 */
	public List<SshCommandDefinition> visible(SshSession session) {
		return this.access.visible(this.registry.listed(), session, true);
	}

	/**
	 * Returns the commands that a user may run as he is, and is told of.
	 * @param authentication the user
	 * @return the commands by name
	 */
	public List<SshCommandDefinition> permitted(Authentication authentication) {
		return this.registry.listed()
			.stream()
			.filter((command) -> this.authorizer.isPermitted(command, authentication))
			.toList();
	}

	/**
	 * Runs a program on the calling thread, with everything around it that commands
	 * expect. When it returns, everything that was written was sent.
	 * @param program the program
	 * @param context who runs it, and its streams; for this run alone
	 * @return the exit status
	 */
	int run(Program program, SshCommandContext context) {
		CommandScope scope = CommandScope.open(context, program.name(), this.security);
		SshCommandObserver.Run observed = this.observer.started(program.name(), context);
		int status = SshExitStatus.FAILED;
		try {
			status = program.body().run(context, observed);
			if (!context.isCancelled()) {
				// Here it can still be interrupted, if the client does not read
				context.flush();
			}
			return ended(status, context);
		}
		catch (SshExit ex) {
			status = ex.status();
			throw ex;
		}
		finally {
			observed.ended(ended(status, context));
			scope.close();
			if (!context.isOutputGone()) {
				context.flush();
			}
		}
	}

	/**
	 * Says how a program ended. Output that nobody takes comes first: it cancels, too.
	 */
	private static int ended(int status, SshCommandContext context) {
		if (context.isOutputGone()) {
			return SshExitStatus.OUTPUT_GONE;
		}
		return context.isCancelled() ? SshExitStatus.INTERRUPTED : status;
	}

	/**
	 * Finds what a stage runs. Nothing of it has run by then.
	 * @param stage the stage
	 * @param wish how the next stage wants results to be written, or {@code null}
	 * @param asker who wants to run it, and where
	 * @return the program; a refusal if there is no such command, or the user may not
	 */
	Program resolve(Stage stage, @Nullable OutputFormat wish, SshCommandContext asker) {
		Optional<SshCommandDefinition> found = this.registry.find(stage.texts());
		if (found.isEmpty()) {
			return group(stage.texts(), asker);
		}
		SshCommandDefinition command = found.get();
		if (!this.authorizer.isPermitted(command, asker.authentication())) {
			if (isHelpOn(command, stage, asker)) {
				return usage(command);
			}
			// Before parsing: the messages of the parser tell what options there are
			return Program.refusal(command.name(),
					(context, observed) -> this.failures.end(command, refuse(command, context), context));
		}
		List<Word> words = stage.words().subList(command.words().size(), stage.words().size());
		return new Program(command.name(), false, command.timeLimit(),
				(context, observed) -> run(command, words, wish, context, observed));
	}

	/**
	 * Nobody is asked for a factor to read how a command is used that he is told of.
	 * Other words beside it would be for the parser, which tells too much.
	 */
	private boolean isHelpOn(SshCommandDefinition command, Stage stage, SshCommandContext asker) {
		List<String> texts = stage.texts();
		return texts.subList(command.words().size(), texts.size()).equals(List.of(HELP))
				&& !this.access.visible(List.of(command), asker).isEmpty();
	}

	private static Program usage(SshCommandDefinition command) {
		return new Program(command.name(), false, command.timeLimit(), (context, observed) -> {
			context.out().print(command.usage(context));
			return 0;
		});
	}

	private AccessDeniedException refuse(SshCommandDefinition command, SshCommandContext context) {
		return this.factors.explained(this.authorizer.refuse(command, context.authentication()), command, context);
	}

	/**
	 * Returns what asks for the factors that a user lacks to run all of some stages.
	 * @param stages commands that run at the same time
	 * @param asker who wants to run them, and where
	 * @return a program to run before them; empty if it would change nothing
	 */
	Optional<Program> question(List<Stage> stages, SshCommandContext asker) {
		List<SshCommandDefinition> commands = new ArrayList<>();
		stages.forEach((stage) -> this.registry.find(stage.texts()).ifPresent(commands::add));
		return (commands.size() == stages.size()) ? this.factors.before(commands, asker) : Optional.empty();
	}

	private int run(SshCommandDefinition command, List<Word> words, @Nullable OutputFormat wish,
			SshCommandContext context, SshCommandObserver.Run observed) {
		try {
			call(command, words, wish, context, observed);
			return 0;
		}
		catch (SshExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			return this.failures.end(command, ex, context);
		}
	}

	private void call(SshCommandDefinition command, List<Word> words, @Nullable OutputFormat wish,
			SshCommandContext context, SshCommandObserver.Run observed) throws Throwable {
		List<Word> own = this.failures.stackTraces().withoutOption(command, words, context);
		Optional<SshCommandCall> parsed = command.parse(own, context);
		if (parsed.isEmpty()) {
			context.out().print(command.usage(context));
			return;
		}
		SshCommandCall call = parsed.get();
		if (call.isConfirmed()) {
			context.confirm();
		}
		authorize(command, call, context);
		command.deprecation()
			.ifPresent((instead) -> context.err().println(PlainText.line(command.name() + ": deprecated: " + instead)));
		try {
			Object result = this.interceptors.run(command, own, call, context,
					(user) -> this.authorizer.isPermitted(command, user, call.bean(), call.arguments()));
			OutputFormat format = call.format();
			if (format == null && command.hasOutputFormats() && !(result instanceof CharSequence)) {
				format = wish;
			}
			this.results.write(result, format, context);
		}
		catch (Throwable ex) {
			if (CommandFailure.isFailure(ex, context)) {
				observed.failed(ex);
			}
			throw ex;
		}
	}

	/**
	 * Decides on a call. Its arguments may demand a factor that the command alone did
	 * not.
	 */
	private void authorize(SshCommandDefinition command, SshCommandCall call, SshCommandContext context)
			throws IOException {
		try {
			this.authorizer.check(command, context.authentication(), call.bean(), call.arguments());
			return;
		}
		catch (AccessDeniedException ex) {
			this.factors.behind(ex, command,
					(user) -> this.authorizer.isPermitted(command, user, call.bean(), call.arguments()), context);
		}
		SecurityContext raised = this.security.createEmptyContext();
		raised.setAuthentication(context.authentication());
		this.security.setContext(raised);
		this.authorizer.check(command, context.authentication(), call.bean(), call.arguments());
	}

	/**
	 * Answers words that name no command but maybe a group of them.
	 */
	private Program group(List<String> words, SshCommandContext asker) {
		boolean help = words.get(words.size() - 1).equals(HELP);
		List<String> name = help ? words.subList(0, words.size() - 1) : words;
		String shown = String.join(" ", words);
		List<SshCommandDefinition> group = name.isEmpty() ? List.of() : this.registry.group(name);
		if (group.isEmpty()) {
			return refusal(
					Filters.names().contains(words.get(0))
							? words.get(0) + ": a filter, which needs a command and a | in front of it"
							: HelpCommand.unknown(shown, this.access.visible(this.registry.listed(), asker)),
					SshExitStatus.UNKNOWN);
		}
		List<SshCommandDefinition> permitted = this.access.visible(group, asker);
		if (permitted.isEmpty()) {
			return refusal(shown + ": not permitted", SshExitStatus.NOT_PERMITTED);
		}
		if (help) {
			return new Program("help", false, Optional.empty(), (context, observed) -> {
				HelpCommand.write(permitted, context);
				return 0;
			});
		}
		List<String> next = permitted.stream().map((command) -> command.words().get(name.size())).distinct().toList();
		return refusal(shown + ": incomplete, goes on with " + String.join(", ", next), SshExitStatus.USAGE);
	}

	private static Program refusal(String message, int status) {
		return Program.refusal(SshCommandObserver.REFUSAL,
				(context, observed) -> CommandFailure.report(message, status, context));
	}

}
