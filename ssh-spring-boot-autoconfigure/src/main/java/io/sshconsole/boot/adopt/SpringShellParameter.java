package io.sshconsole.boot.adopt;

import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshParameter;

import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.completion.CompletionContext;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.springframework.shell.core.command.completion.CompletionProvider;

/**
 * A parameter whose values a bean of Spring Shell offers.
 *
 * @param parameter the parameter
 * @param provider the bean
 */
record SpringShellParameter(SshParameter parameter, CompletionProvider provider) implements SshParameter {

	@Override
	public String label() {
		return this.parameter.label();
	}

	@Override
	public List<String> names() {
		return this.parameter.names();
	}

	@Override
	public String description() {
		return this.parameter.description();
	}

	@Override
	public boolean isFlag() {
		return this.parameter.isFlag();
	}

	@Override
	public boolean isSecret() {
		return this.parameter.isSecret();
	}

	@Override
	public boolean isMultiple() {
		return this.parameter.isMultiple();
	}

	@Override
	public boolean isRequired() {
		return this.parameter.isRequired();
	}

	@Override
	public Optional<String> defaultValue() {
		return this.parameter.defaultValue();
	}

	@Override
	public List<String> candidates() {
		return isFlag() ? List.of()
				: this.provider.apply(new CompletionContext(List.of(), 0, 0, null, option()))
					.stream()
					.map(CompletionProposal::value)
					.toList();
	}

	private CommandOption option() {
		CommandOption.Builder option = CommandOption.with().description(description()).type(type());
		for (String name : names()) {
			if (name.startsWith("--")) {
				option.longName(name.substring(2));
			}
			else {
				option.shortName(name.charAt(1));
			}
		}
		return option.build();
	}

	@Override
	public Optional<Class<? extends SshCompletionProvider>> completion() {
		return this.parameter.completion();
	}

	@Override
	public Class<?> type() {
		return this.parameter.type();
	}

}
