package io.sshconsole.boot.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something that belongs in the audit trail, whoever made it happen. Application events
 * implement it, and whoever keeps the trail need not know them.
 */
public interface SshAuditable {

	/**
	 * Returns what kind of entry it is.
	 * @return such as {@code SSH_COMMAND}
	 */
	String auditType();

	/**
	 * Returns who did it.
	 * @return the name of a user, or {@code null} if nobody is known
	 */
	@Nullable String auditPrincipal();

	/**
	 * Returns the rest of the entry. It is serialised and kept for long.
	 * @return texts, numbers and truth values, without any secret
	 */
	Map<String, Object> auditData();

}
