package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.TextWidth;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.Banner;
import org.springframework.core.env.Environment;

/**
 * A banner of Spring Boot on a user's terminal. Where it is too wide, and where the
 * application has none of its own, there are the name and the version of the application.
 */
public final class TextBanner implements SshShellBanner {

	private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

	/**
	 * How the banner ends that an application has when it has none.
	 */
	private static final String SPRING_BOOT = ":: Spring Boot ::";

	private final @Nullable Banner banner;

	private final Environment environment;

	private final String application;

	/**
	 * Creates a banner.
	 * @param banner the banner of the application, or {@code null}
	 * @param environment gives what is in its placeholders
	 * @param application name of the application
	 */
	public TextBanner(@Nullable Banner banner, Environment environment, String application) {
		this.banner = banner;
		this.environment = environment;
		this.application = application;
	}

	@Override
	public void print(SshSession session, SshTerminal terminal, PrintWriter out) {
		String text = (this.banner != null) ? text(this.banner) : "";
		List<String> plain = STYLE.matcher(text).replaceAll("").lines().map(String::stripTrailing).toList();
		boolean fits = plain.stream().allMatch((line) -> TextWidth.of(line) <= terminal.columns());
		if (text.isBlank() || text.contains(SPRING_BOOT) || !fits) {
			out.println(title());
			out.println("Type help for the commands, exit to leave.");
		}
		else if (terminal.hasColour()) {
			text.lines().forEach(out::println);
		}
		else {
			plain.forEach(out::println);
		}
	}

	private String text(Banner banner) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
			banner.printBanner(this.environment, null, stream);
		}
		return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
	}

	private String title() {
		String version = this.environment.getProperty("spring.application.version", "");
		return (this.application + " " + version).stripTrailing();
	}

}
