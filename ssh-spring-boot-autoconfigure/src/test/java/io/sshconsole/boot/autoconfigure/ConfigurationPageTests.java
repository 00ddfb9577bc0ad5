package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page with all properties. It is written with the system property
 * {@code ssh-console.docs.write}; otherwise the one that is there must be the same.
 */
class ConfigurationPageTests {

	private static final Path FILE = Path.of("..", "docs", "configuration.md");

	private static final String HEAD = """
			# Configuration

			Every property below `ssh-console`. This page is written from the descriptions in the code; a test fails where it
			tells something else (`ConfigurationPageTests`):

			    mvn -pl ssh-spring-boot-autoconfigure -am -Dtest=ConfigurationPageTests -Dsurefire.failIfNoSpecifiedTests=false \\
			        -Dssh-console.docs.write=true test

			A key that is not here is an error at the start, and so is a value out of its range. The users of `users` have
			`password`, `roles`, `authorities`, `authorized-keys` and `totp-secret`. The commands of `commands` have `authority`
			and `approval`; what their keys may look like is in [authorisation.md](authorisation.md).

			| property | default | meaning |
			|---|---|---|
			""";

	@Test
	void tellsEveryProperty() throws IOException {
		StringBuilder page = new StringBuilder(HEAD);
		for (ConfigurationMetadata.Property property : ConfigurationMetadata.properties()) {
			page.append("| `")
				.append(property.name().substring(SshConsoleProperties.PREFIX.length() + 1))
				.append("` | ")
				.append((property.defaultValue() != null) ? "`" + property.defaultValue() + "`" : "")
				.append(" | ")
				.append(meaning(property.description()))
				.append(" |\n");
		}
		if (Boolean.getBoolean("ssh-console.docs.write")) {
			Files.writeString(FILE, page);
		}
		assertThat(FILE).hasContent(page.toString());
	}

	@Test
	void everyPropertyHasADescription() {
		List<ConfigurationMetadata.Property> properties = ConfigurationMetadata.properties();
		assertThat(properties).hasSizeGreaterThan(50)
			.allMatch((property) -> property.description().matches("[A-Z].*[.]"));
	}

	private static String meaning(String description) {
		return description.replace(" If a duration suffix is not specified, seconds will be used.", "")
			.replace("|", "\\|");
	}

}
