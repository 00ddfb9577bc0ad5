package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import io.sshconsole.boot.command.ParameterDeclaration.Kind;
import io.sshconsole.boot.command.PicocliSpec.Assigned;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

import org.springframework.core.convert.ConversionException;

/**
 * The words behind a command's name for one run: assigned by picocli, converted by
 * Spring.
 */
final class SshCommandLine {

	private final SshCommandMethod command;

	private final ParameterConversion conversion;

	private final List<Word> words;

	private final List<String> texts;

	private final SshCommandContext context;

	SshCommandLine(SshCommandMethod command, ParameterConversion conversion, List<Word> words,
			SshCommandContext context) {
		this.command = command;
		this.conversion = conversion;
		this.words = words;
		this.texts = words.stream().map(Word::text).toList();
		this.context = context;
	}

	/**
	 * What the words mean.
	 *
	 * @param arguments one per parameter of the method
	 * @param format what {@code -o} said, or {@code null}
	 * @param isConfirmed whether {@code --yes} was given
	 */
	record Parsed(@Nullable Object[] arguments, @Nullable OutputFormat format, boolean isConfirmed) {

	}

	/**
	 * Parses the words.
	 * @return what they mean, or empty if help was asked for
	 * @throws SshUsageException if they are wrong
	 */
	Optional<Parsed> parse() {
		Assigned assigned = assign();
		if (assigned.isHelpRequested()) {
			return Optional.empty();
		}
		List<@Nullable Object> arguments = new ArrayList<>();
		for (SshCommandParameter parameter : this.command.methodParameters()) {
			arguments.add((parameter.kind() == Kind.SUPPLIED) ? parameter.supply(this.context)
					: argument(parameter, assigned.values(parameter)));
		}
		OutputFormat format = null;
		boolean confirmed = false;
		for (SshParameter option : this.command.frameworkOptions()) {
			List<String> values = assigned.values(option);
			if (!values.isEmpty() && option.isFlag()) {
				confirmed = true;
			}
			else if (!values.isEmpty()) {
				format = format(option, values.get(0));
			}
		}
		return Optional.of(new Parsed(arguments.toArray(), format, confirmed));
	}

	private Assigned assign() {
		PicocliSpec spec = new PicocliSpec(this.command);
		try {
			return spec.assign(this.texts);
		}
		catch (CommandLine.UnmatchedArgumentException ex) {
			throw unmatched(ex.getUnmatched().get(0));
		}
		catch (CommandLine.MissingParameterException ex) {
			// A mistyped name makes the right one missing: the mistake comes first
			List<String> unmatched = spec.unmatched();
			throw unmatched.isEmpty() ? new SshUsageException(String.valueOf(ex.getMessage()))
					: unmatched(unmatched.get(0));
		}
		catch (CommandLine.ParameterException ex) {
			throw new SshUsageException(String.valueOf(ex.getMessage()));
		}
	}

	private SshUsageException unmatched(String word) {
		if (word.startsWith("-")) {
			String name = word.split("=", 2)[0];
			String column = column((text) -> text.equals(word));
			if (column.isEmpty()) {
				// What is left of a bundle
				name = name.substring(0, 2);
				column = column((text) -> !text.startsWith("--") && text.endsWith(word.substring(1)));
			}
			// Any two short options look alike
			String guess = (name.length() > 2) ? SimilarNames.didYouMean(name, this.command.typedNames()) : "";
			return new SshUsageException("Unknown option '" + name + "'" + column + guess);
		}
		boolean secret = this.command.parameters().stream().anyMatch(SshParameter::isSecret);
		return new SshUsageException(
				"Unexpected argument" + (secret ? "" : " '" + word + "'") + column((text) -> text.equals(word)));
	}

	/**
	 * Says where the first word is that a mistake is about.
	 */
	private String column(Predicate<String> text) {
		return this.words.stream()
			.filter((word) -> text.test(word.text()))
			.findFirst()
			.map(SshCommandLine::column)
			.orElse("");
	}

	private static String column(Word word) {
		return " at column " + (word.start() + 1);
	}

	private @Nullable Object argument(SshCommandParameter parameter, List<String> values) {
		Object value;
		if (!values.isEmpty()) {
			if (!parameter.arity().permits(values.size())) {
				throw new SshUsageException(
						"Expected " + parameter.arity() + " of " + parameter.shownName() + ", got " + values.size());
			}
			value = this.conversion.given(parameter, values, where(parameter));
		}
		else {
			value = notGiven(parameter);
		}
		return parameter.isWrapped() ? Optional.ofNullable(value) : value;
	}

	private @Nullable Object notGiven(SshCommandParameter parameter) {
		String variable = parameter.variable();
		String sent = variable.isEmpty() ? null : this.context.environment().get(variable);
		if (sent != null) {
			try {
				return this.conversion.whole(parameter, sent);
			}
			catch (ConversionException | SshUsageException ex) {
				String shown = parameter.isSecret() ? "" : " '" + sent + "'";
				throw new SshUsageException("Invalid value" + shown + " of the variable " + variable + ": expected "
						+ ValueForm.of(parameter.type()));
			}
		}
		if (parameter.isRequired() && !variable.isEmpty()) {
			throw new SshUsageException(
					"Missing " + parameter.shownName() + ", which the variable " + variable + " may give, too");
		}
		Optional<String> text = parameter.defaultValue();
		return text.isPresent() ? this.conversion.whole(parameter, text.get()) : this.conversion.absent(parameter);
	}

	private OutputFormat format(SshParameter option, String text) {
		for (OutputFormat format : OutputFormat.values()) {
			if (format.label().equalsIgnoreCase(text)) {
				return format;
			}
		}
		throw new SshUsageException("Unknown format '" + text + "'" + where(option).apply(text) + ": expected "
				+ String.join(", ", option.candidates()) + SimilarNames.didYouMean(text, option.candidates()));
	}

	/**
	 * Finds the word in which a value of a parameter stands.
	 */
	private Function<String, String> where(SshParameter parameter) {
		return (value) -> {
			List<WordRole> roles = WordRoles.of(this.command, this.texts);
			for (int i = 0; i < roles.size(); i++) {
				if (roles.get(i).parameter() == parameter
						&& this.texts.get(i).substring(roles.get(i).valueStart()).contains(value)) {
					return column(this.words.get(i));
				}
			}
			return "";
		};
	}

}
