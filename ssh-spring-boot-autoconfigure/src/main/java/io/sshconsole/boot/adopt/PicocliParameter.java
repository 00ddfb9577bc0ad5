package io.sshconsole.boot.adopt;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshParameter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option or a positional parameter of picocli, seen from outside.
 *
 * @param spec how it is declared; nothing is parsed with it
 */
record PicocliParameter(ArgSpec spec) implements SshParameter {

	/**
	 * Most values that are offered: an application's own iterator need not end.
	 */
	private static final int MAX_CANDIDATES = 1000;

	@Override
	public String label() {
		return this.spec.paramLabel().replaceAll("[<>\\[\\]]", "");
	}

	@Override
	public List<String> names() {
		return (this.spec instanceof OptionSpec option) ? List.of(option.names()) : List.of();
	}

	@Override
	public String description() {
		String[] lines = this.spec.description();
		return (lines.length > 0) ? Ansi.OFF.string(lines[0]) : "";
	}

	@Override
	public boolean isFlag() {
		return this.spec.isOption() && this.spec.arity().max() == 0;
	}

	@Override
	public boolean isSecret() {
		return false;
	}

	@Override
	public boolean isMultiple() {
		return this.spec.isMultiValue();
	}

	@Override
	public boolean isRequired() {
		return this.spec.required();
	}

	@Override
	public Optional<String> defaultValue() {
		return Optional.ofNullable(this.spec.defaultValue());
	}

	@Override
	public List<String> candidates() {
		Iterable<String> candidates = this.spec.completionCandidates();
		return (candidates != null)
				? StreamSupport.stream(candidates.spliterator(), false).limit(MAX_CANDIDATES).toList() : List.of();
	}

	@Override
	public Optional<Class<? extends SshCompletionProvider>> completion() {
		return Optional.empty();
	}

	@Override
	public Class<?> type() {
		Class<?>[] element = this.spec.auxiliaryTypes();
		return (element.length > 0) ? element[0] : this.spec.type();
	}

}
