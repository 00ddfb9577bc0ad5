package io.sshconsole.boot.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * A method of a bean that is a command of the SSH console.
 * <p>
 * Parameters are annotated with {@link SshOption @SshOption} or
 * {@link SshArgument @SshArgument}, or have one of the types {@link SshCommandContext},
 * {@link org.springframework.security.core.Authentication},
 * {@link java.security.Principal} and {@link java.util.Locale}. What the method returns
 * is written to the user. The annotations {@code @PreAuthorize}, {@code @Secured} and
 * those of JSR-250 are always enforced, on the method as well as on its class.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface SshCommand {

	/**
	 * Name of the command. Words separated by one blank form groups: {@code cache clear}
	 * is the command {@code clear} of the group {@code cache}.
	 * @return the name
	 */
	String name();

	/**
	 * One sentence for the list of commands and for {@code --help}.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Further names, each as {@link #name()}.
	 * @return the names
	 */
	String[] aliases() default {};

	/**
	 * Whether the command runs but is neither listed nor completed.
	 * @return {@code false} unless said otherwise
	 */
	boolean hidden() default false;

	/**
	 * What to use instead. The command runs, and tells so on standard error.
	 * @return one sentence; empty if the command is not deprecated
	 */
	String deprecated() default "";

	/**
	 * How long the command may run, such as {@code 30s}; {@code 0} for as long as it
	 * wants.
	 * @return the limit; empty for the one of all commands
	 */
	String timeLimit() default "";

	/**
	 * A question that the user must answer with yes before the command runs.
	 * {@code --yes} answers it; without a terminal it is needed.
	 * @return the question; empty for none
	 */
	String confirm() default "";

	/**
	 * Lines that show how the command is used, for {@code --help}.
	 * @return lines as they are typed
	 */
	String[] examples() default {};

}
