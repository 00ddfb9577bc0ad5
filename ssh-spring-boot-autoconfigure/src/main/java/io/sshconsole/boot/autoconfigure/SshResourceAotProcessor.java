package io.sshconsole.boot.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Tells a native image which files of the class path the properties name. Host keys are
 * not among them: whoever has the image would have them.
 */
class SshResourceAotProcessor implements BeanFactoryInitializationAotProcessor {

	private static final String CLASSPATH = "classpath:";

	private static final List<String> LOCATIONS = List.of("banner", "shell.banner",
			"authentication.trusted-user-ca-keys", "authentication.revoked-keys");

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		Environment environment = beanFactory.getBean(Environment.class);
		List<String> resources = LOCATIONS.stream()
			.map((name) -> environment.getProperty(SshConsoleProperties.PREFIX + "." + name, ""))
			.filter((location) -> location.startsWith(CLASSPATH))
			.map(SshResourceAotProcessor::path)
			.toList();
		return resources.isEmpty() ? null : (generationContext, code) -> resources
			.forEach(generationContext.getRuntimeHints().resources()::registerPattern);
	}

	private static String path(String location) {
		String path = location.substring(CLASSPATH.length());
		return path.startsWith("/") ? path.substring(1) : path;
	}

}
