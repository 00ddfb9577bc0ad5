package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Tells what each word behind a command's name is, in the way the words are parsed when
 * the command runs. Nothing is checked or converted, so it can be asked while a line is
 * being typed.
 */
final class WordRoles {

	private final Map<String, SshParameter> options = new HashMap<>();

	private final List<SshParameter> arguments = new ArrayList<>();

	private final List<WordRole> roles = new ArrayList<>();

	private int argument;

	private @Nullable SshParameter awaitsValue;

	private boolean onlyArguments;

	private boolean lost;

	private WordRoles(SshCommandDefinition command) {
		command.frameworkOptions().forEach(this::add);
		command.parameters().forEach(this::add);
	}

	private void add(SshParameter parameter) {
		if (parameter.names().isEmpty()) {
			this.arguments.add(parameter);
		}
		for (String name : parameter.names()) {
			this.options.put(name, parameter);
			if (parameter.isFlag() && name.startsWith("--")) {
				boolean negative = name.startsWith("--no-");
				this.options.putIfAbsent(negative ? "--" + name.substring(5) : "--no-" + name.substring(2), parameter);
			}
		}
	}

	/**
	 * Reads words.
	 * @param command the command
	 * @param texts the words behind its name; the last one may be unfinished or empty
	 * @return one role for each
	 */
	static List<WordRole> of(SshCommandDefinition command, List<String> texts) {
		WordRoles reader = new WordRoles(command);
		texts.forEach(reader::read);
		return reader.roles;
	}

	private void read(String text) {
		if (this.lost) {
			this.roles.add(new WordRole(null, 0, false));
		}
		else if (this.awaitsValue != null) {
			this.roles.add(new WordRole(this.awaitsValue, 0, true));
			this.awaitsValue = null;
		}
		else if (this.onlyArguments || !text.startsWith("-") || text.length() == 1) {
			readArgument();
		}
		else if (text.equals("--")) {
			this.onlyArguments = true;
			this.roles.add(new WordRole(null, text.length(), true));
		}
		else if (text.equals(FrameworkOption.STACK_TRACE) && !this.options.containsKey(text)) {
			this.roles.add(new WordRole(null, text.length(), true));
		}
		else {
			readOption(text);
		}
	}

	private void readArgument() {
		if (this.arguments.isEmpty() || this.argument == this.arguments.size()) {
			lose(0);
			return;
		}
		SshParameter parameter = this.arguments.get(this.argument);
		this.roles.add(new WordRole(parameter, 0, true));
		this.argument += parameter.isMultiple() ? 0 : 1;
	}

	private void readOption(String text) {
		int separator = text.indexOf('=');
		SshParameter option = this.options.get((separator < 0) ? text : text.substring(0, separator));
		if (option != null && separator >= 0) {
			this.roles.add(new WordRole(option, separator + 1, true));
		}
		else if (option != null) {
			readName(option, text);
		}
		else if (text.startsWith("--")) {
			lose((separator < 0) ? text.length() : separator + 1);
		}
		else {
			readBundle(text);
		}
	}

	private void readName(SshParameter option, String text) {
		this.roles.add(new WordRole(option, text.length(), true));
		this.awaitsValue = option.isFlag() ? null : option;
	}

	/**
	 * Reads flags of one character behind one dash, the last of which may be an option
	 * with its value.
	 */
	private void readBundle(String text) {
		for (int i = 1; i < text.length(); i++) {
			SshParameter option = this.options.get("-" + text.charAt(i));
			if (option == null && i == 1 && isNumber(text)) {
				readArgument();
				return;
			}
			if (option == null) {
				// Perhaps the name of an option and its value
				lose(Math.max(2, i));
				return;
			}
			if (i == text.length() - 1) {
				readName(option, text);
			}
			else if (!option.isFlag()) {
				this.roles.add(new WordRole(option, (text.charAt(i + 1) == '=') ? i + 2 : i + 1, true));
				return;
			}
		}
	}

	/**
	 * Picocli takes negative numbers for arguments.
	 */
	private static boolean isNumber(String text) {
		try {
			Double.parseDouble(text);
			return true;
		}
		catch (NumberFormatException ex) {
			return text.matches("-(0[xX]|#)\\p{XDigit}{1,16}");
		}
	}

	private void lose(int valueStart) {
		this.roles.add(new WordRole(null, valueStart, false));
		this.lost = true;
	}

}
