package io.sshconsole.boot.adopt;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.sshconsole.boot.command.ParameterDeclaration;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.SshTerminal;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ParsedInput;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.util.Assert;

/**
 * What Spring Shell's annotations say about parameters, in our words.
 */
final class SpringShellParameters {

	private SpringShellParameters() {
	}

	/**
	 * Checks that arguments stand in the order in which they are typed.
	 * @param method a method of a command
	 * @throws IllegalStateException if not
	 */
	static void verify(Method method) {
		List<Integer> indexes = Arrays.stream(method.getParameters())
			.map((parameter) -> parameter.getAnnotation(Argument.class))
			.filter(Objects::nonNull)
			.map(Argument::index)
			.toList();
		for (int i = 0; i < indexes.size(); i++) {
			Assert.state(indexes.get(i) == i,
					"the indexes of its arguments must count from 0 in the order of the parameters");
		}
		Assert.state(
				indexes.isEmpty() || Arrays.stream(method.getParameters())
					.noneMatch((parameter) -> parameter.isAnnotationPresent(Arguments.class)),
				"it has both @Argument and @Arguments");
	}

	/**
	 * Reads the annotation of a parameter.
	 * @param parameter a parameter of a command's method
	 * @param command the name of the command
	 * @return what it says
	 * @throws IllegalStateException if it has none
	 */
	static ParameterDeclaration declare(MethodParameter parameter, String command) {
		Option option = parameter.getParameterAnnotation(Option.class);
		if (option != null) {
			return new ParameterDeclaration(ParameterDeclaration.Kind.OPTION, names(option, parameter), "",
					option.description(), option.defaultValue().isEmpty() ? null : option.defaultValue(),
					option.required(), "", "", false, false, null, null);
		}
		Argument argument = parameter.getParameterAnnotation(Argument.class);
		if (argument != null) {
			return argument(argument.description(), defaultValue(argument, parameter),
					parameter.getParameterType().isPrimitive());
		}
		if (parameter.hasParameterAnnotation(Arguments.class)) {
			return argument("", null, false);
		}
		Assert.state(parameter.getParameterType() == CommandContext.class, () -> "parameter "
				+ parameter.getParameterIndex() + " has none of the annotations @Option, @Argument and @Arguments");
		return ParameterDeclaration.supplied((context) -> context(context, command));
	}

	private static List<String> names(Option option, MethodParameter parameter) {
		List<String> names = new ArrayList<>();
		if (option.shortName() != ' ') {
			names.add("-" + option.shortName());
		}
		names.add("--" + (option.longName().isEmpty() ? parameter.getParameter().getName() : option.longName()));
		return names;
	}

	private static ParameterDeclaration argument(String description, @Nullable String defaultValue, boolean required) {
		return new ParameterDeclaration(ParameterDeclaration.Kind.ARGUMENT, List.of(), "", description, defaultValue,
				required, "", "", false, false, null, null);
	}

	/**
	 * Without an argument Spring Shell converts an empty text, which only a text can be
	 * made of.
	 */
	private static @Nullable String defaultValue(Argument argument, MethodParameter parameter) {
		boolean none = argument.defaultValue().isEmpty() && parameter.getParameterType() != String.class;
		return none ? null : argument.defaultValue();
	}

	private static CommandContext context(SshCommandContext context, String command) {
		return new CommandContext(ParsedInput.builder().commandName(command).build(), new CommandRegistry(),
				context.out(), new Reader(context.terminal()));
	}

	/**
	 * Reads from the user's terminal.
	 */
	private record Reader(SshTerminal terminal) implements InputReader {

		@Override
		public String readInput(String prompt) throws IOException {
			return this.terminal.readLine(prompt).orElseThrow(EOFException::new);
		}

		@Override
		public char[] readPassword(String prompt) throws IOException {
			return this.terminal.readSecret(prompt).orElseThrow(EOFException::new);
		}

	}

}
