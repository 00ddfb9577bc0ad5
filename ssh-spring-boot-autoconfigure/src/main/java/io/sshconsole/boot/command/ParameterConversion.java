package io.sshconsole.boot.command;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Makes arguments of methods out of words.
 */
final class ParameterConversion {

	private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

	private static final TypeDescriptor TEXTS = TypeDescriptor.collection(List.class, TEXT);

	private static final TypeDescriptor PAIRS = TypeDescriptor.map(Map.class, TEXT, TEXT);

	/**
	 * Spring makes them of text by their constructors, without any limit.
	 */
	private static final List<Class<?>> FILES = List.of(Resource.class, InputStream.class, Reader.class);

	private final ConversionService conversions;

	ParameterConversion(ConversionService conversions) {
		this.conversions = conversions;
	}

	/**
	 * Returns the values that a type has, in the spelling that is easiest to type.
	 * @param type the type
	 * @return the values if they are few and known, otherwise nothing
	 */
	List<String> candidates(TypeDescriptor type) {
		if (type.getType() == boolean.class || type.getType() == Boolean.class) {
			return List.of("true", "false");
		}
		Object @Nullable [] constants = type.getType().getEnumConstants();
		if (constants == null) {
			return List.of();
		}
		List<String> names = Arrays.stream(constants).map((constant) -> ((Enum<?>) constant).name()).toList();
		List<String> lower = names.stream().map((name) -> name.toLowerCase(Locale.ROOT).replace('_', '-')).toList();
		if (mean(lower, constants, type)) {
			return lower;
		}
		// The application may have a converter with names of its own
		return mean(names, constants, type) ? names : List.of();
	}

	private boolean mean(List<String> names, Object[] constants, TypeDescriptor type) {
		try {
			for (int i = 0; i < constants.length; i++) {
				if (this.conversions.convert(names.get(i), TEXT, type) != constants[i]) {
					return false;
				}
			}
			return new HashSet<>(names).size() == names.size();
		}
		catch (ConversionException ex) {
			return false;
		}
	}

	/**
	 * Checks that text can become the type at all and that the default does, so that a
	 * mistake shows when the application starts.
	 * @param parameter a parameter that is typed
	 * @throws IllegalStateException if not
	 */
	void verify(SshCommandParameter parameter) {
		TypeDescriptor source = !parameter.isMultiple() ? TEXT : parameter.isMap() ? PAIRS : TEXTS;
		Assert.state(this.conversions.canConvert(source, parameter.target()), () -> "Text cannot be converted to "
				+ parameter.target() + " of the parameter '" + parameter.label() + "'");
		Assert.state(
				FILES.stream().noneMatch((type) -> type.isAssignableFrom(parameter.type()))
						|| parameter.type() == Resource.class,
				() -> "The type " + parameter.type().getName() + " of the parameter '" + parameter.label()
						+ "' would open any file of the server; use Resource");
		// A file may appear later
		if (parameter.type() != Resource.class) {
			parameter.defaultValue().ifPresent((text) -> {
				try {
					whole(parameter, text);
				}
				catch (SshUsageException | ConversionException ex) {
					throw new IllegalStateException("The default '" + text + "' of the parameter '" + parameter.label()
							+ "' is no value of " + parameter.target(), ex);
				}
			});
		}
	}

	/**
	 * Converts what was typed.
	 * @param parameter the parameter
	 * @param values at least one
	 * @param where says behind a name where in the line a value is
	 * @return the argument, not wrapped
	 * @throws SshUsageException if the words are no value of the type
	 */
	Object given(SshCommandParameter parameter, List<String> values, Function<String, String> where) {
		if (parameter.isMap()) {
			return converted(pairs(parameter, values, where), PAIRS, parameter.target());
		}
		for (String value : values) {
			check(parameter, value, value, parameter.element(), where);
		}
		return parameter.isMultiple() ? converted(new ArrayList<>(values), TEXTS, parameter.target())
				: converted(values.get(0), TEXT, parameter.target());
	}

	private Object converted(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		Object converted = this.conversions.convert(source, sourceType, targetType);
		Assert.state(converted != null, "A checked value became null");
		return converted;
	}

	private Map<String, String> pairs(SshCommandParameter parameter, List<String> values,
			Function<String, String> where) {
		TypeDescriptor keys = parameter.target().getMapKeyTypeDescriptor();
		Map<String, String> pairs = new LinkedHashMap<>();
		for (String value : values) {
			int separator = value.indexOf('=');
			if (separator < 1) {
				throw invalid(parameter, value, where, "key=value");
			}
			String key = value.substring(0, separator);
			if (keys != null) {
				check(parameter, value, key, keys, where);
			}
			check(parameter, value, value.substring(separator + 1), parameter.element(), where);
			pairs.put(key, value.substring(separator + 1));
		}
		return pairs;
	}

	/**
	 * Tries one value on its own, so that the message can name it.
	 */
	private void check(SshCommandParameter parameter, String shown, String value, TypeDescriptor type,
			Function<String, String> where) {
		try {
			// Converters make null of an empty text; nobody who declares a number expects
			// it
			if (this.conversions.convert(value, TEXT, type) != null) {
				return;
			}
		}
		catch (ConversionException ex) {
			// The text of others names classes and converters, which says nothing to the
			// user
			if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SshUsageException known) {
				throw known;
			}
		}
		List<String> candidates = type.equals(parameter.element()) ? parameter.candidates() : List.of();
		String expected = candidates.isEmpty() ? ValueForm.of(type.getType()) : String.join(", ", candidates);
		throw invalid(parameter, shown, where,
				expected + SimilarNames.didYouMean(value.toLowerCase(Locale.ROOT).replace('_', '-'), candidates));
	}

	private static SshUsageException invalid(SshCommandParameter parameter, String value,
			Function<String, String> where, String expected) {
		String shown = parameter.isSecret() ? "" : " '" + value + "'";
		return new SshUsageException("Invalid value" + shown + " for " + parameter.shownName() + where.apply(value)
				+ ": expected " + expected);
	}

	/**
	 * Converts the one text of a default, or of a variable. Commas separate the elements
	 * of collections.
	 * @param parameter the parameter
	 * @param text the text
	 * @return the argument, not wrapped
	 * @throws SshUsageException if it is no value of the type
	 * @throws ConversionException if it is no value of the type
	 */
	@Nullable Object whole(SshCommandParameter parameter, String text) {
		if (parameter.isMap()) {
			return given(parameter, List.of(StringUtils.commaDelimitedListToStringArray(text)), (value) -> "");
		}
		try {
			return this.conversions.convert(text, TEXT, parameter.target());
		}
		catch (ConversionException ex) {
			if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SshUsageException known) {
				throw known;
			}
			throw ex;
		}
	}

	/**
	 * Makes the argument of a parameter that is not given and has no default.
	 * @param parameter the parameter
	 * @return an empty collection, the zero of a primitive, or {@code null}
	 */
	@Nullable Object absent(SshCommandParameter parameter) {
		if (parameter.isMultiple()) {
			return parameter.isMap() ? this.conversions.convert(Map.of(), PAIRS, parameter.target())
					: this.conversions.convert(List.of(), TEXTS, parameter.target());
		}
		Class<?> type = parameter.target().getType();
		return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
	}

}
