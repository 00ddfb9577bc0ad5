package io.sshconsole.ssh.keys;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that open one account, as in a file {@code authorized_keys}. Options in front
 * of a key restrict what it may do. None of them is enforced yet, so a line with options
 * opens nothing. Immutable.
 */
public final class AuthorizedKeys {

	private static final Logger logger = LoggerFactory.getLogger(AuthorizedKeys.class);

	private final Set<SshPublicKey> keys;

	private AuthorizedKeys(Set<SshPublicKey> keys) {
		this.keys = Set.copyOf(keys);
	}

	/**
	 * Reads the lines of a file. One that cannot be used is skipped with a warning, and
	 * has no effect on the others.
	 * @param text the lines
	 * @param source where they come from, for the warnings
	 * @return their keys
	 */
	public static AuthorizedKeys parse(String text, String source) {
		Set<SshPublicKey> keys = new HashSet<>();
		List<String> lines = text.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				try {
					keys.add(SshPublicKey.fromAuthorizedKey(line));
				}
				catch (SshException ex) {
					logger.warn("Skipped line {} of {}, which opens nothing: {}", i + 1, source, reason(line, ex));
				}
			}
		}
		return new AuthorizedKeys(keys);
	}

	/**
	 * Tells whether a key opens the account.
	 * @param key the key
	 * @return whether it is one of these
	 */
	public boolean contains(SshPublicKey key) {
		return this.keys.contains(key);
	}

	private static @Nullable String reason(String line, SshException ex) {
		String first = line.split("[ \t]", 2)[0];
		return SignatureAlgorithm.supportsKeyType(first) ? ex.getMessage()
				: "it begins with options or with a type of key, and neither is supported";
	}

}
