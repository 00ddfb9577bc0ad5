package io.sshconsole.boot.command;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An answer of {@code help}: descriptions of commands for programs, and a text for
 * people.
 */
public final class HelpPage extends AbstractList<HelpPage.Command> {

	private final List<Command> commands;

	private final Consumer<SshCommandContext> text;

	HelpPage(List<SshCommandDefinition> commands, Consumer<SshCommandContext> text) {
		this.commands = commands.stream().map(Command::of).toList();
		this.text = text;
	}

	@Override
	public Command get(int index) {
		return this.commands.get(index);
	}

	@Override
	public int size() {
		return this.commands.size();
	}

	/**
	 * Writes the text for people.
	 * @param context where it goes
	 */
	void write(SshCommandContext context) {
		this.text.accept(context);
	}

	/**
	 * One command.
	 *
	 * @param name the name
	 * @param aliases further names
	 * @param description one sentence, may be empty
	 * @param deprecated what to use instead, empty if it is not deprecated
	 * @param parameters what is typed behind the name
	 */
	public record Command(String name, List<String> aliases, String description, String deprecated,
			List<Parameter> parameters) {

		static Command of(SshCommandDefinition command) {
			return new Command(command.name(), command.aliases(), command.description(),
					command.deprecation().orElse(""), command.parameters().stream().map(Parameter::of).toList());
		}

	}

	/**
	 * What is typed behind the name of a command.
	 *
	 * @param label what stands for its value
	 * @param names the names of an option, none for an argument
	 * @param description one sentence, may be empty
	 * @param flag whether it stands alone, without a value
	 * @param multiple whether it takes several values
	 * @param secret whether its value is masked
	 * @param candidates all values if they are few and known
	 */
	public record Parameter(String label, List<String> names, String description, boolean flag, boolean multiple,
			boolean secret, List<String> candidates) {

		static Parameter of(SshParameter parameter) {
			return new Parameter(parameter.label(), parameter.names(), parameter.description(), parameter.isFlag(),
					parameter.isMultiple(), parameter.isSecret(), parameter.candidates());
		}

	}

}
