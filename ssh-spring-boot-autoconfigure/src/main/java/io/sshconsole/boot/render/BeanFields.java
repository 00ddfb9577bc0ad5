package io.sshconsole.boot.render;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What a record, a bean, a map or an entry of one consists of: named values in the order
 * in which they are declared.
 */
final class BeanFields {

	/**
	 * Empty for types whose text is all there is to say.
	 */
	private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
		@Override
		protected Map<String, Method> computeValue(Class<?> type) {
			return accessors(type);
		}
	};

	private BeanFields() {
	}

	/**
	 * Takes an object apart.
	 * @param object any object
	 * @return its values by name, or {@code null} if it has none
	 * @throws Exception what a getter threw
	 */
	static @Nullable Map<String, @Nullable Object> of(@Nullable Object object) throws Exception {
		if (object instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> fields = new LinkedHashMap<>();
			map.forEach((key, value) -> fields.put(String.valueOf(key), value));
			return fields;
		}
		if (object instanceof Map.Entry<?, ?> entry) {
			Map<String, @Nullable Object> fields = new LinkedHashMap<>();
			fields.put("key", entry.getKey());
			fields.put("value", entry.getValue());
			return fields;
		}
		Map<String, Method> accessors = (object != null) ? ACCESSORS.get(object.getClass()) : Map.of();
		return (object == null || accessors.isEmpty() && !(object instanceof Record)) ? null : read(object, accessors);
	}

	private static Map<String, @Nullable Object> read(Object object, Map<String, Method> accessors) throws Exception {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		for (Map.Entry<String, Method> accessor : accessors.entrySet()) {
			try {
				fields.put(accessor.getKey(), accessor.getValue().invoke(object));
			}
			catch (InvocationTargetException ex) {
				ReflectionUtils.rethrowException(ex.getTargetException());
			}
		}
		return fields;
	}

	private static Map<String, Method> accessors(Class<?> type) {
		Map<String, Method> accessors = new LinkedHashMap<>();
		if (type.isRecord()) {
			for (RecordComponent component : type.getRecordComponents()) {
				accessors.put(component.getName(), component.getAccessor());
			}
		}
		else if (!isText(type)) {
			List<String> order = declared(type);
			described(type).flatMap((each) -> Arrays.stream(BeanUtils.getPropertyDescriptors(each)))
				.filter((property) -> isGetter(property.getReadMethod()))
				.sorted(Comparator
					.comparingInt((PropertyDescriptor property) -> order.contains(property.getName())
							? order.indexOf(property.getName()) : order.size())
					.thenComparing(PropertyDescriptor::getName))
				.forEach((property) -> accessors.put(property.getName(), property.getReadMethod()));
		}
		accessors.values().forEach(ReflectionUtils::makeAccessible);
		return accessors;
	}

	/**
	 * A proxy has getters of those who made it, too.
	 */
	private static Stream<Class<?>> described(Class<?> type) {
		return Proxy.isProxyClass(type)
				? Arrays.stream(type.getInterfaces())
					.filter((each) -> !each.getName().startsWith("org.springframework."))
				: Stream.of(ClassUtils.getUserClass(type));
	}

	private static boolean isGetter(@Nullable Method method) {
		return method != null && method.getDeclaringClass() != Object.class
				&& !Modifier.isStatic(method.getModifiers());
	}

	/**
	 * The fields are in the order of the source, which the methods are not.
	 */
	private static List<String> declared(Class<?> type) {
		List<String> names = new ArrayList<>();
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			names.addAll(0, Arrays.stream(each.getDeclaredFields()).map(Field::getName).toList());
		}
		return names;
	}

	/**
	 * Whether a type is shown by {@code toString}: those of the JDK, which let nobody
	 * look inside, and those that can read themselves from their text.
	 */
	private static boolean isText(Class<?> type) {
		return BeanUtils.isSimpleValueType(type) || type.isArray() || Path.class.isAssignableFrom(type)
				|| Throwable.class.isAssignableFrom(type) || type.getClassLoader() == null
				|| type.getClassLoader() == ClassLoader.getPlatformClassLoader()
				|| Stream.of("parse", "valueOf")
					.flatMap((name) -> Stream.of(String.class, CharSequence.class)
						.map((text) -> ClassUtils.getMethodIfAvailable(type, name, text)))
					.anyMatch((method) -> method != null && Modifier.isStatic(method.getModifiers())
							&& type.isAssignableFrom(method.getReturnType()));
	}

}
