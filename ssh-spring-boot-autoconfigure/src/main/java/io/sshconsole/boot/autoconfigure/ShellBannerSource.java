package io.sshconsole.boot.autoconfigure;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.Banner;
import org.springframework.boot.ResourceBanner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

/**
 * Finds the banner of the shell: a text that is named, or the one that Spring Boot prints
 * when the application starts.
 *
 * @param context the application
 */
record ShellBannerSource(ApplicationContext context) {

	/**
	 * The bean that Spring Boot registers for the banner it has printed.
	 */
	private static final String PRINTED_BANNER = "springBootBanner";

	/**
	 * Finds the banner.
	 * @param location where its text is, or {@value SshConsoleShell#BOOT_BANNER}
	 * @return the banner, or {@code null} if the application has none
	 */
	@Nullable Banner find(String location) {
		if (!location.equals(SshConsoleShell.BOOT_BANNER)) {
			Resource resource = this.context.getResource(location);
			if (!resource.exists()) {
				throw SshConsoleShell.missingBanner(location);
			}
			return new ResourceBanner(resource);
		}
		// It may have been switched off for the log, and a text is there all the same
		Resource text = new DefaultResourceLoader()
			.getResource(this.context.getEnvironment().getProperty("spring.banner.location", "banner.txt"));
		if (isOfApplication(text)) {
			return new ResourceBanner(text);
		}
		return this.context.containsBean(PRINTED_BANNER) ? this.context.getBean(PRINTED_BANNER, Banner.class) : null;
	}

	/**
	 * A jar of Liquibase has a banner of its own, which Spring Boot leaves out as well.
	 */
	private static boolean isOfApplication(Resource text) {
		try {
			return text.exists() && !text.getURL().toExternalForm().contains("liquibase-core");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
