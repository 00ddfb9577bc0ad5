package io.sshconsole.boot.command;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.util.Assert;

/**
 * What is declared about one parameter of a command's method: the attributes of
 * {@link SshOption @SshOption} and {@link SshArgument @SshArgument}, or what another
 * library calls them.
 *
 * @param kind where the value comes from
 * @param names the names of an option with their dashes; empty for two dashes and the
 * label
 * @param label what stands for the value in usage; empty for the name of the parameter,
 * its words separated by dashes
 * @param description one sentence, may be empty
 * @param defaultValue what is converted when nothing is given, or {@code null}
 * @param required whether a line without it is wrong, unless the type says otherwise
 * @param arity how many words a collection takes, empty for all that are left
 * @param env a variable of the client that gives the default, empty for none
 * @param secret whether the value appears nowhere but in the command
 * @param line whether the words are a line of this console
 * @param completion what offers values, or {@code null}
 * @param supplier gives the value of a parameter that nobody types, otherwise
 * {@code null}
 */
public record ParameterDeclaration(Kind kind, List<String> names, String label, String description,
		@Nullable String defaultValue, boolean required, String arity, String env, boolean secret, boolean line,
		@Nullable Class<? extends SshCompletionProvider> completion,
		@Nullable Function<? super SshCommandContext, ? extends @Nullable Object> supplier) {

	/**
	 * Types that need no annotation.
	 */
	private static final Map<Class<?>, Function<SshCommandContext, Object>> SUPPLIED = Map.of(SshCommandContext.class,
			(context) -> context, Authentication.class, SshCommandContext::authentication, Principal.class,
			SshCommandContext::authentication, Locale.class, SshCommandContext::locale);

	/**
	 * Where a value comes from.
	 */
	public enum Kind {

		/**
		 * It is typed behind a name.
		 */
		OPTION,

		/**
		 * It is typed in its place.
		 */
		ARGUMENT,

		/**
		 * Nobody types it.
		 */
		SUPPLIED

	}

	public ParameterDeclaration {
		names = List.copyOf(names);
		Assert.isTrue((kind == Kind.SUPPLIED) == (supplier != null), "Only what is supplied has a supplier");
	}

	/**
	 * Declares a parameter that nobody types.
	 * @param supplier gives its value for each run
	 * @return the declaration
	 */
	public static ParameterDeclaration supplied(
			Function<? super SshCommandContext, ? extends @Nullable Object> supplier) {
		return new ParameterDeclaration(Kind.SUPPLIED, List.of(), "", "", null, false, "", "", false, false, null,
				supplier);
	}

	/**
	 * Reads the annotation of a parameter, or takes its type for one that is supplied.
	 * @param parameter a parameter of a command's method
	 * @return what is declared
	 * @throws IllegalStateException if it is neither or both
	 */
	public static ParameterDeclaration of(MethodParameter parameter) {
		SshOption option = parameter.getParameterAnnotation(SshOption.class);
		SshArgument argument = parameter.getParameterAnnotation(SshArgument.class);
		Assert.state(option == null || argument == null,
				() -> describe(parameter) + " cannot be both @SshOption and @SshArgument");
		if (option != null) {
			return new ParameterDeclaration(Kind.OPTION, List.of(option.names()), "", option.description(),
					defaultValue(option.defaultValue()), option.required(), "", option.env(), option.secret(), false,
					completion(option.completion()), null);
		}
		if (argument != null) {
			return new ParameterDeclaration(Kind.ARGUMENT, List.of(), "", argument.description(),
					defaultValue(argument.defaultValue()), argument.required(), argument.arity(), argument.env(),
					argument.secret(), argument.line(), completion(argument.completion()), null);
		}
		Function<SshCommandContext, Object> supplier = SUPPLIED.get(parameter.getParameterType());
		Assert.state(supplier != null,
				() -> describe(parameter)
						+ " needs @SshOption or @SshArgument, or one of the types SshCommandContext, Authentication,"
						+ " Principal, Locale");
		return supplied(supplier);
	}

	/**
	 * Changes the default.
	 * @param text what is converted when nothing is given
	 * @return a declaration that is the same otherwise
	 */
	ParameterDeclaration withDefaultValue(String text) {
		return new ParameterDeclaration(this.kind, this.names, this.label, this.description, text, this.required,
				this.arity, this.env, this.secret, this.line, this.completion, this.supplier);
	}

	private static @Nullable String defaultValue(String text) {
		return text.equals(SshOption.NO_DEFAULT) ? null : text;
	}

	private static @Nullable Class<? extends SshCompletionProvider> completion(
			Class<? extends SshCompletionProvider> type) {
		return (type != SshCompletionProvider.class) ? type : null;
	}

	/**
	 * Returns where a parameter is, for messages to developers.
	 * @param parameter the parameter
	 * @return its place and its method
	 */
	static String describe(MethodParameter parameter) {
		return "Parameter " + parameter.getParameterIndex() + " of " + parameter.getExecutable().toGenericString();
	}

}
