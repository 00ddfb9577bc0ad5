package io.sshconsole.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The layers of this module and the rules that Boot has for auto-configurations.
 */
class ArchitectureTests {

	private static final String ROOT = "io.sshconsole.boot.";

	/**
	 * What each package may use besides itself.
	 */
	private static final Map<String, List<String>> LAYERS = Map.ofEntries(entry("terminal", List.of()),
			entry("line", List.of()), entry("event", List.of()), entry("test", List.of()),
			entry("security", List.of("event")), entry("command", List.of("event", "terminal", "line")),
			entry("render", List.of("terminal", "command")), entry("filter", List.of("terminal", "line", "command")),
			entry("execution", List.of("terminal", "line", "command", "render", "filter")),
			entry("adopt", List.of("terminal", "line", "command")),
			entry("shell", List.of("terminal", "line", "command", "filter", "execution", "security")),
			entry("approval", List.of("event", "terminal", "command", "shell", "security")),
			entry("recording", List.of("event", "terminal", "command", "shell", "security")),
			entry("server", List.of("event", "terminal", "command", "execution", "shell", "security")),
			entry("audit", List.of("event", "terminal", "command", "security", "server")),
			entry("observation", List.of("command", "server")),
			entry("actuate", List.of("event", "command", "shell", "security", "server")),
			entry("autoconfigure",
					List.of("event", "terminal", "line", "command", "render", "filter", "execution", "adopt", "shell",
							"security", "approval", "recording", "server", "audit", "observation", "actuate")));

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sshconsole.boot");

	private static final DescribedPredicate<JavaClass> AUTO_CONFIGURATION = DescribedPredicate
		.describe("auto-configuration", (type) -> type.isAnnotatedWith(AutoConfiguration.class));

	@Test
	void everyPackageHasItsLayer() {
		assertThat(MAIN).extracting(JavaClass::getPackageName)
			.allSatisfy((name) -> assertThat(LAYERS).containsKey(name.substring(ROOT.length())));
	}

	@Test
	void packagesUseOnlyThoseBelow() {
		LAYERS.forEach((layer, below) -> {
			String[] forbidden = LAYERS.keySet()
				.stream()
				.filter((other) -> !other.equals(layer) && !below.contains(other))
				.map((other) -> ROOT + other + "..")
				.toArray(String[]::new);
			noClasses().that()
				.resideInAPackage(ROOT + layer + "..")
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage(forbidden)
				.allowEmptyShould(true)
				.check(MAIN);
		});
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(MAIN);
	}

	@Test
	void onlyCommandsAndTheShellSeeTheirLibraries() {
		onlySees("picocli..", ROOT + "command..", ROOT + "adopt..");
		onlySees("org.springframework.shell..", ROOT + "adopt..");
		onlySees("org.jline..", ROOT + "shell..");
	}

	private static void onlySees(String library, String... packages) {
		noClasses().that()
			.resideOutsideOfPackages(packages)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library)
			.check(MAIN);
	}

	@Test
	void namesSayWhatATypeIs() {
		noClasses().should().haveNameMatching(".*\\.(Abstract\\w+|\\w+(Impl|Manager|Helper|Utils|Holder))").check(MAIN);
	}

	@Test
	void autoConfigurationsArePublicAndFinalAndNamedSo() {
		classes().that(AUTO_CONFIGURATION)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.andShould()
			.resideInAPackage(ROOT + "autoconfigure")
			.check(MAIN);
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		members().that().areDeclaredInClassesThat(AUTO_CONFIGURATION).should().notBePublic().check(MAIN);
	}

	@Test
	void nothingElseOfTheWiringIsPublicExceptTheProperties() {
		classes().that()
			.resideInAPackage(ROOT + "autoconfigure")
			.and(DescribedPredicate.not(AUTO_CONFIGURATION))
			.and()
			.haveNameNotMatching(
					".*SshConsole(Algorithms|Approval|Authentication|BreakGlass|Command|Execution|Limits|Output|Properties|Recording|Sftp|Shell|Throttle|User)(\\$.*)?")
			.should()
			.notBePublic()
			.check(MAIN);
	}

	@Test
	void beanMethodsCarryNoConditionsOnClasses() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.notBeAnnotatedWith(ConditionalOnClass.class)
			.andShould()
			.notBeAnnotatedWith(ConditionalOnMissingClass.class)
			.check(MAIN);
	}

	@Test
	void configurationsDoNotProxyTheirMethods() {
		classes().that()
			.areAnnotatedWith(Configuration.class)
			.should()
			.beAnnotatedWith(DescribedPredicate.describe("without proxies",
					(annotation) -> annotation.tryGetExplicitlyDeclaredProperty("proxyBeanMethods")
						.filter(Boolean.FALSE::equals)
						.isPresent()))
			.allowEmptyShould(true)
			.check(MAIN);
	}

	@Test
	void allAutoConfigurationsAreRegisteredInOrder() throws IOException {
		List<String> names = new ClassPathResource(
				"META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
			.getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.toList();
		assertThat(names).isSorted()
			.containsExactlyInAnyOrderElementsOf(
					MAIN.stream().filter(AUTO_CONFIGURATION).map(JavaClass::getName).toList());
	}

}
