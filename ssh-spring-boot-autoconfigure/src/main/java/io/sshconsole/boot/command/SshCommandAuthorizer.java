package io.sshconsole.boot.command;

import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.access.prepost.PreFilter;
import org.springframework.security.authorization.AuthoritiesAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.Jsr250AuthorizationManager;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.authorization.method.SecuredAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.core.annotation.SecurityAnnotationScanners;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Decides who may run which command, by the annotations of Spring Security and JSR-250 on
 * the command's method and its class. They are evaluated here, because an application
 * without {@code @EnableMethodSecurity} would carry them without any effect.
 */
public final class SshCommandAuthorizer {

	private static final List<Class<? extends Annotation>> NOT_EVALUATED = List.of(PostAuthorize.class, PreFilter.class,
			PostFilter.class);

	/**
	 * The annotations of JSR-250, empty if the application does not have its API.
	 */
	private static final List<Class<? extends Annotation>> JSR_250 = jsr250("DenyAll", "PermitAll", "RolesAllowed");

	private final PreAuthorizeAuthorizationManager preAuthorize = new PreAuthorizeAuthorizationManager();

	private final List<AuthorizationManager<MethodInvocation>> byAuthority = new ArrayList<>();

	private final List<SshCommandRule> rules;

	private final AuthorizationEventPublisher events;

	/**
	 * Creates an authorizer.
	 * @param expressions evaluates {@code @PreAuthorize}
	 * @param templates how annotations made of {@code @PreAuthorize} are filled in, if
	 * the application has such
	 * @param roleHierarchy which roles contain others, if the application says so
	 * @param rules what must hold besides the annotations
	 * @param events hears of every decision on a command that is about to run
	 */
	public SshCommandAuthorizer(MethodSecurityExpressionHandler expressions,
			@Nullable AnnotationTemplateExpressionDefaults templates, @Nullable RoleHierarchy roleHierarchy,
			List<? extends SshCommandRule> rules, AuthorizationEventPublisher events) {
		this.preAuthorize.setExpressionHandler(expressions);
		if (templates != null) {
			this.preAuthorize.setTemplateDefaults(templates);
		}
		AuthoritiesAuthorizationManager authorities = new AuthoritiesAuthorizationManager();
		if (roleHierarchy != null) {
			authorities.setRoleHierarchy(roleHierarchy);
		}
		SecuredAuthorizationManager secured = new SecuredAuthorizationManager();
		secured.setAuthoritiesAuthorizationManager(authorities);
		this.byAuthority.add(secured);
		if (!JSR_250.isEmpty()) {
			Jsr250AuthorizationManager jsr250 = new Jsr250AuthorizationManager();
			jsr250.setAuthoritiesAuthorizationManager(authorities);
			this.byAuthority.add(jsr250);
		}
		this.rules = List.copyOf(rules);
		this.events = events;
	}

	@SuppressWarnings("unchecked")
	private static List<Class<? extends Annotation>> jsr250(String... names) {
		ClassLoader loader = SshCommandAuthorizer.class.getClassLoader();
		List<Class<? extends Annotation>> types = new ArrayList<>();
		for (String name : names) {
			String className = "jakarta.annotation.security." + name;
			if (ClassUtils.isPresent(className, loader)) {
				types.add((Class<? extends Annotation>) ClassUtils.resolveClassName(className, loader));
			}
		}
		return List.copyOf(types);
	}

	/**
	 * Returns whether a user may run a command, as far as that is known before there are
	 * arguments. A rule about arguments counts as fulfilled here; {@link #check} decides.
	 * @param command the command
	 * @param authentication the user
	 * @return {@code false} if no arguments can make it permitted
	 */
	public boolean isPermitted(SshCommandDefinition command, Authentication authentication) {
		return isPermitted(command, authentication, withoutArguments(command), false);
	}

	/**
	 * Returns whether a user may make a call, and tells nobody. It decides about others
	 * than the one who makes it; for him {@link #check} does.
	 * @param command the command
	 * @param authentication the user
	 * @param bean what the method is called on, maybe a proxy
	 * @param arguments what the method is called with
	 * @return {@code false} also if a rule cannot be evaluated
	 */
	public boolean isPermitted(SshCommandDefinition command, Authentication authentication, Object bean,
			@Nullable Object[] arguments) {
		return isPermitted(command, authentication, new Invocation(command.method(), target(bean), arguments), true);
	}

	private boolean isPermitted(SshCommandDefinition command, Authentication authentication, Invocation invocation,
			boolean hasArguments) {
		try {
			return ((!hasArguments && dependsOnArguments(command))
					|| isGranted(this.preAuthorize, authentication, invocation))
					&& this.byAuthority.stream().allMatch((manager) -> isGranted(manager, authentication, invocation))
					&& isPermittedByRules(command, authentication);
		}
		catch (RuntimeException ex) {
			// A rule that cannot be evaluated permits nothing
			return false;
		}
	}

	private static Invocation withoutArguments(SshCommandDefinition command) {
		return new Invocation(command.method(), null, new Object[command.method().getParameterCount()]);
	}

