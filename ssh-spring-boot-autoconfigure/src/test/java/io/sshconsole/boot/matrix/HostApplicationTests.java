package io.sshconsole.boot.matrix;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.sshconsole.boot.OpenSsh;
import io.sshconsole.boot.OpenSsh.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application that the console is added to stays the same for everybody who does not
 * come by SSH.
 */
class HostApplicationTests {

	private static final String SECURITY = "org.springframework.security.";

	private static final String CONSOLE = "io.sshconsole.";

	/**
	 * What differs from answer to answer.
	 */
	private static final Set<String> VARYING = Set.of("date", "set-cookie", "content-length");

	@TempDir
	private static Path directory;

	@BeforeAll
	static void needsClassPath() {
		HostApplication.assumeClassPath();
	}

	static List<HostApplication> applications() {
		return HostApplication.all(Users.ONE_STORE, Users.MANAGER, Users.PROVIDER, Users.NONE);
	}

	static List<HostApplication> webApplications() {
		return applications().stream().filter(HostApplication::web).toList();
	}

	@ParameterizedTest
	@MethodSource("applications")
	void hasTheSameBeansOfSpringSecurity(HostApplication application) {
		try (ConfigurableApplicationContext without = run(application, false);
				ConfigurableApplicationContext with = run(application, true)) {
			assertThat(securityBeans(with)).isEqualTo(securityBeans(without));
			Set<String> added = new TreeSet<>(Set.of(with.getBeanDefinitionNames()));
			added.removeAll(Set.of(without.getBeanDefinitionNames()));
			assertThat(added).isNotEmpty()
				.allSatisfy((name) -> assertThat(String.valueOf(with.getType(name))).contains(CONSOLE));
		}
	}

	/**
	 * Collects the names of beans by each type of Spring Security that they have, those
	 * included that are only interfaces of ours.
	 */
	private static Map<String, Set<String>> securityBeans(ConfigurableApplicationContext context) {
		Map<String, Set<String>> beans = new TreeMap<>();
		for (String name : context.getBeanDefinitionNames()) {
			for (Class<?> type : types(context.getType(name))) {
				if (type.getName().startsWith(SECURITY)) {
					beans.computeIfAbsent(type.getName(), (key) -> new TreeSet<>()).add(name);
				}
			}
		}
		return beans;
	}

	private static Set<Class<?>> types(Class<?> type) {
		Set<Class<?>> types = new HashSet<>(ClassUtils.getAllInterfacesForClassAsSet(type));
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			types.add(each);
		}
		return types;
	}

	@ParameterizedTest
	@MethodSource("webApplications")
	void answersTheSameByHttp(HostApplication application) throws Exception {
		List<String> answers;
		try (ConfigurableApplicationContext without = run(application, false)) {
			answers = answers(without);
		}
		try (ConfigurableApplicationContext with = run(application, true, "ssh-console.users.admin.password=secret")) {
			assertThat(answers(with)).isEqualTo(answers);
		}
		assertThat(answers).hasSize(8);
	}

	@Test
	void userOfTheConsoleAloneIsNobodyByHttp() throws Exception {
		try (ConfigurableApplicationContext context = run(new HostApplication(true, true, Users.ONE_STORE), true,
				"ssh-console.users.admin.password=secret")) {
			assertThat(get(context, "/nothing", "admin:secret").statusCode()).isEqualTo(401);
			assertThat(get(context, "/nothing", "ada:secret").statusCode()).isEqualTo(404);
			assertThat(ssh(context, "admin").status()).isZero();
			assertThat(ssh(context, "ada").status()).isEqualTo(255);
		}
	}

	@Test
	void userOfTheApplicationIsTheSameByHttpAndBySsh() throws Exception {
		try (ConfigurableApplicationContext context = run(new HostApplication(true, true, Users.ONE_STORE), true)) {
			assertThat(get(context, "/nothing", "ada:secret").statusCode()).isEqualTo(404);
			Result result = ssh(context, "ada");
			assertThat(result.out()).contains("ada").contains("read");
			assertThat(result.status()).isZero();
		}
	}

	private static ConfigurableApplicationContext run(HostApplication application, boolean console,
			String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("spring.security.user.password=boot");
		if (console) {
			all.add("ssh-console.host-key-directory=" + directory.resolve("host"));
		}
		return application.run(console, all.toArray(String[]::new));
	}

	private static Result ssh(ConfigurableApplicationContext context, String user) throws Exception {
		return OpenSsh.client(context).password(user, "secret").run("who am i");
	}

	private static List<String> answers(ConfigurableApplicationContext context) throws Exception {
		List<String> answers = new ArrayList<>();
		for (String path : new String[] { "/nothing", "/login" }) {
			for (String login : new String[] { "", "ada:secret", "ada:wrong", "admin:secret" }) {
				HttpResponse<String> response = get(context, path, login);
				Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
				VARYING.forEach((name) -> headers.computeIfPresent(name, (key, value) -> List.of("…")));
				answers.add(path + " " + login + " " + response.statusCode() + " " + headers);
			}
		}
		return answers;
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path, String login)
			throws IOException, InterruptedException {
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
		if (!login.isEmpty()) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
