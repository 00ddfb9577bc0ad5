package io.sshconsole.boot.command;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.convert.ConversionService;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Runs one line on the calling thread: finds the command, asks whether the user may,
 * parses, calls, writes the result, and says how it ended.
 */
public final class SshCommandExecutor {

	/**
	 * Exit status of a command that threw something unexpected.
	 */
	public static final int FAILED = 1;

	/**
	 * Exit status of a line that is wrong.
	 */
	public static final int USAGE = SshUsageException.STATUS;

	/**
	 * Exit status of a command that the user may not run.
	 */
	public static final int NOT_PERMITTED = 126;

	/**
	 * Exit status of a command that does not exist.
	 */
	public static final int UNKNOWN = 127;

	/**
	 * Exit status of a command that was cancelled: 128 and the number of SIGINT.
	 */
	public static final int INTERRUPTED = 130;

	/**
	 * Exit status of a command whose output nobody reads: 128 and the number of SIGPIPE.
	 */
	public static final int OUTPUT_GONE = 141;

	private static final Logger logger = LoggerFactory.getLogger(SshCommandExecutor.class);

	private static final String HELP = "--help";

	private final SshCommandRegistry registry;

	private final SshCommandAuthorizer authorizer;

	private final ConversionService conversions;

	private final SshResultWriter results;

	private final SecurityContextHolderStrategy security;

	/**
	 * Creates an executor.
	 * @param registry the commands
	 * @param authorizer says who may run what
	 * @param conversions makes arguments of words
	 * @param results writes what commands return
	 * @param security where commands expect their security context
	 */
	public SshCommandExecutor(SshCommandRegistry registry, SshCommandAuthorizer authorizer,
			ConversionService conversions, SshResultWriter results, SecurityContextHolderStrategy security) {
		this.registry = registry;
		this.authorizer = authorizer;
		this.conversions = conversions;
		this.results = results;
		this.security = security;
	}

	/**
	 * Returns the commands that a user may run, for lists and completion.
	 * @param authentication the user
	 * @return the commands by name
	 */
	public List<SshCommandMethod> permitted(Authentication authentication) {
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
			return INTERRUPTED;
		}
		return context.isOutputGone() ? OUTPUT_GONE : status;
	}

	private int run(String line, SshCommandContext context) {
		List<String> words;
		try {
			words = SshCommandTokens.of(line);
		}
		catch (SshUsageException ex) {
			return report(String.valueOf(ex.getMessage()), ex.status(), context);
		}
		if (words.isEmpty()) {
			return 0;
		}
		Optional<SshCommandMethod> command = this.registry.find(words);
		if (command.isEmpty()) {
			return runGroup(words, context);
		}
		try {
			return run(command.get(), words.subList(command.get().words().size(), words.size()), context);
		}
		catch (Throwable ex) {
			return failed(command.get(), ex, context);
		}
	}

	private int run(SshCommandMethod command, List<String> words, SshCommandContext context) throws Throwable {
		if (!this.authorizer.isPermitted(command, context.authentication())) {
			// Before parsing: the messages of the parser tell what options there are
			throw new AccessDeniedException("Access Denied");
		}
		SshCommandLine commandLine = new SshCommandLine(command, context);
		Optional<@Nullable Object[]> arguments = commandLine.parse(words, this.conversions, context);
		if (arguments.isEmpty()) {
			context.out().print(commandLine.usage());
			return 0;
		}
		Object bean = command.bean();
		this.authorizer.check(command, context.authentication(), bean, arguments.get());
		this.results.write(command.invoke(bean, arguments.get()), context);
		return 0;
	}

	/**
	 * Answers a line that names no command but maybe a group of them.
	 */
	private int runGroup(List<String> words, SshCommandContext context) {
		boolean help = words.get(words.size() - 1).equals(HELP);
		List<String> name = help ? words.subList(0, words.size() - 1) : words;
		String shown = String.join(" ", words);
		List<SshCommandMethod> group = name.isEmpty() ? List.of() : this.registry.group(name);
		if (group.isEmpty()) {
			return report(HelpCommand.unknown(shown, permitted(context.authentication())), UNKNOWN, context);
		}
		List<SshCommandMethod> permitted = group.stream()
			.filter((command) -> this.authorizer.isPermitted(command, context.authentication()))
			.toList();
		if (permitted.isEmpty()) {
			return report(shown + ": not permitted", NOT_PERMITTED, context);
		}
		if (help) {
			HelpCommand.write(permitted, context.out());
			return 0;
		}
		List<String> next = permitted.stream().map((command) -> command.words().get(name.size())).distinct().toList();
		return report(shown + ": incomplete, goes on with " + String.join(", ", next), USAGE, context);
	}

	private int failed(SshCommandMethod command, Throwable ex, SshCommandContext context) {
		if (context.isOutputGone()) {
			return OUTPUT_GONE;
		}
		if (context.isCancelled() || isInterrupt(ex)) {
			return INTERRUPTED;
		}
		if (ex instanceof AccessDeniedException) {
			return report(command.name() + ": not permitted", NOT_PERMITTED, context);
		}
		if (ex instanceof SshUsageException usage) {
			return report(command.name() + ": " + usage.getMessage(), usage.status(), context);
		}
		if (ex instanceof SshCommandException failure) {
			context.err().println(failure.getMessage());
			return failure.status();
		}
		logger.warn("The command '{}' failed", command.name(), ex);
		String message = (ex.getMessage() != null) ? ": " + ex.getMessage() : "";
		return report(command.name() + ": " + ex.getClass().getSimpleName() + message, FAILED, context);
	}

	private static boolean isInterrupt(Throwable ex) {
		return ex instanceof InterruptedException || ex instanceof InterruptedIOException
				|| ex instanceof ClosedByInterruptException;
	}

	private static int report(String message, int status, SshCommandContext context) {
		context.err().println(PlainText.line(message));
		return status;
	}

}
