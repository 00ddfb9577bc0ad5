package io.sshconsole.boot.adopt;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.Assert;

/**
 * A command of picocli with all that are below it. Its model and its objects hold what
 * was typed, so each line has a tree of its own.
 */
final class PicocliTree implements CommandLine.IFactory {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<Class<?>, String> beans;

	private final Map<Object, Object> proxies = new IdentityHashMap<>();

	private final CommandLine root;

	/**
	 * Makes a tree.
	 * @param beanFactory makes the objects
	 * @param beans names of the beans that are commands, by type
	 * @param type the class of the command at the root
	 * @throws CommandLine.PicocliException if the commands are not well declared
	 * @throws IllegalStateException if sessions would share what is typed
	 */
	PicocliTree(ConfigurableListableBeanFactory beanFactory, Map<Class<?>, String> beans, Class<?> type) {
		this.beanFactory = beanFactory;
		this.beans = beans;
		this.root = new CommandLine(type, this);
		// Or a remote user reads files of the server
		this.root.setExpandAtFiles(false);
	}

	/**
	 * Lists what can be run.
	 * @param trees makes equal trees
	 * @return the commands, those above first
	 * @throws IllegalStateException if one cannot be offered; the message says why
	 */
	static List<PicocliCommand> commands(Supplier<PicocliTree> trees) {
		PicocliTree tree = trees.get();
		List<PicocliCommand> commands = new ArrayList<>();
		tree.collect(tree.root, List.of(), trees, commands);
		Assert.state(commands.isEmpty() || !tree.root.getCommandName().equals("<main class>"), "It has no name");
		return commands;
	}

	private void collect(CommandLine node, List<CommandLine> above, Supplier<PicocliTree> trees,
			List<PicocliCommand> commands) {
		CommandSpec spec = node.getCommandSpec();
		if (spec.helpCommand()) {
			// There is a command "help" already
			return;
		}
		List<CommandLine> path = Stream.concat(above.stream(), Stream.of(node)).toList();
		spec.args().stream().filter(ArgSpec::interactive).findFirst().ifPresent((asked) -> {
			throw new IllegalStateException("'" + spec.qualifiedName() + "' reads " + name(asked)
					+ " from the console of the server; remove"
					+ " 'interactive', or make it an @SshCommand that asks with context.terminal().readSecret()");
		});
		PicocliTarget.of(spec)
			.ifPresent((target) -> commands.add(new PicocliCommand(trees, path, target.type(), target.method())));
		new LinkedHashSet<>(node.getSubcommands().values())
			.forEach((subcommand) -> collect(subcommand, path, trees, commands));
	}

	CommandLine root() {
		return this.root;
	}

	/**
	 * Finds commands of the tree.
	 * @param names the name of the root and of each command below
	 * @return the commands that have these names, the root first
	 */
	List<CommandLine> find(List<String> names) {
		List<CommandLine> path = new ArrayList<>(List.of(this.root));
		for (String name : names.subList(1, names.size())) {
			path.add(path.get(path.size() - 1).getSubcommands().get(name));
		}
		return path;
	}

	/**
	 * Returns what methods of an object are called on, so that advice works.
	 * @param target the object that picocli knows
	 * @return its proxy, or the object itself
	 */
	Object bean(Object target) {
		return this.proxies.getOrDefault(target, target);
	}

	private static String name(ArgSpec argument) {
		return (argument instanceof OptionSpec option) ? option.longestName() : argument.paramLabel();
	}

	@Override
	public <K> K create(Class<K> type) throws Exception {
		String name = beanName(type);
		if (name == null) {
			return createOther(type);
		}
		Assert.state(!this.beanFactory.isSingleton(name) || !hasState(type),
				() -> "picocli writes what a user types into the fields of " + type.getName() + ", and the bean '"
						+ name + "' is one object for all users; declare it with @Scope(\"prototype\")");
		Object bean = this.beanFactory.getBean(name);
		Object target = target(bean);
		this.proxies.put(target, bean);
		return type.cast(target);
	}

	private @Nullable String beanName(Class<?> type) {
		String command = this.beans.get(type);
		if (command != null) {
			return command;
		}
		String[] names = isPicocli(type) ? new String[0] : this.beanFactory.getBeanNamesForType(type, true, false);
		return (names.length == 1) ? names[0] : null;
	}

	private <K> K createOther(Class<K> type) throws Exception {
		if (!type.isInterface() && !isPicocli(type) && !type.getName().startsWith("java.")) {
			try {
				return this.beanFactory.createBean(type);
			}
			catch (BeansException ex) {
				// A class that Spring cannot make; picocli maybe can
			}
		}
		return CommandLine.defaultFactory().create(type);
	}

	private static boolean isPicocli(Class<?> type) {
		return type.getName().startsWith(CommandLine.class.getPackageName() + ".");
	}

	private static Object target(Object bean) {
		Object target = bean;
		for (Object next = target; next != null; next = AopProxyUtils.getSingletonTarget(next)) {
			target = next;
		}
		return target;
	}

	private static boolean hasState(Class<?> type) {
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			if (Stream.of(current.getDeclaredFields(), current.getDeclaredMethods())
				.flatMap(Stream::of)
				.anyMatch(PicocliTree::isWritten)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether picocli writes to a field or calls a method while it parses.
	 */
	private static boolean isWritten(AnnotatedElement member) {
		return Stream.of(member.getAnnotations())
			.map(Annotation::annotationType)
			.anyMatch(
					(annotation) -> annotation != Command.class && annotation.getEnclosingClass() == CommandLine.class);
	}

}
