package io.sshconsole.boot.command;

import java.lang.reflect.Array;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.security.core.Authentication;
import org.springframework.util.Assert;

/**
 * One parameter of a command's method.
 *
 * @param kind where its value comes from
 * @param label its name in words and dashes, for usage and messages
 * @param names the names of an option with their dashes, otherwise empty
 * @param description one sentence, may be empty
 * @param defaultValue what is converted when nothing is given
 * @param required whether a line without it is wrong
 * @param target what the text is converted to
 * @param wrapped whether the method wants an {@link Optional} of it
 * @param isSecret whether its value appears nowhere but in the command
 * @param completion what offers values, or empty
 */
record SshCommandParameter(Kind kind, String label, List<String> names, String description,
		@Nullable String defaultValue, boolean required, TypeDescriptor target, boolean wrapped, boolean isSecret,
		Optional<Class<? extends SshCompletionProvider>> completion) implements SshParameter {

	private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

	private static final TypeDescriptor TEXTS = TypeDescriptor.collection(List.class, TEXT);

	private static final List<Class<?>> SUPPLIED = List.of(SshCommandContext.class, Authentication.class,
			Principal.class, Locale.class);

	/**
	 * Where a value comes from.
	 */
	enum Kind {

		OPTION, ARGUMENT, SUPPLIED

	}

	static SshCommandParameter of(MethodParameter parameter) {
		SshOption option = parameter.getParameterAnnotation(SshOption.class);
		SshArgument argument = parameter.getParameterAnnotation(SshArgument.class);
		Assert.state(option == null || argument == null,
				() -> describe(parameter) + " cannot be both @SshOption and @SshArgument");
		if (option != null) {
			return of(parameter, Kind.OPTION, option.names(), option.description(), option.defaultValue(),
					option.required(), option.secret(), option.completion());
		}
		if (argument != null) {
			return of(parameter, Kind.ARGUMENT, new String[0], argument.description(), argument.defaultValue(),
					argument.required(), argument.secret(), argument.completion());
		}
		Assert.state(SUPPLIED.contains(parameter.getParameterType()),
				() -> describe(parameter)
						+ " needs @SshOption or @SshArgument, or one of the types SshCommandContext, Authentication,"
						+ " Principal, Locale");
		return new SshCommandParameter(Kind.SUPPLIED, "", List.of(), "", null, false, new TypeDescriptor(parameter),
				false, false, Optional.empty());
	}

	private static SshCommandParameter of(MethodParameter parameter, Kind kind, String[] names, String description,
			String defaultValue, boolean required, boolean secret, Class<? extends SshCompletionProvider> completion) {
		boolean wrapped = parameter.getParameterType() == Optional.class;
		TypeDescriptor type = new TypeDescriptor(parameter.nestedIfOptional());
		String label = label(parameter);
		List<String> optionNames = (kind == Kind.OPTION && names.length == 0) ? List.of("--" + label) : List.of(names);
		for (String name : optionNames) {
			Assert.state(name.matches("-[^\\s=-]|--[^\\s=-][^\\s=]*"), () -> "The name '" + name + "' of an option on "
					+ describe(parameter) + " is neither a dash and one character nor two dashes and a word");
		}
		boolean hasDefault = !defaultValue.equals(SshOption.NO_DEFAULT);
		// A word that is missing is a mistake; an option that is not mentioned keeps its
		// zero
		boolean neverRequired = kind == Kind.OPTION
				&& (isMultiple(type) || type.isPrimitive() || type.getType() == Boolean.class);
		boolean mandatory = required && !hasDefault && !parameter.isOptional() && !neverRequired;
		return new SshCommandParameter(kind, label, optionNames, description, hasDefault ? defaultValue : null,
				mandatory, type, wrapped, secret,
				(completion != SshCompletionProvider.class) ? Optional.of(completion) : Optional.empty());
	}

	private static String label(MethodParameter parameter) {
		String name = parameter.getParameter().isNamePresent() ? parameter.getParameter().getName() : null;
		Assert.state(name != null, () -> describe(parameter) + " has no name: compile with -parameters");
		return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
	}

	private static String describe(MethodParameter parameter) {
		return "Parameter " + parameter.getParameterIndex() + " of " + parameter.getExecutable().toGenericString();
	}

	@Override
	public boolean isFlag() {
		return this.kind == Kind.OPTION
				&& (this.target.getType() == boolean.class || this.target.getType() == Boolean.class);
	}

	@Override
	public boolean isMultiple() {
		return isMultiple(this.target);
	}

	private static boolean isMultiple(TypeDescriptor type) {
		return type.isArray() || Collection.class.isAssignableFrom(type.getType());
	}

	@Override
	public Class<?> type() {
		TypeDescriptor element = isMultiple() ? this.target.getElementTypeDescriptor() : this.target;
		return (element != null) ? element.getType() : Object.class;
	}

	/**
	 * Returns the constants of an enum.
	 */
	@Override
	public List<String> candidates() {
		Object @Nullable [] constants = type().getEnumConstants();
		return (constants != null) ? Arrays.stream(constants).map((constant) -> ((Enum<?>) constant).name()).toList()
				: List.of();
	}

	/**
	 * Checks that text can become the type at all, so that a mistake shows when the
	 * application starts.
	 * @param conversions what converts
	 */
	void verify(ConversionService conversions) {
		Assert.state(this.kind == Kind.SUPPLIED || conversions.canConvert(isMultiple() ? TEXTS : TEXT, this.target),
				() -> "Text cannot be converted to " + this.target + " of the parameter '" + this.label + "'");
	}

	/**
	 * Converts what was typed.
	 * @param values the words, empty if nothing was given
	 * @param conversions what converts
	 * @return the argument for the method
	 * @throws SshUsageException if the words are no value of the type
	 */
	@Nullable Object convert(List<String> values, ConversionService conversions) {
		Object value = values.isEmpty() ? absent(conversions) : given(values, conversions);
		return this.wrapped ? Optional.ofNullable(value) : value;
	}

	private @Nullable Object absent(ConversionService conversions) {
		if (this.defaultValue != null) {
			return conversions.convert(this.defaultValue, TEXT, this.target);
		}
		if (isMultiple()) {
			return conversions.convert(List.of(), TEXTS, this.target);
		}
		return this.target.isPrimitive() ? Array.get(Array.newInstance(this.target.getType(), 1), 0) : null;
	}

	private Object given(List<String> values, ConversionService conversions) {
		for (String value : values) {
			convertElement(value, conversions);
		}
		Object source = isMultiple() ? new ArrayList<>(values) : values.get(0);
		Object converted = conversions.convert(source, isMultiple() ? TEXTS : TEXT, this.target);
		Assert.state(converted != null, "A checked value became null");
		return converted;
	}

	/**
	 * Tries one word on its own, so that the message can name it.
	 */
	private void convertElement(String value, ConversionService conversions) {
		TypeDescriptor element = isMultiple() ? this.target.getElementTypeDescriptor() : this.target;
		if (element == null) {
			return;
		}
		try {
			// Converters make null of an empty text; nobody who declares a number expects
			// it
			if (conversions.convert(value, TEXT, element) != null) {
				return;
			}
		}
		catch (ConversionException ex) {
			// Its text names classes and converters, which says nothing to the user
		}
		throw new SshUsageException("Invalid value '" + value + "' for " + shownName() + ": expected "
				+ (candidates().isEmpty() ? element.getType().getSimpleName() : String.join(", ", candidates())));
	}

	private String shownName() {
		return this.names.isEmpty() ? "<" + this.label + ">" : this.names.get(this.names.size() - 1);
	}

}
