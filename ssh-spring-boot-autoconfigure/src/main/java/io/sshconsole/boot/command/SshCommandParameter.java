package io.sshconsole.boot.command;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.ParameterDeclaration.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;

/**
 * One parameter of a command's method: what is declared, and what its type adds to that.
 */
final class SshCommandParameter implements SshParameter {

	private static final Arity ANY = new Arity(0, Integer.MAX_VALUE);

	private static final Pattern OPTION = Pattern.compile("-[^\\s=-]|--[^\\s=-][^\\s=]*");

	private static final Pattern WORD_END = Pattern.compile("([a-z0-9])([A-Z])");

	private final ParameterDeclaration declaration;

	private final String label;

	private final List<String> names;

	private final TypeDescriptor target;

	private final boolean wrapped;

	private final Arity arity;

	private final List<String> candidates;

	/**
	 * Whether {@code null} is welcome. Asked late: that reads the annotations of the
	 * type, of its class and of its package.
	 */
	private final SingletonSupplier<Boolean> nullable;

	/**
	 * Creates a parameter.
	 * @param parameter where it is
	 * @param declaration what is declared
	 * @param conversion says which values there are
	 * @throws IllegalStateException if that does not fit its type
	 */
	SshCommandParameter(MethodParameter parameter, ParameterDeclaration declaration, ParameterConversion conversion) {
		this.declaration = declaration;
		this.wrapped = parameter.getParameterType() == Optional.class;
		this.target = new TypeDescriptor(this.wrapped ? parameter.nestedIfOptional() : parameter);
		boolean typed = declaration.kind() != Kind.SUPPLIED;
		this.label = typed ? label(parameter, declaration) : "";
		this.names = (declaration.kind() == Kind.OPTION && declaration.names().isEmpty()) ? List.of("--" + this.label)
				: declaration.names();
		for (String name : this.names) {
			Assert.state(OPTION.matcher(name).matches(),
					() -> "The name '" + name + "' of an option on " + ParameterDeclaration.describe(parameter)
							+ " is neither a dash and one character nor two dashes and a word");
		}
		Assert.state(declaration.arity().isEmpty() || (declaration.kind() == Kind.ARGUMENT && isMultiple()),
				() -> ParameterDeclaration.describe(parameter) + " has an arity, but is not a collection");
		this.arity = declaration.arity().isEmpty() ? ANY : Arity.parse(declaration.arity());
		this.candidates = (typed && !isFlag()) ? conversion.candidates(element()) : List.of();
		this.nullable = SingletonSupplier.of(parameter::isOptional);
	}

	private static String label(MethodParameter parameter, ParameterDeclaration declaration) {
		if (!declaration.label().isEmpty()) {
			return declaration.label();
		}
		String name = parameter.getParameter().isNamePresent() ? parameter.getParameter().getName() : null;
		Assert.state(name != null,
				() -> ParameterDeclaration.describe(parameter) + " has no name: compile with -parameters");
		return WORD_END.matcher(name).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
	}

	Kind kind() {
		return this.declaration.kind();
	}

	/**
	 * Returns the value of a parameter that nobody types.
	 * @param context the run
	 * @return the value
	 */
	@Nullable Object supply(SshCommandContext context) {
		Function<? super SshCommandContext, ? extends @Nullable Object> supplier = this.declaration.supplier();
		Assert.state(supplier != null, "Only what is supplied has a supplier");
		return supplier.apply(context);
	}

	@Override
	public String label() {
		return this.label;
	}

	@Override
	public List<String> names() {
		return this.names;
	}

	@Override
	public String description() {
		return this.declaration.description();
	}

	@Override
	public boolean isFlag() {
		return kind() == Kind.OPTION
				&& (this.target.getType() == boolean.class || this.target.getType() == Boolean.class);
	}

	@Override
	public boolean isSecret() {
		return this.declaration.secret();
	}

	@Override
	public boolean isLine() {
		return this.declaration.line();
	}

	@Override
	public boolean isRequired() {
		// A word that is missing is a mistake; an option that is not mentioned keeps its
		// zero
		boolean neverRequired = (kind() == Kind.OPTION)
				? isMultiple() || this.target.isPrimitive() || this.target.getType() == Boolean.class
				: !this.declaration.arity().isEmpty() && this.arity.min() == 0;
		return kind() != Kind.SUPPLIED && this.declaration.required() && this.declaration.defaultValue() == null
				&& !neverRequired && !this.nullable.obtain();
	}

	@Override
	public Optional<String> defaultValue() {
		return Optional.ofNullable(this.declaration.defaultValue());
	}

	/**
	 * Returns whether it takes {@code key=value}.
	 */
	boolean isMap() {
		return Map.class.isAssignableFrom(this.target.getType());
	}

	@Override
	public boolean isMultiple() {
		// A secret that its command can wipe is one text
		boolean array = this.target.isArray() && this.target.getType() != char[].class;
		return array || isMap() || Collection.class.isAssignableFrom(this.target.getType());
	}

	/**
	 * Returns what one value becomes.
	 */
	TypeDescriptor element() {
		TypeDescriptor element = this.target;
		if (isMap()) {
			element = this.target.getMapValueTypeDescriptor();
		}
		else if (isMultiple()) {
			element = this.target.getElementTypeDescriptor();
		}
		return (element != null) ? element : TypeDescriptor.valueOf(Object.class);
	}

	@Override
	public Class<?> type() {
		return element().getType();
	}

	@Override
	public List<String> candidates() {
		return this.candidates;
	}

	@Override
	public Optional<Class<? extends SshCompletionProvider>> completion() {
		if (this.declaration.completion() == null && type() == Resource.class) {
			return Optional.of(SshFileRoots.class);
		}
		return Optional.ofNullable(this.declaration.completion());
	}

	/**
	 * Returns what all values together become.
	 */
	TypeDescriptor target() {
		return this.target;
	}

	/**
	 * Returns whether the method wants an {@link Optional}.
	 */
	boolean isWrapped() {
		return this.wrapped;
	}

	Arity arity() {
		return this.arity;
	}

	/**
	 * Returns the variable of the client that gives the default.
	 * @return the name, may be empty
	 */
	String variable() {
		return this.declaration.env();
	}

	/**
	 * Returns what the user calls it.
	 * @return the longest name of an option, or the label in brackets
	 */
	String shownName() {
		return this.names.isEmpty() ? "<" + this.label + ">" : this.names.get(this.names.size() - 1);
	}

}
