package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.render.ResultWriter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of how results of commands are written.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
public final class SshOutputAutoConfiguration {

	SshOutputAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ResultWriter sshResultWriter() {
		return new ResultWriter();
	}

}
