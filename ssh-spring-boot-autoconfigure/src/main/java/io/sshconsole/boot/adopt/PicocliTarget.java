package io.sshconsole.boot.adopt;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.BridgeMethodResolver;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What picocli calls for a command.
 *
 * @param type the class that has the method
 * @param method the annotated method, or {@code call} or {@code run} of an annotated
 * class
 * @param object what it is called on, as picocli knows it
 * @param arguments what it is called with, as far as they have been parsed
 */
record PicocliTarget(Class<?> type, Method method, Object object, @Nullable Object[] arguments) {

	/**
	 * The mixin that brings {@code --help} and {@code --version}.
	 */
	private static final String STANDARD_HELP = "mixinStandardHelpOptions";

	/**
	 * Finds the target of a command.
	 * @param spec the command
	 * @return the target, or empty for a group of commands that cannot be run itself
	 */
	static Optional<PicocliTarget> of(CommandSpec spec) {
		Object object = spec.userObject();
		if (object instanceof Method method) {
			Object owner = spec.parent().userObject();
			return Optional.of(new PicocliTarget(owner.getClass(), method, owner, arguments(spec, method)));
		}
		Method method = (object instanceof Callable<?>) ? method(object, Callable.class, "call")
				: (object instanceof Runnable) ? method(object, Runnable.class, "run") : null;
		return Optional.ofNullable(method)
			.map((found) -> new PicocliTarget(object.getClass(), found, object, new Object[0]));
	}

	private static Method method(Object object, Class<?> contract, String name) {
		Method declared = ReflectionUtils.findMethod(contract, name);
		Assert.state(declared != null, name);
		return BridgeMethodResolver.findBridgedMethod(ClassUtils.getMostSpecificMethod(declared, object.getClass()));
	}

	/**
	 * Picocli keeps the arguments in the order of the parameters, behind those that it
	 * adds itself.
	 */
	private static @Nullable Object[] arguments(CommandSpec spec, Method method) {
		CommandSpec help = spec.mixins().get(STANDARD_HELP);
		int next = (help == null || help.inherited()) ? 0 : help.args().size();
		@Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
		for (int i = 0; i < arguments.length; i++) {
			Assert.state(
					!method.getParameters()[i].isAnnotationPresent(Mixin.class)
							&& !method.getParameters()[i].isAnnotationPresent(ArgGroup.class),
					() -> method.toGenericString() + " has a parameter with @Mixin or @ArgGroup; make a class of it");
			arguments[i] = spec.args().get(next++).getValue();
		}
		return arguments;
	}

}
