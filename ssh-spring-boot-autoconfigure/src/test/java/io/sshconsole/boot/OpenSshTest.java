package io.sshconsole.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.TestPropertySource;

/**
 * A test of the console of an application, without a web server, by the {@code ssh}
 * command of this machine. An {@link OpenSsh} that is autowired is a client of it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OpenSshTest.Installed.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@TestPropertySource(properties = { TestProperties.ANY_PORT, TestProperties.HOST_KEY })
@Import(OpenSsh.class)
public @interface OpenSshTest {

	/**
	 * The application; the nested configuration of the test unless there is one here.
	 */
	@AliasFor(annotation = SpringBootTest.class)
	Class<?>[] classes() default {};

	/**
	 * More properties of the application.
	 */
	@AliasFor(annotation = SpringBootTest.class)
	String[] properties() default {};

	/**
	 * Asks for {@code ssh} before anything of the test has been made.
	 */
	final class Installed implements BeforeAllCallback {

		@Override
		public void beforeAll(ExtensionContext context) {
			OpenSsh.requireInstalled();
		}

	}

}
