package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.command.SshResultRenderer;
import io.sshconsole.boot.render.JacksonTree;
import io.sshconsole.boot.render.ResultWriter;
import io.sshconsole.boot.render.ValueTree;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of how results of commands are written.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshOutputAutoConfiguration {

	SshOutputAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ResultWriter sshResultWriter(ObjectProvider<SshResultRenderer> renderers, ObjectProvider<ValueTree> trees) {
		return new ResultWriter(renderers.orderedStream().toList(), trees.getIfUnique());
	}

	/**
	 * JSON as the rest of the application writes it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class Jackson {

		@Bean
		@Lazy
		@ConditionalOnSingleCandidate(JsonMapper.class)
		@ConditionalOnMissingBean(ValueTree.class)
		JacksonTree sshJacksonTree(JsonMapper mapper) {
			return new JacksonTree(mapper);
		}

	}

}
