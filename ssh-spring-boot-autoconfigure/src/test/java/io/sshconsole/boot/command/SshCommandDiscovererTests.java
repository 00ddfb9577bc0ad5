package io.sshconsole.boot.command;

import java.util.List;
import java.util.Map;

import io.sshconsole.boot.execution.SshLineRunner;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.access.prepost.PreFilter;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SshCommandDiscovererTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner();

	@Test
	void findsCommandsOfEveryKindOfBeanWithoutCreatingIt() {
		this.runner.withUserConfiguration(Beans.class).run((context) -> {
			Beans beans = context.getBean(Beans.class);
			int before = beans.created;
			List<SshCommandMethod> commands = discover(context);
			assertThat(commands).extracting(SshCommandMethod::name)
				.containsExactlyInAnyOrder("singleton", "lazy", "prototype", "scoped");
			assertThat(beans.created).isEqualTo(before);
			SshLineRunner lines = TestConsole.lines(new SshCommandRegistry(commands));
			for (SshCommandMethod command : commands) {
				assertThat(run(lines, command.name(), "ROLE_USER")).as(command.name()).isZero();
			}
			assertThat(beans.created).isGreaterThan(before);
		});
	}

	@Test
	void callsBeansThatMethodSecurityHasProxied() {
		this.runner.withUserConfiguration(SecuredBeans.class).run((context) -> {
			SshLineRunner lines = TestConsole.lines(new SshCommandRegistry(discover(context)));
			assertThat(run(lines, "guarded", "ROLE_ADMIN")).isZero();
			assertThat(run(lines, "guarded", "ROLE_USER")).isEqualTo(126);
		});
	}

	@Test
	void protectsACommandBehindAnInterfaceProxyByTheAnnotationOfItsClass() {
		this.runner.withBean("proxied", Greeting.class, () -> {
			ProxyFactory factory = new ProxyFactory(new AdminGreeting());
			factory.setInterfaces(Greeting.class);
			return (Greeting) factory.getProxy();
		}).run((context) -> {
			SshLineRunner lines = TestConsole.lines(new SshCommandRegistry(discover(context)));
			assertThat(run(lines, "greet", "ROLE_ADMIN")).isZero();
			assertThat(run(lines, "greet", "ROLE_USER")).isEqualTo(126);
		});
	}

	@Test
	void refusesACommandThatItsProxyDoesNotHave() {
		this.runner.withBean("proxied", Greeting.class, () -> {
			ProxyFactory factory = new ProxyFactory(new ShyGreeting());
			factory.setInterfaces(Greeting.class);
			return (Greeting) factory.getProxy();
		})
			.run((context) -> assertThatIllegalStateException().isThrownBy(() -> discover(context))
				.withMessageContaining("shy"));
	}

	@Test
	void twoCommandsOfOneNameAreRefusedNamingBoth() {
		this.runner.withBean(First.class)
			.withBean(Second.class)
			.run((context) -> assertThatIllegalStateException()
				.isThrownBy(() -> new SshCommandRegistry(discover(context)))
				.withMessageContaining("'twice'")
				.withMessageContaining("First.one")
				.withMessageContaining("Second.two"));
	}

	@Test
	void annotationsThatNobodyWouldEvaluateAreRefused() {
		assertRefused(WithPostAuthorize.class, "@PostAuthorize is not evaluated");
		assertRefused(WithPreFilter.class, "@PreFilter is not evaluated");
		assertRefused(InheritsUnprotected.class, "does not protect the inherited command");
	}

	@Test
	void mistakesInTheDeclarationAreRefused() {
		assertRefused(Unannotated.class, "needs @SshOption or @SshArgument");
		assertRefused(Unconvertible.class, "cannot be converted");
		assertRefused(OptionalBeforeRequired.class, "is optional, so those behind it must be optional too");
		assertRefused(BehindAll.class, "must be the last one");
		assertRefused(SameOption.class, "do not fit together");
		assertRefused(BadName.class, "The name 'a  b'");
		assertRefused(BadOption.class, "The name '-ab'");
	}

	private void assertRefused(Class<?> bean, String message) {
		this.runner.withBean(bean)
			.run((context) -> assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> discover(context))
				.withMessageContaining(message));
	}

	private static List<SshCommandMethod> discover(ApplicationContext context) {
		return new SshCommandDiscoverer(
				new CommandBeans((ConfigurableListableBeanFactory) context.getAutowireCapableBeanFactory()),
				new SshCommandMethods(new ApplicationConversionService()))
			.commands();
	}

	private static int run(SshLineRunner lines, String line, String authority) {
		SshSession session = new SshSession("c1", "duke", TestConsole.user(authority));
		return lines.start(line, SshCommandContext.builder(session)).await().status();
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		private int created;

		@Bean
		Singleton singleton() {
			this.created++;
			return new Singleton();
		}

		@Bean
		@Lazy
		LazyOne lazy() {
			this.created++;
			return new LazyOne();
		}

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		Prototype prototype() {
			this.created++;
			return new Prototype();
		}

		@Bean
		@Scope(scopeName = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		Scoped scoped() {
			this.created++;
			return new Scoped();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class SecuredBeans {

		@Bean
		Guarded guarded() {
			return new Guarded();
		}

	}

	static class Singleton {

		@SshCommand(name = "singleton")
		void run() {
		}

	}

	static class LazyOne {

		@SshCommand(name = "lazy")
		void run() {
		}

	}

	static class Prototype {

		@SshCommand(name = "prototype")
		void run() {
		}

	}

	static class Scoped {

		@SshCommand(name = "scoped")
		void run() {
		}

	}

	static class Guarded {

		private final String greeting = "hello";

		@SshCommand(name = "guarded")
		@PreAuthorize("hasRole('ADMIN')")
		int run() {
			return this.greeting.length();
		}

	}

	interface Greeting {

		String greet();

	}

	@Secured("ROLE_ADMIN")
	static class AdminGreeting implements Greeting {

		@Override
		@SshCommand(name = "greet")
		public String greet() {
			return "hello";
		}

	}

	static class ShyGreeting implements Greeting {

		@Override
		public String greet() {
			return "hello";
		}

		@SshCommand(name = "shy")
		public void shy() {
		}

	}

	static class First {

		@SshCommand(name = "twice")
		void one() {
		}

	}

	static class Second {

		@SshCommand(name = "twice")
		void two() {
		}

	}

	static class WithPostAuthorize {

		@SshCommand(name = "x")
		@PostAuthorize("returnObject == 1")
		int run() {
			return 1;
		}

	}

	@PreFilter("filterObject == 1")
	static class WithPreFilter {

		@SshCommand(name = "x")
		void run() {
		}

	}

	static class Unprotected {

		@SshCommand(name = "x")
		void run() {
		}

	}

	@PreAuthorize("denyAll()")
	static class InheritsUnprotected extends Unprotected {

	}

	static class Unannotated {

		@SshCommand(name = "x")
		void run(String text) {
		}

	}

	static class Unconvertible {

		@SshCommand(name = "x")
		void run(@SshOption Map<String, Runnable> text) {
		}

	}

	static class OptionalBeforeRequired {

		@SshCommand(name = "x")
		void run(@SshArgument(defaultValue = "1") int first, @SshArgument String second) {
		}

	}

	static class BehindAll {

		@SshCommand(name = "x")
		void run(@SshArgument List<String> all, @SshArgument String last) {
		}

	}

	static class SameOption {

		@SshCommand(name = "x")
		void run(@SshOption(names = "--a") String first, @SshOption(names = "--a") String second) {
		}

	}

	static class BadName {

		@SshCommand(name = "a  b")
		void run() {
		}

	}

	static class BadOption {

		@SshCommand(name = "x")
		void run(@SshOption(names = "-ab") String first) {
		}

	}

}
