package io.sshconsole.boot.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a group of commands for the list of {@code help}. It stands on a class with
 * commands; a group needs it once at most.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SshCommandGroup {

	/**
	 * Name of the group: the first words of the names of its commands.
	 * @return words separated by one blank
	 */
	String name();

	/**
	 * One sentence.
	 * @return the description
	 */
	String description();

}
