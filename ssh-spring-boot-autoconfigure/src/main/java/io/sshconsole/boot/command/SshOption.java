package io.sshconsole.boot.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a command that is given by name: {@code --name=value},
 * {@code --name value} or {@code -n value}.
 * <p>
 * A {@code boolean} is a flag and stands alone; a flag with a name of two dashes can be
 * negated as {@code --no-name}. An option of a collection or array type may be repeated,
 * and each value may hold several elements separated by commas. One of a
 * {@link java.util.Map} type takes {@code key=value} and may be repeated, too.
 * <p>
 * An option must be given unless it has a {@link #defaultValue()}, is a primitive, a
 * collection, a map or an array, an {@link java.util.Optional}, marked as
 * {@code @Nullable}, or not {@link #required()}.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SshOption {

	/**
	 * Names with their dashes. Empty for two dashes and the name of the parameter, its
	 * words separated by dashes.
	 * @return the names
	 */
	String[] names() default {};

	/**
	 * One sentence for {@code --help}.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Text that is converted when the option is not given. <code>${…}</code> in it is a
	 * property of the application, read once.
	 * @return the default; {@link #NO_DEFAULT} for none
	 */
	String defaultValue() default NO_DEFAULT;

	/**
	 * Whether a line without this option is wrong. {@code false} hands {@code null} to
	 * the method.
	 * @return {@code true} unless said otherwise
	 */
	boolean required() default true;

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
	 * A variable of the user's client, such as {@code LANG}, whose value counts where
	 * none is given. It goes before {@link #defaultValue()}. The environment of the
	 * server is never looked at.
	 * @return the name; empty for none
	 */
	String env() default "";

	/**
	 * Stands for a missing default, because an annotation cannot hold {@code null}.
	 * Nobody types it.
	 */
	String NO_DEFAULT = "\n\t\uE000\uE001\n";

}
