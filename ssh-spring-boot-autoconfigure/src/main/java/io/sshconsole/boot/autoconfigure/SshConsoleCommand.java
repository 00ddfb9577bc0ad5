package io.sshconsole.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What holds for one command besides what its code says.
 *
 * @param authority Authority that a user needs for the command, such as ROLE_ADMIN,
 * besides what its annotations demand.
 * @param approval Authority that a second person needs to approve the command. When it is
 * not set, the annotations say whether one is needed.
 */
public record SshConsoleCommand(@Nullable String authority, @Nullable String approval) {

	private static final PropertyCheck check = new PropertyCheck("commands.");

	/**
	 * Refuses what would protect nothing.
	 * @param key what the command is called in the properties
	 */
	void verify(String key) {
		verify(key + ".authority", this.authority);
		verify(key + ".approval", this.approval);
	}

	private static void verify(String name, @Nullable String authority) {
		if (authority != null && !StringUtils.hasText(authority)) {
			throw check.invalid(name, authority, "It must not be empty.");
		}
	}

}
