package io.sshconsole.boot.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshExceptionResolver;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshLineRunner;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;

class SshExecutionAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class));

	@Test
	void interceptorsAreCalledInTheOrderOfTheirBeans() {
		this.runner.withUserConfiguration(Application.class).run((context) -> {
			assertThat(run(context, "count")).isEqualTo("0 ");
			assertThat(context.getBean(Application.class).seen).containsExactly("first", "second", "third");
		});
	}

	@Test
	void anInterceptorMayNeedWhatRunsCommands() {
		this.runner.withUserConfiguration(Application.class)
			.run((context) -> assertThat(context).hasNotFailed().hasBean("third"));
	}

	@Test
	void exceptionsAreResolvedByBeans() {
		this.runner.withUserConfiguration(Application.class)
			.run((context) -> assertThat(run(context, "crash")).isEqualTo("9 resolved\n"));
	}

	@Test
	void theCommandsThatComeAlongCanBeReplaced() {
		this.runner.run((context) -> assertThat(context.getBean(SshCommandRegistry.class).commands())
			.extracting((command) -> command.name())
			.contains("help", "watch", "who am i"));
	}

	private static String run(AssertableApplicationContext context, String line) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		SshSession session = new SshSession("c1", "ada", UsernamePasswordAuthenticationToken.authenticated("ada", null,
				AuthorityUtils.createAuthorityList("ROLE_USER")));
		int status = context.getBean(SshLineRunner.class)
			.start(line, SshCommandContext.builder(session).out(out))
			.await()
			.status();
		return status + " " + out.toString(StandardCharsets.UTF_8);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		SshCommandInterceptor second() {
			return intercepting("second");
		}

		@Bean
		@Order(1)
		SshCommandInterceptor first() {
			return intercepting("first");
		}

		@Bean
		@Order(3)
		SshCommandInterceptor third(SshLineRunner lines) {
			return intercepting("third");
		}

		private SshCommandInterceptor intercepting(String name) {
			return (invocation) -> {
				this.seen.add(name);
				return invocation.proceed();
			};
		}

		@Bean
		SshExceptionResolver resolver() {
			return (exception, context) -> Optional.of(new SshCommandException("resolved", 9));
		}

		@SshCommand(name = "count")
		void count() {
		}

		@SshCommand(name = "crash")
		void crash() {
			throw new UnsupportedOperationException();
		}

	}

}
