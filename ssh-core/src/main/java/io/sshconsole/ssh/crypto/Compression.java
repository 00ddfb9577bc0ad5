package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The ways to compress payloads, one row each (RFC 4253 §6.2). {@code zlib}, which
 * compresses before anybody has logged in, is left out: strangers would reach the
 * decompressor.
 */
public enum Compression {

	NONE("none"),

	/**
	 * Begins when the user is known.
	 */
	ZLIB_DELAYED("zlib@openssh.com");

	private final String algorithmName;

	Compression(String algorithmName) {
		this.algorithmName = algorithmName;
	}

	/**
	 * Finds a row by its name on the wire.
	 * @param algorithmName such as {@code zlib@openssh.com}
	 * @return the row, if there is one
	 */
	public static Optional<Compression> named(String algorithmName) {
		return Arrays.stream(values()).filter((row) -> row.algorithmName.equals(algorithmName)).findFirst();
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code zlib@openssh.com}
	 */
	public String algorithmName() {
		return this.algorithmName;
	}

	/**
	 * Starts a stream of compressed payloads.
	 * @return its beginning, or {@code null} if payloads stay as they are
	 */
	public @Nullable PayloadDeflater newDeflater() {
		return (this != NONE) ? new PayloadDeflater() : null;
	}

	/**
	 * Starts to read a stream of compressed payloads.
	 * @return its beginning, or {@code null} if payloads are as they are
	 */
	public @Nullable PayloadInflater newInflater() {
		return (this != NONE) ? new PayloadInflater() : null;
	}

}
