package io.sshconsole.boot.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

/**
 * Explains a key under {@code ssh-console} that does not exist. Comes before Boot's own
 * analysis, which prints values: that of a misspelt {@code password} is one.
 */
@Order(0)
class UnknownSshPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(SshConsoleProperties.PREFIX);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		List<ConfigurationProperty> unknown = cause.getUnboundProperties()
			.stream()
			.filter((property) -> PREFIX.isAncestorOf(property.getName()))
			.toList();
		if (unknown.isEmpty()) {
			return null;
		}
		return new FailureAnalysis(unknown.stream()
			.map(UnknownSshPropertyFailureAnalyzer::describe)
			.collect(Collectors.joining("\n", "There are properties that the SSH console does not know:\n", "")),
				"Correct the names, or remove the properties. An unknown key is an error, because a misspelt limit"
						+ " would be no limit.",
				cause);
	}

	private static String describe(ConfigurationProperty property) {
		StringBuilder description = new StringBuilder("\n  - ").append(property.getName());
		if (property.getOrigin() != null) {
			description.append(" (").append(property.getOrigin()).append(')');
		}
		return description.append("\n    known there: ")
			.append(String.join(", ", namesBeside(property.getName())))
			.toString();
	}

	/**
	 * Follows a name as far as it is known.
	 */
	private static List<String> namesBeside(ConfigurationPropertyName name) {
		Class<?> level = SshConsoleProperties.class;
		for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			RecordComponent component = component(level, name.getElement(i, Form.DASHED));
			if (component == null) {
				break;
			}
			Class<?> next = component.getType();
			if (Map.class.isAssignableFrom(next)) {
				next = ResolvableType.forMethodReturnType(component.getAccessor()).asMap().resolveGeneric(1);
				i++;
			}
			if (next == null || !next.isRecord()) {
				break;
			}
			level = next;
		}
		return Arrays.stream(level.getRecordComponents()).map(UnknownSshPropertyFailureAnalyzer::name).toList();
	}

	private static @Nullable RecordComponent component(Class<?> level, String name) {
		return Arrays.stream(level.getRecordComponents())
			.filter((component) -> name(component).equals(name))
			.findFirst()
			.orElse(null);
	}

	private static String name(RecordComponent component) {
		return DataObjectPropertyName.toDashedForm(component.getName());
	}

}
