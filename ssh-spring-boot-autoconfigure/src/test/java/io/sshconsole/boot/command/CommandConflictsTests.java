package io.sshconsole.boot.command;

import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CommandConflictsTests {

	private static final SshCommandMethods METHODS = TestConsole.methods(Map.of());

	@Test
	void twoOfOneNameAreToldWithBothMethods() {
		assertThatIllegalStateException().isThrownBy(() -> registry(new First(), new SameName()))
			.withMessageContaining("Two commands have the name 'one'")
			.withMessageContaining("First.one()")
			.withMessageContaining("SameName.other()");
	}

	@Test
	void anAliasIsNoNameOfAnother() {
		assertThatIllegalStateException().isThrownBy(() -> registry(new First(), new AliasIsName()))
			.withMessageContaining("The alias 'one'")
			.withMessageContaining("AliasIsName.two()")
			.withMessageContaining("is the name of")
			.withMessageContaining("First.one()");
		assertThatIllegalStateException().isThrownBy(() -> registry(new First(), new SameAlias()))
			.withMessageContaining("The alias 'uno'")
			.withMessageContaining("is an alias of")
			.withMessageContaining("First.one()")
			.withMessageContaining("SameAlias.two()");
		assertThatIllegalStateException().isThrownBy(() -> registry(new SuperfluousAlias()))
			.withMessageContaining("'one'")
			.withMessageContaining("superfluous");
		assertThatIllegalStateException().isThrownBy(() -> TestConsole.commands(METHODS, new BadAlias()))
			.withMessageContaining("The alias 'a  b'");
	}

	@Test
	void allMistakesAreToldAtOnce() {
		List<SshCommandSource> sources = new ArrayList<>();
		for (Object bean : List.of(new First(), new SameName(), new AliasIsName(), new BadAlias(), new BadDefault())) {
			sources.add(() -> TestConsole.commands(METHODS, bean));
		}
		assertThatIllegalStateException().isThrownBy(() -> SshCommandRegistry.of(sources))
			.withMessageContaining("'one'")
			.withMessageContaining("The alias 'one'")
			.withMessageContaining("The alias 'a  b'")
			.withMessageContaining("The default 'x'");
	}

	@Test
	void aDefaultIsAValueOfItsType() {
		assertRefused(new BadDefault(), "The default 'x' of the parameter 'count'", "BadDefault.run(int)");
		assertThat(TestConsole.commands(METHODS, new FileThatIsNotThereYet())).hasSize(1);
	}

	/**
	 * Their constructors take the name of any file.
	 */
	@Test
	void aTypeThatWouldReadAnyFileIsRefused() {
		assertRefused(new AnyFile(), "FileSystemResource", "would open any file of the server; use Resource");
		assertRefused(new AnyStream(), "FileInputStream", "would open any file of the server; use Resource");
	}

	@Test
	void anArityIsARangeOfACollection() {
		assertRefused(new BadArity(), "The arity '3..2' permits no word");
		assertRefused(new ArityOfOne(), "has an arity, but is not a collection");
	}

	@Test
	void helpIsTheHelpOfEveryCommand() {
		assertRefused(new OwnHelp(), "The option --help", "OwnHelp.run(boolean)");
	}

	@Test
	void aGroupIsDescribedOnce() {
		assertThat(registry(new Caches()).commands()).hasSize(2);
		assertThatIllegalStateException().isThrownBy(() -> registry(new Caches(), new MoreCaches()))
			.withMessageContaining("The group 'cache' is described twice")
			.withMessageContaining("Caches")
			.withMessageContaining("MoreCaches");
	}

	private static void assertRefused(Object bean, String... messages) {
		assertThatIllegalStateException().isThrownBy(() -> TestConsole.commands(METHODS, bean))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(messages));
	}

	private static SshCommandRegistry registry(Object... beans) {
		List<SshCommandMethod> commands = new ArrayList<>();
		for (Object bean : beans) {
			commands.addAll(TestConsole.commands(METHODS, bean));
		}
		return new SshCommandRegistry(commands);
	}

	static class First {

		@SshCommand(name = "one", aliases = "uno")
		void one() {
		}

	}

	static class SameName {

		@SshCommand(name = "one")
		void other() {
		}

	}

	static class AliasIsName {

		@SshCommand(name = "two", aliases = "one")
		void two() {
		}

	}

	static class SameAlias {

		@SshCommand(name = "two", aliases = "uno")
		void two() {
		}

	}

	static class SuperfluousAlias {

		@SshCommand(name = "one", aliases = "one")
		void two() {
		}

	}

	static class BadAlias {

		@SshCommand(name = "three", aliases = "a  b")
		void three() {
		}

	}

	static class BadDefault {

		@SshCommand(name = "x")
		void run(@SshOption(defaultValue = "x") int count) {
		}

	}

	static class FileThatIsNotThereYet {

		@SshCommand(name = "x")
		void run(@SshOption(defaultValue = "logs:app.log") Resource file) {
		}

	}

	static class AnyFile {

		@SshCommand(name = "x")
		void run(@SshArgument FileSystemResource file) {
		}

	}

	static class AnyStream {

		@SshCommand(name = "x")
		void run(@SshArgument List<FileInputStream> files) {
		}

	}

	static class BadArity {

		@SshCommand(name = "x")
		void run(@SshArgument(arity = "3..2") List<String> words) {
		}

	}

	static class ArityOfOne {

		@SshCommand(name = "x")
		void run(@SshArgument(arity = "1..2") String word) {
		}

	}

	static class OwnHelp {

		@SshCommand(name = "x")
		void run(@SshOption(names = "--help") boolean help) {
		}

	}

	@SshCommandGroup(name = "cache", description = "Caches.")
	static class Caches {

		@SshCommand(name = "cache clear")
		void clear() {
		}

		@SshCommand(name = "cache list")
		void list() {
		}

	}

	@SshCommandGroup(name = "cache", description = "More caches.")
	static class MoreCaches {

		@SshCommand(name = "cache show")
		void show() {
		}

	}

}
