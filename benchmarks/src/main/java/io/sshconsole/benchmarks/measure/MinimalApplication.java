package io.sshconsole.benchmarks.measure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * A Boot application with nothing in it, which ends as soon as it has started, and says
 * as its last word how many milliseconds of processor time that took. Whether it has the
 * starter is decided by the class path.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class MinimalApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(MinimalApplication.class, arguments);
		ProcessHandle.current().info().totalCpuDuration().ifPresent((time) -> System.out.println(time.toMillis()));
		if (System.getProperty("halt") != null) {
			// Stopping takes time, too; only a training run has to, to leave its cache
			Runtime.getRuntime().halt(0);
		}
		System.exit(0);
	}

}
