package io.sshconsole.boot.server;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Publishes the port of the server as the property {@value #PORT_PROPERTY} of the context
 * and its parents, beside those of web servers.
 */
public class SshServerPortInfoApplicationContextInitializer
		implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	static final String PORT_PROPERTY = "local.ssh-console.port";

	private static final String PROPERTY_SOURCE = "server.ports";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.addApplicationListener(new Listener(context));
	}

	/**
	 * Hears of the server of its context and of those of its children.
	 */
	private record Listener(ApplicationContext context) implements ApplicationListener<SshServerStartedEvent> {

		@Override
		public void onApplicationEvent(SshServerStartedEvent event) {
			@Nullable ApplicationContext current = this.context;
			while (current != null) {
				if (current.getEnvironment() instanceof ConfigurableEnvironment environment) {
					ports(environment.getPropertySources()).put(PORT_PROPERTY, event.getPort());
				}
				current = current.getParent();
			}
		}

		@SuppressWarnings("unchecked")
		private static Map<String, Object> ports(MutablePropertySources sources) {
			PropertySource<?> ports = sources.get(PROPERTY_SOURCE);
			if (ports == null) {
				ports = new MapPropertySource(PROPERTY_SOURCE, new HashMap<>());
				sources.addFirst(ports);
			}
			return (Map<String, Object>) ports.getSource();
		}

	}

}
