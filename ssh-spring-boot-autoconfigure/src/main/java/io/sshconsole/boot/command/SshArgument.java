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
	 * Text that is converted when the argument is not given.
	 * @return the default; {@link SshOption#NO_DEFAULT} for none
	 */
	String defaultValue() default SshOption.NO_DEFAULT;

	/**
	 * Whether a line without this argument is wrong. {@code false} hands {@code null},
	 * the zero of a primitive, or an empty collection to the method.
	 * @return {@code true} unless said otherwise
	 */
	boolean required() default true;

}
