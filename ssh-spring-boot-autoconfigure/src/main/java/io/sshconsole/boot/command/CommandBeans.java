package io.sshconsole.boot.command;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans of an application, as those see them that look for commands: by name and
 * type. No lazy, prototype or scoped bean is created by it. To be asked once all
 * singletons exist, because only then the types of proxies are known; they are determined
 * once for all who ask. For any thread.
 */
public final class CommandBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final SingletonSupplier<Map<String, Class<?>>> types = SingletonSupplier.of(this::determineTypes);

	/**
	 * Creates the view of a bean factory.
	 * @param beanFactory has the beans
	 */
	public CommandBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns what has the beans.
	 * @return the bean factory
	 */
	public ConfigurableListableBeanFactory beanFactory() {
		return this.beanFactory;
	}

	/**
	 * Returns the classes behind all proxies.
	 * @return classes by the names of their beans, in the order of the beans
	 */
	public Map<String, Class<?>> types() {
		return this.types.obtain();
	}

	private Map<String, Class<?>> determineTypes() {
		Map<String, Class<?>> types = new LinkedHashMap<>();
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : targetType(beanName);
			if (type != null) {
				types.put(beanName, type);
			}
		}
		return Collections.unmodifiableMap(types);
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
