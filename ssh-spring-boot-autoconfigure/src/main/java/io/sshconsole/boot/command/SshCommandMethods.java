package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.function.UnaryOperator;

import io.sshconsole.boot.command.FrameworkOption.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.Assert;

/**
 * Makes commands of methods, so that all of them convert, validate and fail alike,
 * wherever their declaration comes from.
 */
public final class SshCommandMethods {

	private static final Pattern OPTION_PREFIX = Pattern.compile("^-+(no-)?");

	private static final Logger logger = LoggerFactory.getLogger(SshCommandMethods.class);

	private final ConversionService conversions;

	private final ParameterConversion conversion;

	private final UnaryOperator<String> placeholders;

	private final ParameterValidation validation;

	/**
	 * Creates the maker of commands whose defaults are taken as they are, and without
	 * Bean Validation.
	 * @param conversions makes arguments of words
	 */
	public SshCommandMethods(ConversionService conversions) {
		this(conversions, UnaryOperator.identity(), ParameterValidation.NONE);
	}

	/**
	 * Creates the maker of commands.
	 * @param conversions makes arguments of words
	 * @param placeholders replaces <code>${…}</code> in defaults, once
	 * @param validation checks arguments
	 */
	public SshCommandMethods(ConversionService conversions, UnaryOperator<String> placeholders,
			ParameterValidation validation) {
		this.conversions = conversions;
		this.conversion = new ParameterConversion(conversions);
		this.placeholders = placeholders;
		this.validation = validation;
	}

	/**
	 * Makes a command of a method with {@link SshCommand @SshCommand}.
	 * @param beanType the class behind all proxies
	 * @param method the annotated method as that class has it
	 * @param bean gives the object to call, which may be a proxy
	 * @return the command
	 * @throws IllegalStateException if it is declared wrongly, or could not be protected
	 */
	public SshCommandMethod of(Class<?> beanType, Method method, Supplier<Object> bean) {
		SshCommand annotation = AnnotatedElementUtils.findMergedAnnotation(method, SshCommand.class);
		Assert.state(annotation != null, () -> "No @SshCommand on " + method.toGenericString());
		return of(beanType, method, bean, CommandDeclaration.of(annotation), ParameterDeclaration::of);
	}

	/**
	 * Makes a command of any method.
	 * @param beanType the class behind all proxies
	 * @param method the method as that class has it
	 * @param bean gives the object to call, which may be a proxy
	 * @param declaration what is declared about it
	 * @param parameters reads what is declared about its parameters
	 * @return the command
	 * @throws IllegalStateException if it is declared wrongly, or could not be protected
	 */
	public SshCommandMethod of(Class<?> beanType, Method method, Supplier<Object> bean, CommandDeclaration declaration,
			Function<MethodParameter, ParameterDeclaration> parameters) {
		SshCommandMethod command = new SshCommandMethod(beanType, method, bean, declaration,
				timeLimit(declaration, method), (parameter) -> resolved(parameters.apply(parameter)), this.conversion,
				this.validation.isNeeded(beanType, method) ? this.validation : ParameterValidation.NONE);
		verify(command);
		return command;
	}

	private @Nullable Duration timeLimit(CommandDeclaration declaration, Method method) {
		String text = declaration.timeLimit();
		try {
			return text.isEmpty() ? null : this.conversions.convert(text, Duration.class);
		}
		catch (ConversionException ex) {
			throw new IllegalStateException(
					"The time limit '" + text + "' of the command " + method.toGenericString() + " is no duration", ex);
		}
	}

	private ParameterDeclaration resolved(ParameterDeclaration parameter) {
		String text = parameter.defaultValue();
		if (text == null) {
			return parameter;
		}
		try {
			return parameter.withDefaultValue(this.placeholders.apply(text));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(
					"The default '" + text + "' of a parameter cannot be resolved: " + ex.getMessage(), ex);
		}
	}

	private void verify(SshCommandMethod command) {
		List<SshCommandParameter> typed = command.methodParameters()
			.stream()
			.filter((parameter) -> parameter.kind() != ParameterDeclaration.Kind.SUPPLIED)
			.toList();
		for (SshCommandParameter parameter : typed) {
			try {
				this.conversion.verify(parameter);
			}
			catch (IllegalStateException ex) {
				throw new IllegalStateException(ex.getMessage() + " of " + command, ex);
			}
		}
		Assert.state(!Kind.HELP.taken(command.optionNames()).contains("--help"),
				() -> "The option --help of " + command + " is that of every command; choose another name");
		if (mayClash(command.optionNames())) {
			// Picocli knows, but takes a while to load, which most commands need not wait
			// for
			PicocliSpec.verify(command);
		}
		SshCommandAuthorizer.verify(command);
		if (command.hasOutputFormats() && !Kind.OUTPUT.taken(command.optionNames()).isEmpty()) {
			logger.info("The command {} has an option {} of its own, which does not choose how its result is written",
					command, String.join(", ", Kind.OUTPUT.taken(command.optionNames())));
		}
	}

	/**
	 * Tells whether two names may be taken for each other, as they are or negated.
	 */
	private static boolean mayClash(List<String> names) {
		return names.stream().map((name) -> OPTION_PREFIX.matcher(name).replaceFirst("")).distinct().count() < names
			.size();
	}

}
