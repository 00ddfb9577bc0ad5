package io.sshconsole.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sshconsole.ssh.wire.Role;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(packages = "io.sshconsole.ssh", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.sshconsole.ssh";

	/**
	 * What Bouncy Castle is for: curves, post-quantum mechanisms, published primes and
	 * private key files. Ciphers, hashes and MACs come from the Java runtime.
	 */
	private static final Set<String> BOUNCY_CASTLE_USERS = Set.of("kex.X25519Agreement", "kex.EcdhAgreement",
			"kex.MlKem768", "kex.Sntrup761", "kex.DhGroup", "keys.Ed25519Signer", "keys.Ed25519Point",
			"keys.Ed25519Verifier", "keys.EcdsaCurve", "keys.OpenSshPrivateKey", "keys.DerPrivateKey", "keys.Pkcs8",
			"keys.EncryptedPkcs8", "keys.PuttySecrets");

	/**
	 * Who may name a side. {@code PacketTransport} has a factory for each,
	 * {@code NegotiatedAlgorithms} makes the rows of both directions. To ask which side
	 * one is, is for {@link Role} alone.
	 */
	private static final Set<String> ROLE_NAMERS = Set.of("wire.Role", "transport.PacketTransport",
			"kex.NegotiatedAlgorithms");

	@ArchTest
	static final ArchRule layersSeeOnlyLayersBelow = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("wire")
		.definedBy(ROOT + ".wire")
		.layer("crypto")
		.definedBy(ROOT + ".crypto")
		.layer("keys")
		.definedBy(ROOT + ".keys")
		.layer("kex")
		.definedBy(ROOT + ".kex")
		.layer("transport")
		.definedBy(ROOT + ".transport")
		.layer("auth")
		.definedBy(ROOT + ".auth")
		.layer("connection")
		.definedBy(ROOT + ".connection")
		.layer("root")
		.definedBy(ROOT)
		.whereLayer("wire")
		.mayNotAccessAnyLayer()
		.whereLayer("crypto")
		.mayOnlyAccessLayers("wire")
		.whereLayer("keys")
		.mayOnlyAccessLayers("wire")
		.whereLayer("kex")
		.mayOnlyAccessLayers("wire", "crypto", "keys")
		.whereLayer("transport")
		.mayOnlyAccessLayers("wire", "crypto", "keys", "kex")
		.whereLayer("auth")
		.mayOnlyAccessLayers("wire", "keys", "transport")
		.whereLayer("connection")
		.mayOnlyAccessLayers("wire", "transport")
		.ensureAllClassesAreContainedInArchitecture();

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule bouncyCastleIsSeenByFewClasses = noClasses().that(areNot(BOUNCY_CASTLE_USERS))
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.bouncycastle..");

	@ArchTest
	static final ArchRule noSideIsNamedOutsideOfRole = noClasses().that(areNot(ROLE_NAMERS))
		.should()
		.accessFieldWhere(describe("a constant of Role is read", ArchitectureTests::isConstantOfRole))
		.orShould()
		.callMethod(Role.class, "ordinal");

	@ArchTest
	static final ArchRule namesSayWhatATypeIs = noClasses().should()
		.haveNameMatching(".*[.$](Abstract\\w*|\\w+(Impl|Manager|Helper|Utils?|Holder))");

	@ArchTest
	static final ArchRule methodsAreNotSynchronized = methods().should()
		.notHaveModifier(JavaModifier.SYNCHRONIZED)
		.because("a monitor pins a virtual thread before JDK 24");

	@ArchTest
	static final ArchRule providersOfTheApplicationAreLeftAlone = noClasses().should()
		.callMethod(Security.class, "addProvider", Provider.class)
		.orShould()
		.callMethod(Security.class, "insertProviderAt", Provider.class, int.class)
		.orShould()
		.callMethod(Security.class, "removeProvider", String.class);

	@ArchTest
	static final ArchRule nothingIsPrinted = noClasses().should()
		.accessField(System.class, "out")
		.orShould()
		.accessField(System.class, "err")
		.orShould()
		.callMethod(Throwable.class, "printStackTrace");

	@ArchTest
	static final ArchRule packagesAreNullMarked = classes().that()
		.haveSimpleName("package-info")
		.should()
		.beAnnotatedWith(NullMarked.class);

	/**
	 * Blocks with a monitor cannot be seen in what ArchUnit reads of a class file.
	 */
	@Test
	void noBlockIsSynchronized() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
			assertThat(files.filter(Files::isRegularFile)).isNotEmpty()
				.allSatisfy((file) -> assertThat(Files.readString(file)).doesNotContainPattern("synchronized\\s*\\("));
		}
	}

	private static boolean isConstantOfRole(JavaFieldAccess access) {
		return access.getTargetOwner().isEquivalentTo(Role.class);
	}

	private static DescribedPredicate<JavaClass> areNot(Set<String> names) {
		return describe("are not " + names, (type) -> names.stream()
			.noneMatch((name) -> (type.getName() + "$").startsWith(ROOT + "." + name + "$")));
	}

}
