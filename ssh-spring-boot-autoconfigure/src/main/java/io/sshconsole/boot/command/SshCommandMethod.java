package io.sshconsole.boot.command;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sshconsole.boot.command.FrameworkOption.Kind;
import io.sshconsole.boot.command.ParameterValidation.Violation;
import io.sshconsole.boot.command.SshCommandLine.Parsed;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * One command: a method and the bean to call it on. The bean is asked for at each call,
 * so that lazy beans stay lazy and scopes work. {@link SshCommandMethods} makes it.
 */
public final class SshCommandMethod implements SshCommandDefinition {

	private final CommandDeclaration declaration;

	private final Optional<Duration> timeLimit;

	private final Class<?> beanType;

	private final Method method;

	private final Supplier<Object> bean;

	private final List<SshCommandParameter> parameters;

	private final List<SshParameter> frameworkOptions;

	private final ParameterConversion conversion;

	private final ParameterValidation validation;

	/**
	 * Creates a command.
	 * @param beanType the class behind all proxies
	 * @param method the method as that class has it
	 * @param bean gives the object to call, which may be a proxy
	 * @param declaration what is declared about it
	 * @param timeLimit how long it may run, or {@code null} for as long as all commands
	 * @param parameters reads what is declared about its parameters
	 * @param conversion makes arguments of words
	 * @param validation checks the arguments
	 */
	SshCommandMethod(Class<?> beanType, Method method, Supplier<Object> bean, CommandDeclaration declaration,
			@Nullable Duration timeLimit, Function<MethodParameter, ParameterDeclaration> parameters,
			ParameterConversion conversion, ParameterValidation validation) {
		declaration.verify(method.toGenericString());
		this.declaration = declaration;
		this.conversion = conversion;
		this.validation = validation;
		this.timeLimit = Optional.ofNullable(timeLimit);
		this.beanType = beanType;
		this.method = method;
		this.bean = bean;
		this.parameters = IntStream.range(0, method.getParameterCount())
			.mapToObj((index) -> new MethodParameter(method, index).withContainingClass(beanType))
			.map((parameter) -> new SshCommandParameter(parameter, parameters.apply(parameter), conversion))
			.toList();
		this.frameworkOptions = optionsBesides();
		verifyArguments();
	}

	private List<SshParameter> optionsBesides() {
		List<SshParameter> options = new ArrayList<>();
		if (isRendered(ResolvableType.forMethodReturnType(this.method, this.beanType))) {
			Kind.OUTPUT.without(optionNames()).ifPresent(options::add);
		}
		boolean asks = !this.declaration.confirm().isEmpty()
				|| List.of(this.method.getParameterTypes()).contains(SshCommandContext.class);
		if (asks) {
			Kind.YES.without(optionNames()).ifPresent(options::add);
		}
		Kind.HELP.without(optionNames()).ifPresent(options::add);
		return List.copyOf(options);
	}

	/**
	 * Returns whether there is a choice how a result is written. Bytes are written as
	 * they are.
	 */
	private static boolean isRendered(ResolvableType type) {
		Class<?> result = type.resolve(Object.class);
		if (result == Optional.class || Future.class.isAssignableFrom(result)
				|| CompletionStage.class.isAssignableFrom(result)) {
			return isRendered(type.getGeneric(0));
		}
		return result != void.class && result != Void.class && result != byte[].class
				&& !Resource.class.isAssignableFrom(result) && !InputStream.class.isAssignableFrom(result);
	}

	private void verifyArguments() {
		List<SshCommandParameter> arguments = this.parameters.stream()
			.filter((parameter) -> parameter.kind() == ParameterDeclaration.Kind.ARGUMENT)
			.toList();
		for (int i = 1; i < arguments.size(); i++) {
			SshCommandParameter before = arguments.get(i - 1);
			Assert.state(!before.isMultiple(), () -> "The argument '" + before.label() + "' of " + this
					+ " takes all words that are left, so it must be the last one");
			Assert.state(before.isRequired() || !arguments.get(i).isRequired(), () -> "The argument '" + before.label()
					+ "' of " + this + " is optional, so those behind it must be optional too");
		}
	}

