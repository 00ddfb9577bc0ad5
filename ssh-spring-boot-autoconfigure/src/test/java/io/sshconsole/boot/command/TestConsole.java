package io.sshconsole.boot.command;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.sshconsole.boot.execution.CommandFailure;
import io.sshconsole.boot.execution.CommandObservers;
import io.sshconsole.boot.execution.InterceptorChain;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.execution.StackTraces;
import io.sshconsole.boot.filter.Filters;
import io.sshconsole.boot.render.ResultWriter;
import io.sshconsole.boot.security.SshProofs;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The commands of some objects, run as a user with the role USER.
 */
public final class TestConsole {

	private final SshCommandRegistry registry;

	private final SshCommandAccess access;

	private final SshCommandExecutor executor;

	private final SshLineRunner lines;

	private Authentication authentication = user("ROLE_USER");

	private @Nullable SshProofs proofs;

	public TestConsole(Object... beans) {
		this(methods(Map.of()), beans);
	}

	TestConsole(SshCommandMethods methods, Object... beans) {
		this.access = access(beans);
		List<SshCommandMethod> commands = new ArrayList<>(
				commands(methods, new HelpCommand(this::registry, this.access, Filters::names, Filters::usage)));
		for (Object bean : beans) {
			commands.addAll(commands(methods, bean));
		}
		this.registry = new SshCommandRegistry(commands);
		this.executor = executor(this.registry, beans);
		this.lines = lines(this.registry, this.executor);
	}

	public SshCommandRegistry registry() {
		return this.registry;
	}

	private static SshCommandExecutor executor(SshCommandRegistry registry, Object... beans) {
		return new SshCommandExecutor(registry, access(beans),
				new InterceptorChain(() -> only(SshCommandInterceptor.class, beans)),
				new ResultWriter(List.of(new HelpPageRenderer()), null),
				new CommandFailure(() -> only(SshExceptionResolver.class, beans), new StackTraces("ROLE_SUPPORT")),
				new CommandObservers(() -> only(SshCommandObserver.class, beans)),
				SecurityContextHolder.getContextHolderStrategy());
	}

	static SshLineRunner lines(SshCommandRegistry registry) {
		return lines(registry, executor(registry));
	}

	private static SshLineRunner lines(SshCommandRegistry registry, SshCommandExecutor executor) {
		return new SshLineRunner(executor, new SecretMask(registry), Thread::new, Duration.ZERO);
	}

	private static <T> List<T> only(Class<T> type, Object... beans) {
		return Stream.of(beans).filter(type::isInstance).map(type::cast).toList();
	}

	private static SshCommandAccess access(Object... beans) {
		return new SshCommandAccess(authorizer(beans),
				() -> only(SshStepUp.class, beans).stream().findFirst().orElse(SshStepUp.NONE));
	}

	private static SshCommandAuthorizer authorizer(Object... beans) {
		return new SshCommandAuthorizer(new DefaultMethodSecurityExpressionHandler(), null, null,
				only(SshCommandRule.class, beans), new AuthorizationEventPublisher() {
					@Override
					public <T> void publishAuthorizationEvent(Supplier<Authentication> authentication, T object,
							AuthorizationResult result) {
					}
				});
	}

	static SshCommandMethods methods(Map<String, Path> roots) {
		return new SshCommandMethods(conversions(roots));
	}

	static ApplicationConversionService conversions(Map<String, Path> roots) {
		ApplicationConversionService conversions = new ApplicationConversionService();
		ArgumentConverters.addTo(conversions, new SshFileRoots(roots));
		return conversions;
	}

	static List<SshCommandMethod> commands(SshCommandMethods methods, Object bean) {
		return MethodIntrospector
			.selectMethods(bean.getClass(),
					(Method method) -> AnnotatedElementUtils.hasAnnotation(method, SshCommand.class))
			.stream()
			.map((method) -> methods.of(bean.getClass(), method, () -> bean))
			.toList();
	}

	public static Authentication user(String... authorities) {
		return UsernamePasswordAuthenticationToken.authenticated("duke", null,
				AuthorityUtils.createAuthorityList(authorities));
	}

	public TestConsole as(String... authorities) {
		return as(user(authorities));
	}

	public TestConsole as(Authentication user) {
		this.authentication = user;
		return this;
	}

	public SshCommandExecutor executor() {
		return this.executor;
	}

	public SshLineRunner lines() {
		return this.lines;
	}

	/**
	 * Lets sessions know by what, and from where, their user came in.
	 */
	public TestConsole from(SshProofs proofs) {
		this.proofs = proofs;
		return this;
	}

	public SshSession session() {
		SshSession session = new SshSession("c1", "duke", this.authentication);
		if (this.proofs != null) {
			session.attribute(SshProofs.class, this.proofs);
		}
		return session;
	}

	public Run run(String line) {
		return run(line, (context) -> context);
	}

	/**
	 * Runs a line as sessions do, on threads of its own.
	 */
	public Run run(String line, UnaryOperator<SshCommandContextBuilder> settings) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		int status = this.lines.start(line, settings.apply(SshCommandContext.builder(session()).out(out).err(err)))
			.await()
			.status();
		return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
	}

	/**
	 * How a line ended.
	 */
	public record Run(int status, String out, String err) {

	}

}
