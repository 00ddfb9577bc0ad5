package io.sshconsole.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

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
		check.notBlank(key + ".authority", this.authority);
		check.notBlank(key + ".approval", this.approval);
	}

}