	@Override
	public String name() {
		return this.declaration.name();
	}

	@Override
	public List<String> aliases() {
		return this.declaration.aliases();
	}

	@Override
	public String description() {
		return this.declaration.description();
	}

	@Override
	public boolean isHidden() {
		return this.declaration.hidden();
	}

	@Override
	public Optional<String> deprecation() {
		return Optional.of(this.declaration.deprecated()).filter((text) -> !text.isEmpty());
	}

	@Override
	public boolean hasOutputFormats() {
		return this.frameworkOptions.stream().anyMatch((option) -> option.type() == OutputFormat.class);
	}

	@Override
	public Optional<Duration> timeLimit() {
		return this.timeLimit;
	}

	@Override
	public Optional<String> confirmation() {
		return Optional.of(this.declaration.confirm()).filter((text) -> !text.isEmpty());
	}

	@Override
	public List<String> examples() {
		return this.declaration.examples();
	}

	/**
	 * Returns the names of the options that the method declares.
	 * @return the names with their dashes
	 */
	List<String> optionNames() {
		return this.parameters.stream().flatMap((parameter) -> parameter.names().stream()).toList();
	}

	/**
	 * Returns the names of all options.
	 * @return the names with their dashes
	 */
	List<String> typedNames() {
		List<String> names = new ArrayList<>(optionNames());
		this.frameworkOptions.forEach((option) -> names.addAll(option.names()));
		return names;
	}

	@Override
	public List<SshParameter> parameters() {
		return this.parameters.stream()
			.filter((parameter) -> parameter.kind() != ParameterDeclaration.Kind.SUPPLIED)
			.<SshParameter>map((parameter) -> parameter)
			.toList();
	}

	@Override
	public List<SshParameter> frameworkOptions() {
		return this.frameworkOptions;
	}

	/**
	 * Returns the parameters of the method, those included that nobody types.
	 * @return the parameters in their order
	 */
	List<SshCommandParameter> methodParameters() {
		return this.parameters;
	}

	@Override
	public Class<?> beanType() {
		return this.beanType;
	}

	@Override
	public Method method() {
		return this.method;
	}

	@Override
	public String usage(SshCommandContext context) {
		return new CommandUsage(this, context).toString();
	}

	@Override
	public Optional<SshCommandCall> parse(List<Word> words, SshCommandContext context) {
		return new SshCommandLine(this, this.conversion, words, context).parse().map((parsed) -> {
			Call call = new Call(this.method, this.bean.get(), parsed);
			validate(call);
			return call;
		});
	}

	private void validate(Call call) {
		List<Violation> violations = this.validation.validate(call.bean(), this.method, call.arguments());
		if (!violations.isEmpty()) {
			throw new SshUsageException(violations.stream().map(this::describe).collect(Collectors.joining("; ")));
		}
	}

	private String describe(Violation violation) {
		if (violation.parameter() < 0) {
			return violation.message();
		}
		String inside = violation.path().isEmpty() ? "" : " (" + violation.path() + ")";
		return "Invalid value for " + this.parameters.get(violation.parameter()).shownName() + inside + ": "
				+ violation.message();
	}

	@Override
	public String toString() {
		return "'" + name() + "' (" + this.method.toGenericString() + ")";
	}

	/**
	 * The method with its arguments.
	 */
	private record Call(Method method, Object bean, Parsed parsed) implements SshCommandCall {

		@Override
		public @Nullable Object[] arguments() {
			return this.parsed.arguments();
		}

		@Override
		public @Nullable OutputFormat format() {
			return this.parsed.format();
		}

		@Override
		public boolean isConfirmed() {
			return this.parsed.isConfirmed();
		}

		@Override
		public @Nullable Object run() throws Throwable {
			Method invocable = AopUtils.selectInvocableMethod(this.method, this.bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			try {
				return invocable.invoke(this.bean, this.parsed.arguments());
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

	}

}
