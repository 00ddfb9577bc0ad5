package io.sshconsole.boot.command;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds methods by an annotation, be it on themselves, on what they override, or on an
 * annotation of theirs.
 */
public final class AnnotatedMethods {

	private AnnotatedMethods() {
	}

	/**
	 * Finds the methods of a class.
	 * @param type the class
	 * @param annotation the annotation
	 * @return the methods as that class has them
	 */
	public static Set<Method> of(Class<?> type, Class<? extends Annotation> annotation) {
		// To resolve what overrides what takes long, and most classes have nothing of it
		return !isAnywhere(type, annotation) ? Set.of() : MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, annotation));
	}

	private static boolean isAnywhere(@Nullable Class<?> type, Class<? extends Annotation> annotation) {
		return type != null && AnnotationUtils.isCandidateClass(type, annotation) && (isDeclared(type, annotation)
				|| isAnywhere(type.getSuperclass(), annotation)
				|| Arrays.stream(type.getInterfaces()).anyMatch((inherited) -> isAnywhere(inherited, annotation)));
	}

	private static boolean isDeclared(Class<?> type, Class<? extends Annotation> annotation) {
		return Arrays.stream(ReflectionUtils.getDeclaredMethods(type))
			.anyMatch((method) -> AnnotatedElementUtils.isAnnotated(method, annotation));
	}

}
