package io.sshconsole.boot.adopt;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.command.AnnotatedMethods;
import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.SshCommandMethods;
import io.sshconsole.boot.command.SshCommandSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.shell.core.command.annotation.Command;

/**
 * The commands of an application that was written for Spring Shell 4: methods of its
 * beans with {@link Command @Command}. Of the library only the annotations and their
 * types are used.
 */
public final class SpringShellCommandSource implements SshCommandSource {

	private static final Logger logger = LoggerFactory.getLogger(SpringShellCommandSource.class);

	private final CommandBeans beans;

	private final SshCommandMethods methods;

	private final boolean strict;

	/**
	 * Creates a source.
	 * @param beans has the beans
	 * @param methods makes commands of methods
	 * @param strict whether a method that cannot be offered is a failure; otherwise it is
	 * left out with a warning
	 */
	public SpringShellCommandSource(CommandBeans beans, SshCommandMethods methods, boolean strict) {
		this.beans = beans;
		this.methods = methods;
		this.strict = strict;
	}

	@Override
	public List<SpringShellCommand> commands() {
		List<SpringShellCommand> commands = new ArrayList<>();
		this.beans.types().forEach((beanName, type) -> adopt(beanName, type, commands));
		return commands;
	}

	private void adopt(String beanName, Class<?> type, List<SpringShellCommand> commands) {
		for (Method method : AnnotatedMethods.of(type, Command.class)) {
			try {
				commands.add(SpringShellCommand.of(beanName, type, method, this.beans.beanFactory(), this.methods));
			}
			catch (IllegalStateException ex) {
				String message = "The Spring Shell command " + method.toGenericString() + " cannot be offered: "
						+ ex.getMessage();
				if (this.strict) {
					throw new IllegalStateException(message, ex);
				}
				logger.warn("{}. Set ssh-console.execution.adopt=false if it is not meant to be", message);
			}
		}
	}

}
