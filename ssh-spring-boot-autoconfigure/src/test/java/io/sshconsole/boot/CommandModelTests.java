package io.sshconsole.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshOption;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.io.Resource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a line may look like, typed into the {@code ssh} command of a user.
 */
@OpenSshTest(properties = { "app.region=eu-north", "ssh-console.users.ada.password=correct horse" })
class CommandModelTests {

	@TempDir
	private static Path directory;

	private OpenSsh.Login ssh;

	@DynamicPropertySource
	static void roots(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.sftp.roots.logs.path", () -> directory.resolve("logs"));
	}

	@BeforeAll
	static void files() throws IOException {
		Files.createDirectory(directory.resolve("logs"));
		Files.writeString(directory.resolve("logs/app.log"), "started");
		Files.writeString(directory.resolve("secret"), "secret");
	}

	@BeforeEach
	void createClient(@Autowired OpenSsh ssh) {
		this.ssh = ssh.password("ada", "correct horse");
	}

	@Test
	void aLineIsReadAsItIsMeant() throws Exception {
		assertThat(run("cache clear orders")).isEqualTo("orders eu-north null");
		assertThat(run("cc orders --region=us --since 2026-01-31")).isEqualTo("orders us 2026-01-31");
		assertThat(run("cc 'a b'")).isEqualTo("a b eu-north null");
		assertThat(run("point 3/4")).isEqualTo("Point[x=3, y=4]");
		assertThat(run("paint ff8000 00ff00")).isEqualTo("[Colour[rgb=16744448], Colour[rgb=65280]]");
		assertThat(run("show logs:app.log")).isEqualTo("started");
	}

	@Test
	void aLineThatIsWrongIsToldInOneLine() throws Exception {
		assertWrong("cc orders --since 01/02/26",
				"cache clear: Invalid value '01/02/26' for --since at column 19: expected a date such as 2026-01-31");
		assertWrong("repeat 0", "repeat: Invalid value for <times>: must be greater than or equal to 1");
		assertWrong("show logs:../secret", "show: There is no file 'logs:../secret'");
		assertWrong("show file:/etc/passwd", "show: Invalid file 'file:/etc/passwd': expected one of logs:…");
		assertWrong("cc", "cache clear: Missing required parameter: '<cache>'");
	}

	private String run(String line) throws Exception {
		Result result = this.ssh.run(line);
		assertThat(result.status()).as(result.err()).isZero();
		return result.out().strip();
	}

	private void assertWrong(String line, String message) throws Exception {
		Result result = this.ssh.run(line);
		assertThat(result.status()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).endsWith(message + "\n");
	}

	record Point(int x, int y) {

	}

	record Colour(int rgb) {

		static Colour parse(String hex) {
			return new Colour(Integer.parseInt(hex, 16));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Converter<String, Point> pointConverter() {
			return new PointConverter();
		}

		@SshCommand(name = "cache clear", aliases = "cc")
		String clear(@SshArgument String cache, @SshOption(defaultValue = "${app.region}") String region,
				@SshOption @Nullable LocalDate since) {
			return cache + " " + region + " " + since;
		}

		@SshCommand(name = "point")
		String point(@SshArgument Point point) {
			return point.toString();
		}

		@Bean
		ConversionService shopConversions() {
			DefaultConversionService conversions = new DefaultConversionService();
			conversions.addConverter(String.class, Colour.class, Colour::parse);
			conversions.addConverter(String.class, LocalDate.class, (text) -> LocalDate.EPOCH);
			return conversions;
		}

		@SshCommand(name = "paint")
		String paint(@SshArgument List<Colour> colours) {
			return colours.toString();
		}

		@SshCommand(name = "show")
		String show(@SshArgument Resource file) throws IOException {
			return file.getContentAsString(StandardCharsets.UTF_8);
		}

		@SshCommand(name = "repeat")
		void repeat(@SshArgument @Min(1) int times) {
		}

	}

	static class PointConverter implements Converter<String, Point> {

		@Override
		public Point convert(String source) {
			String[] parts = source.split("/");
			return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
		}

	}

}
