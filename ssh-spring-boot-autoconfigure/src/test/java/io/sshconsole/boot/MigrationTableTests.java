package io.sshconsole.boot;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandGroup;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.SshShellSession;
import io.sshconsole.boot.terminal.SshTerminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about migration leaves nothing out, and names nothing that is not there.
 */
class MigrationTableTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Map<String, Class<?>> OURS = Stream
		.of(SshCommand.class, SshOption.class, SshArgument.class, SshCommandGroup.class, SshCommandContext.class,
				SshTerminal.class, SshShellSession.class)
		.collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

	private static Set<String> left = Set.of();

	private static Set<String> right = Set.of();

	@BeforeAll
	static void readTables() throws IOException {
		List<String[]> rows = Files.readAllLines(Path.of("../docs/migration.md"))
			.stream()
			.filter((line) -> line.startsWith("| ") && line.endsWith(" |"))
			.map((line) -> line.substring(2, line.length() - 2).split(" \\| ", 2))
			.toList();
		left = codes(rows.stream().map((row) -> row[0]));
		right = codes(rows.stream().map((row) -> row[1]));
	}

	private static Set<String> codes(Stream<String> cells) {
		return cells.flatMap((cell) -> CODE.matcher(cell).results())
			.map((result) -> result.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@ParameterizedTest
	@ValueSource(classes = { Command.class, Option.class, Argument.class })
	void everyAttributeOfSpringShellHasItsRow(Class<? extends Annotation> annotation) {
		assertThat(left).containsAll(Arrays.stream(annotation.getDeclaredMethods())
			.map((attribute) -> "@" + annotation.getSimpleName() + "." + attribute.getName())
			.toList());
	}

	/**
	 * All properties of fonimus 3.1.1 and of choseongah 4.0.1-5 below {@code ssh.shell}.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "enable", "host", "port", "user", "password", "display-banner", "authentication",
			"auth-provider-bean-name", "host-key-file", "authorized-public-keys", "authorized-public-keys-file",
			"history-file", "shared-history", "history-directory", "confirmation-words", "prompt.text", "prompt.color",
			"commands.<group>.create", "commands.<group>.enable", "commands.<group>.enabled",
			"commands.<group>.restricted", "commands.<group>.authorized-roles", "commands.<group>.includes",
			"commands.<group>.excludes" })
	void everyPropertyOfThePeersHasItsRow(String property) {
		assertThat(left).contains(property);
	}

	@Test
	void everyPropertyOfOursExists() throws IOException {
		String metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getContentAsString(StandardCharsets.UTF_8);
		assertThat(right.stream().filter((code) -> code.startsWith("ssh-console."))).isNotEmpty()
			.allSatisfy((name) -> assertThat(metadata).contains("\"name\": \"" + name + "\""));
	}

	@Test
	void everyMemberOfOursExists() {
		Set<String> members = right.stream()
			.map((code) -> code.startsWith("@") ? code.substring(1) : code)
			.filter((code) -> OURS.containsKey(code.split("\\.")[0]) && code.contains("."))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(members).hasSizeGreaterThan(20)
			.allSatisfy(
					(member) -> assertThat(OURS.get(member.split("\\.")[0]).getMethods()).extracting(Method::getName)
						.contains(member.split("\\.")[1]));
	}

}
