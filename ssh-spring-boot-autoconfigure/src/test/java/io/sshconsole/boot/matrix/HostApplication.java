package io.sshconsole.boot.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * An application that the console is added to, in its variants.
 *
 * @param web whether it serves HTTP
 * @param security whether it has the auto-configuration of
 * {@code spring-boot-starter-security}
 * @param users where its users are
 */
record HostApplication(boolean web, boolean security, Users users) {

	private static final String OF_SECURITY = "org.springframework.boot.security.";

	private static final String OF_CONSOLE = "io.sshconsole.";

	/**
	 * Skips a test that was started where the web server is missing.
	 */
	static void assumeClassPath() {
		Assumptions.assumeTrue(
				ClassUtils.isPresent("org.springframework.web.servlet.DispatcherServlet",
						HostApplication.class.getClassLoader()),
				"This test needs the class path of the execution 'matrix', which 'mvn verify' runs");
	}

	static List<HostApplication> all(Users... users) {
		List<HostApplication> all = new ArrayList<>();
		for (Users each : users) {
			for (boolean web : new boolean[] { true, false }) {
				all.add(new HostApplication(web, true, each));
				all.add(new HostApplication(web, false, each));
			}
		}
		return all;
	}

	ConfigurableApplicationContext run(boolean console, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--ssh-console.port=0",
				"--spring.autoconfigure.exclude=" + String.join(",", excluded(console))));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new SpringApplicationBuilder(this.users.configuration())
			.web(this.web ? WebApplicationType.SERVLET : WebApplicationType.NONE)
			.run(arguments.toArray(String[]::new));
	}

	private List<String> excluded(boolean console) {
		return ImportCandidates.load(AutoConfiguration.class, HostApplication.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> (!console && name.startsWith(OF_CONSOLE))
					|| (!this.security && name.startsWith(OF_SECURITY)))
			.collect(Collectors.toList());
	}

	@Override
	public String toString() {
		return (this.web ? "web" : "non-web") + ", " + (this.security ? "starter-security" : "no Security") + ", "
				+ this.users;
	}

}
