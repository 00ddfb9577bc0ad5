package io.sshconsole.boot.adopt;

import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.sshconsole.boot.command.CommandDeclaration;
import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandCall;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandMethods;
import io.sshconsole.boot.command.SshParameter;
import io.sshconsole.boot.command.WrappedCommand;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.shell.core.command.ExitStatus;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.availability.Availability;
import org.springframework.shell.core.command.availability.AvailabilityProvider;
import org.springframework.shell.core.command.completion.CompletionProvider;
import org.springframework.shell.core.command.exit.ExitStatusExceptionMapper;
import org.springframework.util.Assert;

/**
 * One command of Spring Shell. Parsing and calling are those of our own commands; what
 * the beans say that the annotation names is added.
 */
final class SpringShellCommand implements WrappedCommand {

	private final SshCommandDefinition command;

	private final AvailabilityProvider availability;

	private final @Nullable ExitStatusExceptionMapper exitStatuses;

	private final List<SshParameter> parameters;

	private SpringShellCommand(SshCommandDefinition command, AvailabilityProvider availability,
			@Nullable ExitStatusExceptionMapper exitStatuses, @Nullable CompletionProvider completion) {
		this.command = command;
		this.availability = availability;
		this.exitStatuses = exitStatuses;
		this.parameters = (completion == null) ? command.parameters()
				: command.parameters()
					.stream()
					.<SshParameter>map((parameter) -> new SpringShellParameter(parameter, completion))
					.toList();
	}

	/**
	 * Makes a command of a method.
	 * @param beanName the bean to call it on
	 * @param type the class behind all proxies
	 * @param method the annotated method
	 * @param beans has the bean, and those that the annotation names
	 * @param methods makes commands of methods
	 * @return the command
	 * @throws IllegalStateException if the method cannot be called as it is declared
	 */
	static SpringShellCommand of(String beanName, Class<?> type, Method method, BeanFactory beans,
			SshCommandMethods methods) {
		Command annotation = AnnotatedElementUtils.findMergedAnnotation(method, Command.class);
		Assert.state(annotation != null, () -> "No @Command on " + method.toGenericString());
		String name = String.join(" ", annotation.name()).strip();
		CommandDeclaration declaration = new CommandDeclaration(name.isEmpty() ? dashed(method.getName()) : name,
				List.of(annotation.alias()),
				annotation.description().isEmpty() ? annotation.help() : annotation.description(), annotation.hidden(),
				"", "", "", List.of());
		SpringShellParameters.verify(method);
		SshCommandDefinition command = methods.of(type, method, () -> beans.getBean(beanName), declaration,
				(parameter) -> SpringShellParameters.declare(parameter, declaration.name()));
		AvailabilityProvider availability = bean(beans, annotation.availabilityProvider(), AvailabilityProvider.class);
		return new SpringShellCommand(command,
				(availability != null) ? availability : AvailabilityProvider.alwaysAvailable(),
				bean(beans, annotation.exitStatusExceptionMapper(), ExitStatusExceptionMapper.class),
				bean(beans, annotation.completionProvider(), CompletionProvider.class));
	}

	private static String dashed(String name) {
		return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
	}

	/**
	 * Finds a bean that is named. Spring Shell takes a missing one for none, and so a
	 * mistyped name for "always available".
	 */
	private static <T> @Nullable T bean(BeanFactory beans, String name, Class<T> type) {
		Assert.state(name.isEmpty() || beans.containsBean(name), () -> "there is no bean '" + name + "'");
		return name.isEmpty() ? null : beans.getBean(name, type);
	}

	@Override
	public SshCommandDefinition command() {
		return this.command;
	}

	@Override
	public List<SshParameter> parameters() {
		return this.parameters;
	}

	@Override
	public Optional<SshCommandCall> parse(List<Word> words, SshCommandContext context) {
		return this.command.parse(words, context).map(Call::new);
	}

	@Override
	public String toString() {
		return this.command.toString();
	}

	/**
	 * A call that asks whether it may be made, and what its failure means.
	 */
	private final class Call implements SshCommandCall {

		private final SshCommandCall call;

		private Call(SshCommandCall call) {
			this.call = call;
		}

		@Override
		public Object bean() {
			return this.call.bean();
		}

		@Override
		public @Nullable Object[] arguments() {
			return this.call.arguments();
		}

		@Override
		public @Nullable OutputFormat format() {
			return this.call.format();
		}

		@Override
		public boolean isConfirmed() {
			return this.call.isConfirmed();
		}

		@Override
		public @Nullable Object run() throws Throwable {
			Availability available = SpringShellCommand.this.availability.get();
			if (!available.isAvailable()) {
				throw new SshCommandException(name() + " is not available: " + available.reason());
			}
			try {
				return this.call.run();
			}
			catch (SshCommandException | AccessDeniedException | InterruptedException | InterruptedIOException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw failure(ex);
			}
		}

		private Exception failure(Exception ex) {
			ExitStatusExceptionMapper mapper = SpringShellCommand.this.exitStatuses;
			if (mapper == null) {
				return ex;
			}
			ExitStatus status = mapper.apply(ex);
			// Those of Spring Shell itself are negative; no process ends with such
			return new SshCommandException(status.description(), status.code() & 0xff, ex);
		}

	}

}
