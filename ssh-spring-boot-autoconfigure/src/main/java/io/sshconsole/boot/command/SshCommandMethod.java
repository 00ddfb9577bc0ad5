package io.sshconsole.boot.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * One command: a method with {@link SshCommand @SshCommand} and the bean to call it on.
 * The bean is asked for at each call, so that lazy beans stay lazy and scopes work.
 */
public final class SshCommandMethod implements SshCommandDefinition {

	/**
	 * Words that no shell, no option parser and no terminal understands differently.
	 */
	private static final Pattern NAME = Pattern
		.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*( [\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*)*");

	private final SshCommand declaration;

	private final Optional<Duration> timeLimit;

	private final Class<?> beanType;

	private final Method method;

	private final Supplier<Object> bean;

	private final List<SshCommandParameter> parameters;

	private final ConversionService conversions;

	/**
	 * Creates a command.
	 * @param beanType the class behind all proxies
	 * @param method the annotated method as that class has it
	 * @param bean gives the object to call, which may be a proxy
	 * @param conversions makes arguments of words
	 */
	SshCommandMethod(Class<?> beanType, Method method, Supplier<Object> bean, ConversionService conversions) {
		SshCommand annotation = AnnotatedElementUtils.findMergedAnnotation(method, SshCommand.class);
		Assert.state(annotation != null, () -> "No @SshCommand on " + method.toGenericString());
		Assert.state(NAME.matcher(annotation.name()).matches(),
				() -> "The name '" + annotation.name() + "' of the command " + method.toGenericString()
						+ " is not made of words of letters, digits and _ . : - separated by single blanks");
		this.declaration = annotation;
		this.conversions = conversions;
		this.timeLimit = timeLimit(annotation.timeLimit(), method, conversions);
		this.beanType = beanType;
		this.method = method;
		this.bean = bean;
		this.parameters = IntStream.range(0, method.getParameterCount())
			.mapToObj(
					(index) -> SshCommandParameter.of(new MethodParameter(method, index).withContainingClass(beanType)))
			.toList();
		verifyArguments();
	}

	private static Optional<Duration> timeLimit(String text, Method method, ConversionService conversions) {
		try {
			return text.isEmpty() ? Optional.empty() : Optional.ofNullable(conversions.convert(text, Duration.class));
		}
		catch (ConversionException ex) {
			throw new IllegalStateException(
					"The time limit '" + text + "' of the command " + method.toGenericString() + " is no duration", ex);
		}
	}

	private void verifyArguments() {
		List<SshCommandParameter> arguments = this.parameters.stream()
			.filter((parameter) -> parameter.kind() == SshCommandParameter.Kind.ARGUMENT)
			.toList();
		for (int i = 1; i < arguments.size(); i++) {
			SshCommandParameter before = arguments.get(i - 1);
			Assert.state(!before.isMultiple(), () -> "The argument '" + before.label() + "' of " + this
					+ " takes all words that are left, so it must be the last one");
			Assert.state(before.required() || !arguments.get(i).required(), () -> "The argument '" + before.label()
					+ "' of " + this + " is optional, so those behind it must be optional too");
		}
	}

	@Override
	public String name() {
		return this.declaration.name();
	}

	@Override
	public List<String> aliases() {
		return List.of(this.declaration.aliases());
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

	/**
	 * Returns no: the options are those of the method alone.
	 */
	@Override
	public boolean hasOutputFormats() {
		return false;
	}

	@Override
	public Optional<Duration> timeLimit() {
		return this.timeLimit;
	}

	@Override
	public Optional<String> confirmation() {
		return Optional.of(this.declaration.confirm()).filter((text) -> !text.isEmpty());
	}

	/**
	 * Returns the names of all options.
	 * @return the names with their dashes
	 */
	List<String> optionNames() {
		return this.parameters.stream().flatMap((parameter) -> parameter.names().stream()).toList();
	}

	@Override
	public List<SshParameter> parameters() {
		return this.parameters.stream()
			.filter((parameter) -> parameter.kind() != SshCommandParameter.Kind.SUPPLIED)
			.<SshParameter>map((parameter) -> parameter)
			.toList();
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
		return new SshCommandLine(this, context).usage();
	}

	@Override
	public Optional<SshCommandCall> parse(List<Word> words, SshCommandContext context) {
		return new SshCommandLine(this, context)
			.parse(words.stream().map(Word::text).toList(), this.conversions, context)
			.map((arguments) -> new Call(this.method, this.bean.get(), arguments));
	}

	@Override
	public String toString() {
		return "'" + name() + "' (" + this.method.toGenericString() + ")";
	}

	/**
	 * The method with its arguments.
	 */
	private record Call(Method method, Object bean, @Nullable Object[] arguments) implements SshCommandCall {

		@Override
		public @Nullable Object run() throws Throwable {
			Method invocable = AopUtils.selectInvocableMethod(this.method, this.bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			try {
				return invocable.invoke(this.bean, this.arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

	}

}
