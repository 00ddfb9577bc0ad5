package io.sshconsole.boot.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * One command: a method with {@link SshCommand @SshCommand} and the bean to call it on.
 * The bean is asked for at each call, so that lazy beans stay lazy and scopes work.
 */
public final class SshCommandMethod {

	/**
	 * Words that no shell, no option parser and no terminal understands differently.
	 */
	private static final Pattern NAME = Pattern
		.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*( [\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*)*");

	private final String name;

	private final String description;

	private final Class<?> beanType;

	private final Method method;

	private final Supplier<Object> bean;

	private final List<SshCommandParameter> parameters;

	/**
	 * Creates a command.
	 * @param beanType the class behind all proxies
	 * @param method the annotated method as that class has it
	 * @param bean gives the object to call, which may be a proxy
	 */
	SshCommandMethod(Class<?> beanType, Method method, Supplier<Object> bean) {
		SshCommand annotation = AnnotatedElementUtils.findMergedAnnotation(method, SshCommand.class);
		Assert.state(annotation != null, () -> "No @SshCommand on " + method.toGenericString());
		Assert.state(NAME.matcher(annotation.name()).matches(),
				() -> "The name '" + annotation.name() + "' of the command " + method.toGenericString()
						+ " is not made of words of letters, digits and _ . : - separated by single blanks");
		this.name = annotation.name();
		this.description = annotation.description();
		this.beanType = beanType;
		this.method = method;
		this.bean = bean;
		this.parameters = IntStream.range(0, method.getParameterCount())
			.mapToObj(
					(index) -> SshCommandParameter.of(new MethodParameter(method, index).withContainingClass(beanType)))
			.toList();
		verifyArguments();
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

	/**
	 * Returns the name.
	 * @return words separated by one blank
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the description.
	 * @return one sentence, may be empty
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns the names of all options.
	 * @return the names with their dashes
	 */
	public List<String> optionNames() {
		return this.parameters.stream().flatMap((parameter) -> parameter.names().stream()).toList();
	}

	List<String> words() {
		return List.of(this.name.split(" "));
	}

	List<SshCommandParameter> parameters() {
		return this.parameters;
	}

	Class<?> beanType() {
		return this.beanType;
	}

	Method method() {
		return this.method;
	}

	Object bean() {
		return this.bean.get();
	}

	/**
	 * Calls the method.
	 * @param bean what {@link #bean()} returned
	 * @param arguments one per parameter
	 * @return what the method returned
	 * @throws Throwable what the method threw
	 */
	@Nullable Object invoke(Object bean, @Nullable Object[] arguments) throws Throwable {
		Method invocable = AopUtils.selectInvocableMethod(this.method, bean.getClass());
		ReflectionUtils.makeAccessible(invocable);
		try {
			return invocable.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return "'" + this.name + "' (" + this.method.toGenericString() + ")";
	}

}
