package io.sshconsole.boot;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What applications write against is Spring's and ours: the libraries behind it can be
 * exchanged.
 */
class ExtensionPointTests {

	@Test
	void noLibraryIsInAPublicSignature() {
		Set<JavaCodeUnit> offenders = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.sshconsole.boot")
			.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.flatMap((type) -> type.getCodeUnits().stream())
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
					|| member.getModifiers().contains(JavaModifier.PROTECTED))
			.filter((member) -> involved(member).anyMatch(ExtensionPointTests::isLibrary))
			.collect(Collectors.toSet());
		assertThat(offenders).isEmpty();
	}

	private static Stream<JavaClass> involved(JavaCodeUnit member) {
		return Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream())
			.map(JavaType::getAllInvolvedRawTypes)
			.flatMap(Set::stream);
	}

	private static boolean isLibrary(JavaClass type) {
		return type.getPackageName().startsWith("picocli") || type.getPackageName().startsWith("org.jline")
				|| type.getPackageName().startsWith("org.springframework.shell");
	}

}
