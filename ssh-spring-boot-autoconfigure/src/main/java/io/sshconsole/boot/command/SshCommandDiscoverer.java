package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ClassUtils;

/**
 * Finds the commands among the beans of an application. Looks at types alone: no lazy,
 * prototype or scoped bean is created by it. Runs once all singletons exist, because only
 * then the types of proxies are known.
 */
public final class SshCommandDiscoverer implements SshCommandSource {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ConversionService conversions;

	public SshCommandDiscoverer(ConfigurableListableBeanFactory beanFactory, ConversionService conversions) {
		this.beanFactory = beanFactory;
		this.conversions = conversions;
	}

	/**
	 * Finds all methods with {@link SshCommand @SshCommand}.
	 * @return the commands in the order of their beans
	 */
	@Override
	public List<SshCommandMethod> commands() {
		List<SshCommandMethod> commands = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : targetType(beanName);
			if (type != null && AnnotationUtils.isCandidateClass(type, SshCommand.class)) {
				discover(beanName, type, commands);
			}
		}
		return commands;
	}

	private void discover(String beanName, Class<?> type, List<SshCommandMethod> commands) {
		Set<Method> methods = MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, SshCommand.class));
		for (Method method : methods) {
			SshCommandMethod command = new SshCommandMethod(type, method, () -> this.beanFactory.getBean(beanName),
					this.conversions);
			verify(beanName, command);
			commands.add(command);
		}
	}

	private void verify(String beanName, SshCommandMethod command) {
		Class<?> beanType = this.beanFactory.getType(beanName, false);
		if (beanType != null) {
			AopUtils.selectInvocableMethod(command.method(), beanType);
		}
		command.methodParameters().forEach((parameter) -> parameter.verify(this.conversions));
		if (!command.optionNames().isEmpty()) {
			// Picocli takes a while to load, which most commands need not wait for
			SshCommandLine.verify(command);
		}
		SshCommandAuthorizer.verify(command);
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
