package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.line.Word;

/**
 * A command that is another one, but for what it says itself.
 */
public interface WrappedCommand extends SshCommandDefinition {

	/**
	 * Returns what is asked about all that is not said here.
	 * @return the other command
	 */
	SshCommandDefinition command();

	@Override
	default List<String> words() {
		return command().words();
	}

	@Override
	default String name() {
		return command().name();
	}

	@Override
	default List<String> aliases() {
		return command().aliases();
	}

	@Override
	default String description() {
		return command().description();
	}

	@Override
	default boolean isHidden() {
		return command().isHidden();
	}

	@Override
	default Optional<String> deprecation() {
		return command().deprecation();
	}

	@Override
	default List<SshParameter> parameters() {
		return command().parameters();
	}

	@Override
	default List<SshParameter> frameworkOptions() {
		return command().frameworkOptions();
	}

	@Override
	default List<String> examples() {
		return command().examples();
	}

	@Override
	default boolean hasOutputFormats() {
		return command().hasOutputFormats();
	}

	@Override
	default Optional<Duration> timeLimit() {
		return command().timeLimit();
	}

	@Override
	default Optional<String> confirmation() {
		return command().confirmation();
	}

	@Override
	default Class<?> beanType() {
		return command().beanType();
	}

	@Override
	default Method method() {
		return command().method();
	}

	@Override
	default String source() {
		return command().source();
	}

	@Override
	default String usage(SshCommandContext context) {
		return command().usage(context);
	}

	@Override
	default Optional<SshCommandCall> parse(List<Word> words, SshCommandContext context) {
		return command().parse(words, context);
	}

}
