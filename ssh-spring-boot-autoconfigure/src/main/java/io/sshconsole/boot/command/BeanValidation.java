package io.sshconsole.boot.command;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.validation.Configuration;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Path;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.validation.beanvalidation.LocaleContextMessageInterpolator;

/**
 * Enforces the constraints of Bean Validation. Loaded only where its API is.
 */
public final class BeanValidation implements ParameterValidation {

	private static final String WITHOUT_EXPRESSIONS = "org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator";

	private static final Comparator<Violation> ORDER = Comparator.comparingInt(Violation::parameter)
		.thenComparing(Violation::path)
		.thenComparing(Violation::message);

	private final SingletonSupplier<Optional<Validator>> validator;

	/**
	 * Creates the validation.
	 * @param validator gives what validates, or {@code null} if there is no provider;
	 * asked once, for the first command with constraints
	 */
	public BeanValidation(Supplier<@Nullable Validator> validator) {
		this.validator = SingletonSupplier.of(() -> Optional.ofNullable(validator.get()));
	}

	/**
	 * Makes a validator for an application that has no bean of it. The one of Boot comes
	 * with a starter.
	 * @return the validator, or {@code null} without a provider
	 */
	public static @Nullable Validator defaultValidator() {
		try {
			return validator(Configuration::getDefaultMessageInterpolator);
		}
		catch (ValidationException ex) {
			return validatorWithoutExpressions();
		}
	}

	/**
	 * Messages of Hibernate Validator are expressions unless the library for them is
	 * missing.
	 */
	private static @Nullable Validator validatorWithoutExpressions() {
		try {
			Class<?> type = ClassUtils.forName(WITHOUT_EXPRESSIONS, BeanValidation.class.getClassLoader());
			return validator((configuration) -> (MessageInterpolator) BeanUtils.instantiateClass(type));
		}
		catch (ClassNotFoundException | LinkageError | ValidationException ex) {
			return null;
		}
	}

	private static Validator validator(Function<Configuration<?>, MessageInterpolator> messages) {
		Configuration<?> configuration = Validation.byDefaultProvider().configure();
		return configuration.messageInterpolator(new LocaleContextMessageInterpolator(messages.apply(configuration)))
			.buildValidatorFactory()
			.getValidator();
	}

	@Override
	public boolean isNeeded(Class<?> beanType, Method method) {
		// A provider takes long to start, and most commands do not need it
		if (declarations(beanType, method).noneMatch(BeanValidation::mayHaveConstraints)) {
			return false;
		}
		Validator validator = this.validator.obtain()
			.orElseThrow(
					() -> new IllegalStateException("The constraints on the parameters of " + method.toGenericString()
							+ " are not enforced, because there is no Validator; add one, for example with"
							+ " spring-boot-starter-validation"));
		try {
			MethodDescriptor descriptor = validator.getConstraintsForClass(beanType)
				.getConstraintsForMethod(method.getName(), method.getParameterTypes());
			return descriptor != null && descriptor.hasConstrainedParameters();
		}
		catch (ValidationException ex) {
			throw new IllegalStateException("The constraints on the parameters of " + method.toGenericString()
					+ " cannot be enforced: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Finds a method in its class and in everything that it inherits from.
	 */
	private static Stream<Method> declarations(Class<?> beanType, Method method) {
		List<Class<?>> types = new ArrayList<>(ClassUtils.getAllInterfacesForClassAsSet(beanType));
		for (Class<?> type = beanType; type != null; type = type.getSuperclass()) {
			types.add(type);
		}
		return types.stream()
			.map((type) -> ReflectionUtils.findMethod(type, method.getName(), method.getParameterTypes()))
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull);
	}

	private static boolean mayHaveConstraints(Method method) {
		return isConstrained(method) || Arrays.stream(method.getParameters())
			.anyMatch((parameter) -> isConstrained(parameter) || isConstrained(parameter.getAnnotatedType()));
	}

	private static boolean isConstrained(AnnotatedElement element) {
		boolean inside = element instanceof AnnotatedParameterizedType type
				&& Arrays.stream(type.getAnnotatedActualTypeArguments()).anyMatch(BeanValidation::isConstrained);
		return inside || Arrays.stream(element.getAnnotations())
			.map(Annotation::annotationType)
			.anyMatch((type) -> type == Valid.class || isConstraint(type));
	}

	/**
	 * A constraint that is repeated stands in a type inside of its own.
	 */
	private static boolean isConstraint(Class<?> type) {
		Class<?> outer = type.getEnclosingClass();
		return type.isAnnotationPresent(Constraint.class)
				|| (outer != null && outer.isAnnotationPresent(Constraint.class));
	}

	@Override
	public List<Violation> validate(Object bean, Method method, @Nullable Object[] arguments) {
		Validator validator = this.validator.obtain().orElseThrow();
		return validator.forExecutables()
			.validateParameters(bean, method, arguments)
			.stream()
			.map(BeanValidation::violation)
			.sorted(ORDER)
			.toList();
	}

	/**
	 * The path of a violation is the method, the parameter, and what is inside of it.
	 */
	private static Violation violation(ConstraintViolation<Object> violation) {
		int parameter = -1;
		StringJoiner inside = new StringJoiner(".");
		Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
		while (nodes.hasNext()) {
			Path.Node node = nodes.next();
			if (node.getKind() == ElementKind.PARAMETER) {
				parameter = node.as(Path.ParameterNode.class).getParameterIndex();
			}
			else if (node.getKind() == ElementKind.PROPERTY) {
				inside.add(node.getName());
			}
		}
		return new Violation(parameter, inside.toString(), violation.getMessage());
	}

}
