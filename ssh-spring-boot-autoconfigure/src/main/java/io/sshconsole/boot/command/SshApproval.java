package io.sshconsole.boot.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A command that waits until a second person approves it, or all commands of a class. The
 * other one must be permitted to run the command, too.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SshApproval {

	/**
	 * Authority that the second person needs, such as {@code ROLE_SUPERVISOR}, besides
	 * what the command demands.
	 * @return the authority; empty if everybody may approve who may run the command
	 */
	String value() default "";

}
