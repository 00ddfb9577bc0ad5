package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.aop.support.AopUtils;

/**
 * Finds the commands among the beans of an application, by their types alone.
 */
public final class SshCommandDiscoverer implements SshCommandSource {

	private final CommandBeans beans;

	private final SshCommandMethods methods;

	/**
	 * Creates a discoverer.
	 * @param beans has the beans
	 * @param methods makes the commands
	 */
	public SshCommandDiscoverer(CommandBeans beans, SshCommandMethods methods) {
		this.beans = beans;
		this.methods = methods;
	}

	/**
	 * Finds all methods with {@link SshCommand @SshCommand}.
	 * @return the commands in the order of their beans
	 */
	@Override
	public List<SshCommandMethod> commands() {
		return commands((mistake) -> {
			throw mistake;
		});
	}

	@Override
	public List<SshCommandMethod> commands(Consumer<? super IllegalStateException> mistakes) {
		List<SshCommandMethod> commands = new ArrayList<>();
		this.beans.types().forEach((beanName, type) -> discover(beanName, type, commands, mistakes));
		return commands;
	}

	private void discover(String beanName, Class<?> type, List<SshCommandMethod> commands,
			Consumer<? super IllegalStateException> mistakes) {
		for (Method method : AnnotatedMethods.of(type, SshCommand.class)) {
			try {
				verifyInvocable(beanName, method);
				commands.add(this.methods.of(type, method, () -> this.beans.beanFactory().getBean(beanName)));
			}
			catch (IllegalStateException ex) {
				mistakes.accept(ex);
			}
		}
	}

	/**
	 * A proxy may lack the method.
	 */
	private void verifyInvocable(String beanName, Method method) {
		Class<?> beanType = this.beans.beanFactory().getType(beanName, false);
		if (beanType != null) {
			AopUtils.selectInvocableMethod(method, beanType);
		}
	}

}
