package io.sshconsole.boot.security;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * A file that is read whenever it is asked for, so that a change counts at once, and
 * parsed only when it has changed: strangers ask for it with each key that they offer.
 *
 * @param <T> what it says
 */
final class ParsedResource<T> {

	private final Resource resource;

	private final int maxSize;

	private final boolean strictModes;

	private final Parser<T> parser;

	private volatile @Nullable Parsed<T> last;

	/**
	 * Prepares to read.
	 * @param resource the file
	 * @param maxSize largest content in bytes
	 * @param strictModes whether it is refused if group or others can write it
	 * @param parser reads the content; its result must be immutable
	 */
	ParsedResource(Resource resource, int maxSize, boolean strictModes, Parser<T> parser) {
		this.resource = resource;
		this.maxSize = maxSize;
		this.strictModes = strictModes;
		this.parser = parser;
	}

	/**
	 * Reads the file.
	 * @return what it says now
	 * @throws IOException if it cannot be read or understood
	 */
	T get() throws IOException {
		byte[] content = read();
		Parsed<T> parsed = this.last;
		if (parsed == null || !Arrays.equals(parsed.content(), content)) {
			parsed = new Parsed<>(content, this.parser.parse(content));
			this.last = parsed;
		}
		return parsed.value();
	}

	/**
	 * Returns what the file said when it could be read and understood last.
	 * @return empty if it never could
	 */
	Optional<T> last() {
		return Optional.ofNullable(this.last).map(Parsed::value);
	}

	private byte[] read() throws IOException {
		if (this.strictModes) {
			FileModes.verify(this.resource);
		}
		try (InputStream in = this.resource.getInputStream()) {
			byte[] content = in.readNBytes(this.maxSize + 1);
			if (content.length > this.maxSize) {
				throw new IOException(this.resource.getDescription() + " is larger than " + this.maxSize + " bytes");
			}
			return content;
		}
	}

	/**
	 * Reads content.
	 *
	 * @param <T> what it says
	 */
	@FunctionalInterface
	interface Parser<T> {

		T parse(byte[] content) throws IOException;

	}

	/**
	 * What was read last.
	 */
	private record Parsed<T>(byte[] content, T value) {

	}

}
