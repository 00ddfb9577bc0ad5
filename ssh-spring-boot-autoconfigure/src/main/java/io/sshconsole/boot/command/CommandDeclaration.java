package io.sshconsole.boot.command;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * What is declared about a command: the attributes of {@link SshCommand @SshCommand}, or
 * what another library calls them.
 *
 * @param name words separated by one blank; all but the last are groups
 * @param aliases further names
 * @param description one sentence, may be empty
 * @param hidden whether the command runs but is neither listed nor completed
 * @param deprecated what to use instead, empty if not deprecated
 * @param timeLimit how long the command may run, empty for the limit of all commands
 * @param confirm a question that is asked before, empty for none
 * @param examples lines that show how the command is used
 */
public record CommandDeclaration(String name, List<String> aliases, String description, boolean hidden,
		String deprecated, String timeLimit, String confirm, List<String> examples) {

	/**
	 * Words that no shell, no option parser and no terminal understands differently.
	 */
	private static final Pattern NAME = Pattern
		.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*( [\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*)*");

	public CommandDeclaration {
		aliases = List.copyOf(aliases);
		examples = List.copyOf(examples);
	}

	/**
	 * Reads the annotation.
	 * @param annotation the annotation of a method
	 * @return what it says
	 */
	public static CommandDeclaration of(SshCommand annotation) {
		return new CommandDeclaration(annotation.name(), List.of(annotation.aliases()), annotation.description(),
				annotation.hidden(), annotation.deprecated(), annotation.timeLimit(), annotation.confirm(),
				List.of(annotation.examples()));
	}

	/**
	 * Checks that the names can be typed.
	 * @param source where the command comes from
	 * @throws IllegalStateException if not
	 */
	void verify(String source) {
		Assert.state(NAME.matcher(this.name).matches(), () -> "The name '" + this.name + "' of the command " + source
				+ " is not made of words of letters, digits and _ . : - separated by single blanks");
		for (String alias : this.aliases) {
			Assert.state(NAME.matcher(alias).matches(), () -> "The alias '" + alias + "' of the command " + source
					+ " is not made of words of letters, digits and _ . : - separated by single blanks");
		}
	}

}
