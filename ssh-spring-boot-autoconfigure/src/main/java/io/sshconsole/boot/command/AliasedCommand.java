package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.line.Word;

/**
 * A command that was found by an alias, which may have more or fewer words than its name.
 *
 * @param command the command
 * @param alias the name that was typed
 */
record AliasedCommand(SshCommandDefinition command, String alias) implements SshCommandDefinition {

	@Override
	public List<String> words() {
		return List.of(this.alias.split(" "));
	}

	@Override
	public String name() {
		return this.command.name();
	}

	@Override
	public List<String> aliases() {
		return this.command.aliases();
	}

	@Override
	public String description() {
		return this.command.description();
	}

	@Override
	public boolean isHidden() {
		return this.command.isHidden();
	}

	@Override
	public Optional<String> deprecation() {
		return this.command.deprecation();
	}

	@Override
	public List<SshParameter> parameters() {
		return this.command.parameters();
	}

	@Override
	public List<SshParameter> frameworkOptions() {
		return this.command.frameworkOptions();
	}

	@Override
	public List<String> examples() {
		return this.command.examples();
	}

	@Override
	public boolean hasOutputFormats() {
		return this.command.hasOutputFormats();
	}

	@Override
	public Optional<Duration> timeLimit() {
		return this.command.timeLimit();
	}

	@Override
	public Optional<String> confirmation() {
		return this.command.confirmation();
	}

	@Override
	public Class<?> beanType() {
		return this.command.beanType();
	}

	@Override
	public Method method() {
		return this.command.method();
	}

	@Override
	public String source() {
		return this.command.source();
	}

	@Override
	public String usage(SshCommandContext context) {
		return this.command.usage(context);
	}

	@Override
	public Optional<SshCommandCall> parse(List<Word> words, SshCommandContext context) {
		return this.command.parse(words, context);
	}

	@Override
	public String toString() {
		return this.command.toString();
	}

}
