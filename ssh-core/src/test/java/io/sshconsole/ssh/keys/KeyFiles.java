package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Key files among the test resources, made by {@code ssh-keygen} and {@code openssl}.
 */
final class KeyFiles {

	static final String PASSPHRASE = "correct horse";

	private KeyFiles() {
	}

	static String text(String name) {
		try (InputStream in = KeyFiles.class.getResourceAsStream(name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
