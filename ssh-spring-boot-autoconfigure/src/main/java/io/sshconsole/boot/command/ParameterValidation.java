package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of a command against the constraints of its method, before it
 * runs. It may be used by any number of threads at once.
 */
public interface ParameterValidation {

	/**
	 * Checks nothing, for applications without Bean Validation.
	 */
	ParameterValidation NONE = new ParameterValidation() {

		@Override
		public boolean isNeeded(Class<?> beanType, Method method) {
			return false;
		}

		@Override
		public List<Violation> validate(Object bean, Method method, @Nullable Object[] arguments) {
			return List.of();
		}

	};

	/**
	 * Returns whether a method has constraints.
	 * @param beanType the class behind all proxies
	 * @param method the method as that class has it
	 * @return {@code false} if nothing has to be checked
	 * @throws IllegalStateException if there are constraints that could not be enforced
	 */
	boolean isNeeded(Class<?> beanType, Method method);

	/**
	 * Checks arguments.
	 * @param bean what the method is called on, maybe a proxy
	 * @param method the method
	 * @param arguments one per parameter
	 * @return what is wrong, in the order of the parameters
	 */
	List<Violation> validate(Object bean, Method method, @Nullable Object[] arguments);

	/**
	 * One constraint that is not kept.
	 *
	 * @param parameter index of the parameter, or -1 if several do not go together
	 * @param path what is wrong inside of its value, empty for the value itself
	 * @param message what the constraint says
	 */
	record Violation(int parameter, String path, String message) {

	}

}