	private boolean isPermittedByRules(SshCommandDefinition command, Authentication authentication) {
		return this.rules.stream().allMatch((rule) -> rule.isPermitted(command, authentication));
	}

	private static boolean isGranted(AuthorizationManager<MethodInvocation> manager, Authentication authentication,
			MethodInvocation invocation) {
		AuthorizationResult result = manager.authorize(() -> authentication, invocation);
		return result == null || result.isGranted();
	}

	/**
	 * Decides on a call.
	 * @param command the command
	 * @param authentication the user
	 * @param bean what the method is called on, maybe a proxy
	 * @param arguments what the method is called with
	 * @throws AccessDeniedException if the user may not do it
	 */
	public void check(SshCommandDefinition command, Authentication authentication, Object bean,
			@Nullable Object[] arguments) {
		Invocation invocation = new Invocation(command.method(), target(bean), arguments);
		check(this.preAuthorize, authentication, invocation);
		this.byAuthority.forEach((manager) -> check(manager, authentication, invocation));
		if (!isPermittedByRules(command, authentication)) {
			throw refuse(authentication, invocation);
		}
	}

	/**
	 * Tells who hears of decisions that a command was refused before there were
	 * arguments.
	 * @param command the command
	 * @param authentication the user
	 * @return what ends the command
	 */
	public AccessDeniedException refuse(SshCommandDefinition command, Authentication authentication) {
		return refuse(authentication, withoutArguments(command));
	}

	private AccessDeniedException refuse(Authentication authentication, Invocation invocation) {
		AuthorizationResult denied = new AuthorizationDecision(false);
		this.events.publishAuthorizationEvent(() -> authentication, invocation, denied);
		return new AuthorizationDeniedException("Access Denied", denied);
	}

	private void check(AuthorizationManager<MethodInvocation> manager, Authentication authentication,
			Invocation invocation) {
		Supplier<Authentication> user = () -> authentication;
		AuthorizationResult result = manager.authorize(user, invocation);
		if (result != null) {
			this.events.publishAuthorizationEvent(user, invocation, result);
			if (!result.isGranted()) {
				throw new AuthorizationDeniedException("Access Denied", result);
			}
		}
	}

	/**
	 * Returns the object behind all proxies. The class of a proxy must never decide: that
	 * of an interface proxy does not carry the annotations of the target class.
	 */
	private static @Nullable Object target(Object bean) {
		Object target = bean;
		while (target != null && AopUtils.isAopProxy(target)) {
			target = AopProxyUtils.getSingletonTarget(target);
		}
		return (target != null && Proxy.isProxyClass(target.getClass())) ? null : target;
	}

	private static boolean dependsOnArguments(SshCommandDefinition command) {
		PreAuthorize annotation = SecurityAnnotationScanners.requireUnique(PreAuthorize.class)
			.scan(command.method(), command.beanType());
		return annotation != null && annotation.value().contains("#");
	}

	/**
	 * Refuses a command whose annotations would protect nothing.
	 * @param command the command
	 * @throws IllegalStateException if one of them is not evaluated
	 */
	public static void verify(SshCommandDefinition command) {
		for (Class<? extends Annotation> type : NOT_EVALUATED) {
			Assert.state(!isDeclared(command, List.of(type)), () -> "@" + type.getSimpleName()
					+ " is not evaluated for commands; remove it from " + command + " or check in the method");
		}
		verifyFound(command, List.of(PreAuthorize.class));
		verifyFound(command, List.of(Secured.class));
		if (!JSR_250.isEmpty()) {
			verifyFound(command, JSR_250);
		}
	}

	/**
	 * Spring Security looks at the class that declares a method. An annotation on a
	 * subclass that inherits the method has no effect, which nobody expects of it.
	 */
	private static void verifyFound(SshCommandDefinition command, List<Class<? extends Annotation>> types) {
		Annotation found = SecurityAnnotationScanners.requireUnique(types).scan(command.method(), command.beanType());
		Assert.state(found != null || !isDeclared(command, types), () -> "An annotation on " + command.beanType()
				+ " does not protect the inherited command " + command + "; override the method");
	}

	private static boolean isDeclared(SshCommandDefinition command, List<Class<? extends Annotation>> types) {
		return types.stream()
			.anyMatch((type) -> isPresent(command.method(), type) || isPresent(command.beanType(), type));
	}

	private static boolean isPresent(AnnotatedElement element, Class<? extends Annotation> type) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(type);
	}

	/**
	 * A call as the authorization managers of Spring Security want to see it. They only
	 * look; nobody proceeds.
	 */
	private record Invocation(Method method, @Nullable Object target,
			@Nullable Object[] arguments) implements MethodInvocation {

		@Override
		public Method getMethod() {
			return this.method;
		}

		@Override
		@SuppressWarnings("NullAway") // The interface does not tell of arguments that are
										// null
		public @Nullable Object[] getArguments() {
			return this.arguments;
		}

		@Override
		public @Nullable Object getThis() {
			return this.target;
		}

		@Override
		public AccessibleObject getStaticPart() {
			return this.method;
		}

		@Override
		public Object proceed() {
			throw new UnsupportedOperationException();
		}

	}

}
