package io.sshconsole.boot.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import io.sshconsole.ssh.keys.AuthorizedKeys;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.Assert;
import org.springframework.util.ConcurrentLruCache;

/**
 * The keys in files of OpenSSH's {@code authorized_keys} format, one per user. A file is
 * read at each login, so a key that was taken out no longer opens anything.
 */
public final class FileAuthorizedKeysService implements AuthorizedKeysService {

	/**
	 * Stands for the user's name in a location. Without it one file would open all
	 * accounts to each of its keys.
	 */
	public static final String USER = "{user}";

	/**
	 * Largest file that is read: thousands of keys. It is read for peers that have proven
	 * nothing yet.
	 */
	static final int MAX_SIZE = 1024 * 1024;

	/**
	 * Longest name that is looked up, the limit of most file systems.
	 */
	private static final int MAX_NAME_LENGTH = 255;

	/**
	 * What a name may hold besides letters and digits. It leaves out separators, the
	 * colon of drives and streams, and the percent sign, which a URL decodes into any of
	 * them.
	 */
	private static final String PUNCTUATION = "._-+@";

	/**
	 * How many files are remembered as they were read last.
	 */
	private static final int MAX_REMEMBERED = 64;

	private final ResourceLoader resourceLoader;

	private final String location;

	private final boolean strictModes;

	/**
	 * What was read last. The same text again is not warned of again: strangers could
	 * otherwise fill the log by asking for keys.
	 */
	private final ConcurrentLruCache<Content, AuthorizedKeys> parsed = new ConcurrentLruCache<>(MAX_REMEMBERED,
			(content) -> AuthorizedKeys.parse(content.text(), content.file()));

	/**
	 * Creates the service.
	 * @param resourceLoader resolves the location
	 * @param location where the files are, with {@link #USER}
	 */
	public FileAuthorizedKeysService(ResourceLoader resourceLoader, String location) {
		this(resourceLoader, location, true);
	}

	/**
	 * Creates the service.
	 * @param resourceLoader resolves the location
	 * @param location where the files are, with {@link #USER}
	 * @param strictModes whether files that group or others can write are refused
	 */
	public FileAuthorizedKeysService(ResourceLoader resourceLoader, String location, boolean strictModes) {
		Assert.isTrue(location.contains(USER), "'location' must contain " + USER);
		this.resourceLoader = resourceLoader;
		this.location = location;
		this.strictModes = strictModes;
	}

	@Override
	public AuthorizedKeys loadAuthorizedKeys(String username) throws IOException {
		if (!isFileName(username)) {
			return AuthorizedKeys.parse("", this.location);
		}
		String file = this.location.replace(USER, username);
		return this.parsed.get(new Content(file, read(this.resourceLoader.getResource(file))));
	}

	private String read(Resource resource) throws IOException {
		if (!resource.isReadable()) {
			return "";
		}
		if (this.strictModes) {
			FileModes.verify(resource);
		}
		try (InputStream in = resource.getInputStream()) {
			byte[] content = in.readNBytes(MAX_SIZE + 1);
			if (content.length > MAX_SIZE) {
				throw new IOException(resource.getDescription() + " is larger than " + MAX_SIZE + " bytes");
			}
			return new String(content, StandardCharsets.UTF_8);
		}
	}

	/**
	 * Tells whether a name means one file in one directory to every file system. A dot at
	 * the start would name the directory, its parent or a hidden file; one at the end is
	 * dropped by some systems, which makes two names one.
	 */
	private static boolean isFileName(String name) {
		return !name.isEmpty() && name.length() <= MAX_NAME_LENGTH && !name.startsWith(".") && !name.endsWith(".")
				&& name.codePoints().allMatch((c) -> Character.isLetterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0);
	}

	private record Content(String file, String text) {

	}

}
