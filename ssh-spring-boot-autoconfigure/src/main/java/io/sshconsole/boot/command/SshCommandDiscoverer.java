package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the commands among the beans of an application. Looks at types alone: no lazy,
 * prototype or scoped bean is created by it. Runs once all singletons exist, because only
 * then the types of proxies are known.
 */
public final class SshCommandDiscoverer implements SshCommandSource {

	private final ConfigurableListableBeanFactory beanFactory;

	private final SshCommandMethods methods;

	/**
	 * Creates a discoverer.
	 * @param beanFactory has the beans
	 * @param methods makes the commands
	 */
	public SshCommandDiscoverer(ConfigurableListableBeanFactory beanFactory, SshCommandMethods methods) {
		this.beanFactory = beanFactory;
		this.methods = methods;
	}

	/**
	 * Finds all methods with {@link SshCommand @SshCommand}.
	 * @return the commands in the order of their beans
	 */
	@Override
	public List<SshCommandMethod> commands() {
		return commands((mistake) -> {
			throw mistake;
		});
	}

	@Override
	public List<SshCommandMethod> commands(Consumer<? super IllegalStateException> mistakes) {
		List<SshCommandMethod> commands = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : targetType(beanName);
			if (type != null && AnnotationUtils.isCandidateClass(type, SshCommand.class)) {
				discover(beanName, type, commands, mistakes);
			}
		}
		return commands;
	}

	private void discover(String beanName, Class<?> type, List<SshCommandMethod> commands,
			Consumer<? super IllegalStateException> mistakes) {
		Set<Method> methods = MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, SshCommand.class));
		for (Method method : methods) {
			try {
				verifyInvocable(beanName, method);
				commands.add(this.methods.of(type, method, () -> this.beanFactory.getBean(beanName)));
			}
			catch (IllegalStateException ex) {
				mistakes.accept(ex);
			}
		}
	}

	/**
	 * A proxy may lack the method.
	 */
	private void verifyInvocable(String beanName, Method method) {
		Class<?> beanType = this.beanFactory.getType(beanName, false);
		if (beanType != null) {
			AopUtils.selectInvocableMethod(method, beanType);
		}
	}

	private @Nullable Class<?> targetType(String beanName) {
		Class<?> type = type(beanName);
		if (type != null && ScopedObject.class.isAssignableFrom(type)) {
			Class<?> scoped = type(ScopedProxyUtils.getTargetBeanName(beanName));
			type = (scoped != null) ? scoped : type;
		}
		return (type != null) ? ClassUtils.getUserClass(type) : null;
	}

	private @Nullable Class<?> type(String beanName) {
		if (this.beanFactory.containsBeanDefinition(beanName)) {
			Object original = this.beanFactory.getMergedBeanDefinition(beanName)
				.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
			if (original instanceof Class<?> type) {
				return type;
			}
		}
		Class<?> type = this.beanFactory.getType(beanName, false);
		if (type != null && Proxy.isProxyClass(type) && this.beanFactory.containsSingleton(beanName)) {
			return AopUtils.getTargetClass(this.beanFactory.getBean(beanName));
		}
		return type;
	}

}
