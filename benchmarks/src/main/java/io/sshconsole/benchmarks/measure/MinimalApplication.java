package io.sshconsole.benchmarks.measure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * A Boot application with nothing in it, which ends as soon as it has started. Whether it
 * has the starter is decided by the class path.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class MinimalApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(MinimalApplication.class, arguments);
		if (System.getProperty("halt") != null) {
			Runtime.getRuntime().halt(0);
		}
		System.exit(0);
	}

}
