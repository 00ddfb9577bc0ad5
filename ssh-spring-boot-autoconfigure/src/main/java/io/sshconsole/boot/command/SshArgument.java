package io.sshconsole.boot.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a command that is given by its position. Its type says how many words it
 * takes: a collection or an array takes all that are left and must be the last one,
 * everything else takes one.
 * <p>
 * An argument must be given unless it has a {@link #defaultValue()}, is an
 * {@link java.util.Optional}, marked as {@code @Nullable}, or not {@link #required()}.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SshArgument {

	/**
	 * One sentence for {@code --help}.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Text that is converted when the argument is not given. <code>${…}</code> in it is a
	 * property of the application, read once.
	 * @return the default; {@link SshOption#NO_DEFAULT} for none
	 */
	String defaultValue() default SshOption.NO_DEFAULT;

	/**
	 * Whether a line without this argument is wrong. {@code false} hands {@code null},
	 * the zero of a primitive, or an empty collection to the method.
	 * @return {@code true} unless said otherwise
	 */
	boolean required() default true;

	/**
	 * How many words a collection or an array takes, such as {@code 2..3} or
	 * {@code 1..*}.
	 * @return the range; empty for all that are left
	 */
	String arity() default "";

	/**
	 * What offers values while they are typed. A class that is no bean is made like one.
	 * @return the type; {@link SshCompletionProvider} itself for none
	 */
	Class<? extends SshCompletionProvider> completion() default SshCompletionProvider.class;

	/**
	 * Whether the value appears nowhere but in the command: not in the history, not in
	 * audits, not in recordings.
	 * @return {@code false} unless said otherwise
	 */
	boolean secret() default false;

	/**
	 * Whether the words are a line of this console, in one word or in several. Its
	 * secrets are masked as if it had been typed alone.
	 * @return {@code false} unless said otherwise
	 */
	boolean line() default false;

	/**
	 * A variable of the user's client, such as {@code LANG}, whose value counts where
	 * none is given. It goes before {@link #defaultValue()}. The environment of the
	 * server is never looked at.
	 * @return the name; empty for none
	 */
	String env() default "";

}
